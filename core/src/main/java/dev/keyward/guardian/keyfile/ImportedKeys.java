package dev.keyward.guardian.keyfile;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.outside.KeyProviders;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.secret.Passphrase;
import java.security.PrivateKey;
import java.util.List;

/**
 * The keys and certificates of one guardian as another program exported them. Both private keys
 * belong to their certificates, and both certificates are fit for their roles. One certificate may
 * have both roles, as old systems have it.
 */
public final class ImportedKeys {

  private final FoundKey signing;
  private final FoundKey encryption;

  private ImportedKeys(FoundKey signing, FoundKey encryption) {
    this.signing = signing;
    this.encryption = encryption;
  }

  /** Two keys that were found; both must fit. */
  static ImportedKeys of(FoundKey signing, FoundKey encryption) throws KeywardException {
    signing.requireFit(CertificateRole.SIGNING);
    encryption.requireFit(CertificateRole.ENCRYPTION);
    return new ImportedKeys(signing, encryption);
  }

  /**
   * A private key outside, and a certificate that is not with it.
   *
   * @param reference finds the key
   * @param where names the certificate's file in errors
   */
  public record Outside(KeyReference reference, GuardianCertificate certificate, String where) {

    private FoundKey find(Passphrase pin) throws KeywardException {
      PrivateKey key = KeyProviders.installed().find(reference, certificate.publicKey(), pin);
      return new FoundKey(certificate, key, where);
    }
  }

  /**
   * Two keys outside, of any provider.
   *
   * @param pin as {@link dev.keyward.crypto.OutsideKeyProvider#find} takes it
   * @throws KeywardException what the provider says; a certificate unfit for its role
   */
  public static ImportedKeys outside(Outside signing, Outside encryption, Passphrase pin)
      throws KeywardException {
    return of(signing.find(pin), encryption.find(pin));
  }

  /**
   * Reads one key from each of two files; they may be the same file.
   *
   * @throws KeywardException malformed, a wrong passphrase, a key that is not its certificate's, a
   *     certificate unfit for its role; {@code ambiguous-keys} for several that fit
   */
  public static ImportedKeys read(KeySource signing, KeySource encryption) throws KeywardException {
    return of(
        KeyPairing.only(FoundKey.allIn(signing), CertificateRole.SIGNING, signing.where()),
        KeyPairing.only(
            FoundKey.allIn(encryption), CertificateRole.ENCRYPTION, encryption.where()));
  }

  /**
   * All pairs of one file, as Windows exports both certificates of its guardians together: matched
   * by the names that Windows gives, else by what the certificates are for. Of several generations
   * of one guardian those belong together that began at the same time; a pair of other dates is
   * only {@linkplain #isAssumed assumed}.
   *
   * @return at least one pair
   * @throws KeywardException as {@link #read}; {@code no-pair} where nothing belongs together
   */
  public static FoundPairs readPairs(KeySource pfx) throws KeywardException {
    return KeyPairing.pairs(FoundKey.content(pfx), pfx.where());
  }

  /** Whether nothing but their names says that both certificates were made together. */
  public boolean isAssumed() {
    return !signing().notBefore().equals(encryption().notBefore());
  }

  /** Certifies the key that signs. */
  public GuardianCertificate signing() {
    return signing.certificate();
  }

  /** Certifies the key that opens. */
  public GuardianCertificate encryption() {
    return encryption.certificate();
  }

  /** Whether one key serves both roles, which Keyward takes and never makes. */
  public boolean isLegacy() {
    return signing().sameKeyAs(encryption());
  }

  /**
   * How Windows calls it, such as {@code (NAME) (HOST)}, else the signing certificate's subject.
   */
  public String label() {
    return WindowsName.in(signing().subject())
        .map(WindowsName::suffix)
        .orElseGet(signing()::subject);
  }

  /** The keys of a guardian of that name, with the signing key's signature over the encryption. */
  public GuardianKeys toKeys(GuardianName name, RsaEngine engine) throws KeyUnusableException {
    PrivateKey signer = signing.key();
    return GuardianMaker.assemble(
        new GuardianCertificates(name, signing(), encryption(), List.of()),
        signer,
        encryption.key(),
        engine);
  }
}
