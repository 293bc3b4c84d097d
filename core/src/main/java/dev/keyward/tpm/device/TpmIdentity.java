package dev.keyward.tpm.device;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.internal.tpm.FieldWriter;
import dev.keyward.tpm.structure.EndorsementCertificate;
import dev.keyward.tpm.structure.EndorsementKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Which TPM this is.
 *
 * @param key its endorsement key
 * @param certificate of its maker, where the TPM keeps one for that key
 */
public record TpmIdentity(EndorsementKey key, Optional<EndorsementCertificate> certificate) {

  private static final int CERTIFICATE_INDEX = 0x01c00002;
  private static final int MOST_CERTIFICATE = 8 << 10;
  private static final int PIECE = 512;
  private static final int MOST_NAME = 66;
  private static final int MOST_POLICY = 64;

  /** Asks a TPM. */
  public static TpmIdentity read(TpmDevice tpm) throws IOException, KeywardException {
    Hierarchy.Endorsement made = Hierarchy.endorsementKey(tpm);
    made.object().close();
    EndorsementKey key = new EndorsementKey(made.key().key());
    Optional<EndorsementCertificate> certificate = Optional.empty();
    Optional<byte[]> stored = stored(tpm);
    if (stored.isPresent()) {
      certificate =
          Optional.of(EndorsementCertificate.parse(stored.get(), "the TPM's certificate"))
              .filter(each -> each.thumbprint().equals(key.thumbprint()));
    }
    return new TpmIdentity(key, certificate);
  }

  private static Optional<byte[]> stored(TpmDevice tpm) throws IOException, KeywardException {
    int size;
    try {
      int[] index = {CERTIFICATE_INDEX};
      FieldReader answer = tpm.run(Command.plain(Command.NV_READ_PUBLIC, index, new byte[0]));
      FieldReader area =
          FieldReader.ofTpm(
              answer.sized(MOST_NAME + MOST_POLICY + PIECE),
              new dev.keyward.Fault.Kind("bad-tpm-response", tpm.address(), "an index"));
      area.number32();
      area.number16();
      area.number32();
      area.sized(MOST_POLICY);
      size = area.number16();
    } catch (KeyUnusableException e) {
      // There is no such index.
      return Optional.empty();
    }
    if (size > MOST_CERTIFICATE) {
      return Optional.empty();
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (content.size() < size) {
      int piece = Math.min(PIECE, size - content.size());
      content.writeBytes(piece(tpm, piece, content.size()));
    }
    return Optional.of(content.toByteArray());
  }

  private static byte[] piece(TpmDevice tpm, int size, int offset)
      throws IOException, KeywardException {
    byte[] parameters = new FieldWriter().number16(size).number16(offset).written();
    int[] handles = {CERTIFICATE_INDEX, CERTIFICATE_INDEX};
    FieldReader answer = tpm.run(Command.withPassword(Command.NV_READ, handles, parameters));
    byte[] read = answer.sized(size);
    if (read.length != size) {
      throw answer.fault(read.length + " bytes of " + size);
    }
    return read;
  }
}
