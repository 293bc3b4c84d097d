package dev.keyward.guardian.keyfile;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.pkcs.KeyFile;
import dev.keyward.internal.crypto.pkcs.KeyFileContent;
import java.util.ArrayList;
import java.util.List;

/** The certificates of a file of any kind: X.509, PEM, PKCS#7, and PKCS#12 with its passphrase. */
public final class CertificateFile {

  private CertificateFile() {}

  /** Whether it is PKCS#12, which hides even certificates behind a passphrase. */
  public static boolean isPkcs12(byte[] content) {
    return KeyFile.isPkcs12(content);
  }

  /**
   * All certificates of the file; private keys are passed over.
   *
   * @throws BadPassphraseException code {@code no-passphrase} for PKCS#12 without one
   * @throws KeywardException if there is none, or one that cannot be read
   */
  public static List<GuardianCertificate> read(KeySource source) throws KeywardException {
    if (!isPkcs12(source.content())) {
      return GuardianCertificate.parseAll(source.content(), source.where());
    }
    if (source.passphrase().isEmpty()) {
      throw new BadPassphraseException(
          Fault.of("no-passphrase", source.where(), "a PKCS#12 file", "its passphrase"));
    }
    KeyFileContent content = FoundKey.content(source);
    List<GuardianCertificate> certificates = new ArrayList<>();
    content
        .entries()
        .forEach(entry -> certificates.add(GuardianCertificate.of(entry.certificate())));
    content.certificates().forEach(other -> certificates.add(GuardianCertificate.of(other)));
    return List.copyOf(certificates);
  }
}
