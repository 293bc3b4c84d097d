package dev.keyward.guardian.keyfile;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import java.security.PrivateKey;
import java.util.List;

/**
 * A private key that signs, with its certificate; no guardian, and in no store. Java offers no way
 * to wipe the key.
 *
 * @param certificate fit for signing
 * @param key the certificate's
 */
public record CertifiedKey(GuardianCertificate certificate, PrivateKey key) {

  /**
   * Reads the one key of a file that signs.
   *
   * @throws KeywardException malformed, a wrong passphrase, a key that is not its certificate's, a
   *     certificate unfit for signing; {@code ambiguous-keys} for several that fit
   */
  public static CertifiedKey read(KeySource source) throws KeywardException {
    FoundKey found = only(FoundKey.allIn(source), source.where());
    found.requireFit(CertificateRole.SIGNING);
    return new CertifiedKey(found.certificate(), found.key());
  }

  private static FoundKey only(List<FoundKey> keys, String where) throws KeywardException {
    try {
      return KeyPairing.only(keys, CertificateRole.SIGNING, where);
    } catch (MalformedInputException e) {
      throw new MalformedInputException(
          Fault.of("ambiguous-keys", where, keys.size() + " keys that may sign", "one")
              .withHint("give a file with one key and its certificate"));
    }
  }

  /** The certificate only. */
  @Override
  public String toString() {
    return "CertifiedKey(" + certificate + ")";
  }
}
