package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.outside.KeyProviders;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.keyfile.KeyFiles;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.internal.crypto.Both;
import dev.keyward.secret.Passphrase;
import java.security.PrivateKey;
import java.util.List;

/** One generation of a stored guardian with its key files, all read at the same time. */
public final class LockedGuardian {

  private static final String SIGNING = "signing";
  private static final String ENCRYPTION = "encryption";

  private final TrustedGuardian trusted;
  private final LockedKeys keys;
  private final String where;

  /**
   * A generation and its key files.
   *
   * @param where the folder of the key files, for errors
   */
  LockedGuardian(TrustedGuardian trusted, LockedKeys keys, String where) {
    this.trusted = trusted;
    this.keys = keys;
    this.where = where;
  }

  /** What a guardian without private keys here is refused with. */
  static NoAccessException without(Guardian guardian) {
    return new NoAccessException(
        Fault.of(
            "no-private-key",
            "guardian " + guardian.name(),
            "the store has no private keys of it",
            "a guardian that was made here or imported with its keys"));
  }

  /**
   * The key that signs.
   *
   * @param passphrase of the key files, or the PIN of a device
   * @throws dev.keyward.BadPassphraseException if it does not open the key
   */
  public SigningKey signing(Passphrase passphrase) throws KeywardException {
    return isOutside()
        ? signing(outside(passphrase, keys.signing(), trusted.guardian().signing(), SIGNING))
        : passphrase.open(this::signing);
  }

  /**
   * The key that opens.
   *
   * @throws dev.keyward.BadPassphraseException as above
   */
  public OpeningKey opening(Passphrase passphrase) throws KeywardException {
    Guardian guardian = trusted.guardian();
    return isOutside()
        ? new OpeningKey(
            guardian, outside(passphrase, keys.encryption(), guardian.encryption(), ENCRYPTION))
        : passphrase.open(this::opening);
  }

  /**
   * Both keys, unlocked at the same time.
   *
   * @throws dev.keyward.BadPassphraseException as above
   */
  public GuardianKeys both(Passphrase passphrase) throws KeywardException {
    return isOutside()
        ? new GuardianKeys(signing(passphrase), opening(passphrase))
        : passphrase.open(this::both);
  }

  private boolean isOutside() {
    return keys.form() == LockedKeys.Form.REFERENCE;
  }

  /** Where the keys are outside: the signing key, then the other; empty for keys in the store. */
  public List<KeyReference> references() throws MalformedInputException {
    return isOutside()
        ? List.of(
            KeyReference.parse(keys.signing(), file(SIGNING)),
            KeyReference.parse(keys.encryption(), file(ENCRYPTION)))
        : List.of();
  }

  private SigningKey signing(PrivateKey key) {
    return new SigningKey(trusted.guardian(), key, trusted.decision().acceptedExpired());
  }

  /** A device gets the PIN once. Earlier forms of a passphrase would be further tries. */
  private PrivateKey outside(
      Passphrase pin, byte[] reference, GuardianCertificate certificate, String role)
      throws KeywardException {
    return KeyProviders.installed()
        .find(KeyReference.parse(reference, file(role)), certificate.publicKey(), pin);
  }

  private String file(String role) {
    return where + "/" + role + keys.form().ending();
  }

  private SigningKey signing(char[] passphrase) throws KeywardException {
    GuardianCertificate certificate = trusted.guardian().signing();
    return signing(KeyFiles.unlock(keys.signing(), certificate, passphrase, file(SIGNING)));
  }

  private OpeningKey opening(char[] passphrase) throws KeywardException {
    Guardian guardian = trusted.guardian();
    return new OpeningKey(
        guardian,
        KeyFiles.unlock(keys.encryption(), guardian.encryption(), passphrase, file(ENCRYPTION)));
  }

  private GuardianKeys both(char[] passphrase) throws KeywardException {
    Both<SigningKey, OpeningKey> both =
        Both.<SigningKey, OpeningKey, KeywardException>of(
            () -> signing(passphrase), () -> opening(passphrase));
    return new GuardianKeys(both.first(), both.second());
  }
}
