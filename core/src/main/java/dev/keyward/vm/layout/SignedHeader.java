package dev.keyward.vm.layout;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.protector.VerifiedKeyProtector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.util.Optional;

/**
 * A header as it is stored, and its signature. The stored bytes are what is signed, after {@code
 * keyward/v1/<type>} and a zero byte: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017).
 */
public final class SignedHeader {

  /** The longest header, in bytes. */
  public static final int MAX_SIZE = 1 << 18;

  private static final int MAX_SIGNATURE = GuardianCertificate.MAX_KEY_BITS / 8;

  private final FileKind kind;
  private final byte[] bytes;
  private final byte[] signature;

  private SignedHeader(FileKind kind, byte[] bytes, byte[] signature) {
    this.kind = kind;
    this.bytes = bytes;
    this.signature = signature;
  }

  /** Signs {@code bytes}, which are not changed after. */
  public static SignedHeader create(
      FileKind kind, byte[] bytes, PrivateKey signer, RsaEngine engine)
      throws KeyUnusableException {
    if (bytes.length > MAX_SIZE) {
      throw new IllegalArgumentException("a header of more than " + MAX_SIZE + " bytes");
    }
    byte[] signature = engine.sign(signer, kind.signedPrefix(), bytes).value();
    return new SignedHeader(kind, bytes, signature);
  }

  /** The first two blocks; the signature is not looked at before {@link #verify}. */
  public static SignedHeader read(FileKind kind, BlockFile file)
      throws KeywardException, IOException {
    return new SignedHeader(
        kind, file.content(0, "header", MAX_SIZE), file.content(1, "signature", MAX_SIGNATURE));
  }

  /** Writes the blocks before the parts: header, signature, and the protector's generation. */
  public BlockWriter begin(OutputStream out, long generation, VerifiedKeyProtector protector)
      throws IOException {
    BlockWriter writer = new BlockWriter(out);
    write(writer);
    byte[] document = protector.protector().encode();
    writer.block(
        ByteBuffer.allocate(Long.BYTES + document.length)
            .putLong(generation)
            .put(document)
            .array());
    return writer;
  }

  public void write(BlockWriter writer) throws IOException {
    writer.block(bytes);
    writer.block(signature);
  }

  public byte[] bytes() {
    return bytes;
  }

  public Thumbprint digest() {
    return Thumbprint.of(bytes);
  }

  /** Refuses a certificate that may not sign, and any signature but that of its key. */
  public void verify(GuardianCertificate signer, RsaEngine engine) throws KeywardException {
    Optional<String> unfit = signer.unfitFor(CertificateRole.SIGNING);
    if (unfit.isPresent()) {
      throw new VerificationFailedException(
          Fault.of("header-certificate", "header", unfit.get(), "a certificate that may sign"));
    }
    Signature claimed = Signature.of(AcceptedAlgorithms.RSA_SHA256, signature);
    if (!engine.verify(claimed, signer.publicKey(), kind.signedPrefix(), bytes)) {
      throw new VerificationFailedException(
          Fault.of(
              "header-signature",
              "header",
              "a signature that does not verify",
              "the one of " + signer + " over these very bytes"));
    }
  }
}
