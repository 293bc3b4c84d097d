package dev.keyward.guardian.keyfile;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.pkcs.KeyFile;
import dev.keyward.internal.crypto.pkcs.KeyFileContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates of a file of any kind: X.509, PEM, PKCS#7, PKCS#12 with its passphrase, and the
 * certificate stores in an export of the registry.
 */
public final class CertificateFile {

  private static final String PEM_KEY = "PRIVATE KEY-----";

  private CertificateFile() {}

  /** Whether it is PKCS#12, which hides even certificates behind a passphrase. */
  public static boolean isPkcs12(byte[] content) {
    return KeyFile.isPkcs12(content);
  }

  /**
   * A certificate of a file.
   *
   * @param privateKey whether the file has its private key
   */
  public record Held(GuardianCertificate certificate, boolean privateKey) {}

  /**
   * All certificates of the file with what it holds beside them. Which keys belong to which
   * certificate is tried out.
   *
   * @throws BadPassphraseException code {@code no-passphrase} for PKCS#12 without one
   * @throws KeywardException if there is none, or one that cannot be read
   */
  public static List<Held> readHeld(KeySource source) throws KeywardException {
    boolean pem = new String(source.content(), StandardCharsets.ISO_8859_1).contains(PEM_KEY);
    if (!isPkcs12(source.content()) && !pem) {
      return read(source).stream().map(each -> new Held(each, false)).toList();
    }
    requirePassphrase(source);
    KeyFileContent content = FoundKey.content(source);
    List<Held> held = new ArrayList<>();
    for (KeyEntry entry : content.entries()) {
      GuardianCertificate certificate = GuardianCertificate.of(entry.certificate());
      FoundKey key = new FoundKey(certificate, entry.key(), source.where());
      held.add(new Held(certificate, key.isMatch()));
    }
    content.certificates().forEach(each -> held.add(new Held(GuardianCertificate.of(each), false)));
    return List.copyOf(held);
  }

  private static void requirePassphrase(KeySource source) throws BadPassphraseException {
    boolean locked = !KeySource.isInClear(source.content());
    if (locked && source.passphrase().isEmpty()) {
      throw new BadPassphraseException(
          Fault.of("no-passphrase", source.where(), "a file with locked keys", "its passphrase"));
    }
  }

  /**
   * All certificates of the file; private keys are passed over.
   *
   * @throws BadPassphraseException code {@code no-passphrase} for PKCS#12 without one
   * @throws KeywardException if there is none, or one that cannot be read
   */
  public static List<GuardianCertificate> read(KeySource source) throws KeywardException {
    if (RegistryStore.isIn(source.content())) {
      return RegistryStore.parse(source.content()).held().stream()
          .map(RegistryStore.Held::certificate)
          .toList();
    }
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
