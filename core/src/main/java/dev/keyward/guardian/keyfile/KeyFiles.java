package dev.keyward.guardian.keyfile;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.internal.crypto.Both;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.RandomStreams;
import dev.keyward.internal.crypto.pkcs.Pkcs12;
import dev.keyward.secret.Passphrase;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.util.List;

/** Private keys of guardians in PKCS#12 files, one key a file. */
public final class KeyFiles {

  private KeyFiles() {}

  /**
   * Both keys for the store, each in a file of its own. Of keys outside, the files have only
   * references.
   *
   * @throws BadPassphraseException code {@code empty-passphrase}
   */
  public static LockedKeys lock(GuardianKeys keys, Passphrase passphrase, SecureRandom random)
      throws BadPassphraseException {
    PrivateKey signing = keys.signing().key();
    PrivateKey opening = keys.opening().key();
    if (signing instanceof OutsideKey signer && opening instanceof OutsideKey opener) {
      return new LockedKeys(LockedKeys.Form.REFERENCE, reference(signer), reference(opener));
    }
    passphrase.requireForNewKeys();
    return lock(keys, passphrase, Pkcs12.Encryption.AES_256, random);
  }

  private static byte[] reference(OutsideKey key) {
    return key.reference()
        .orElseThrow(() -> new IllegalArgumentException("nobody could find the key again"))
        .encode();
  }

  /**
   * Both keys for other programs.
   *
   * @throws BadPassphraseException code {@code empty-passphrase}
   * @throws NoAccessException code {@code outside-key}: the keys cannot leave their device
   */
  public static LockedKeys export(
      GuardianKeys keys, Passphrase passphrase, PfxEncryption encryption, SecureRandom random)
      throws BadPassphraseException, NoAccessException {
    if (keys.signing().key() instanceof OutsideKey outside) {
      throw new NoAccessException(
          Fault.of(
                  "outside-key",
                  "guardian " + keys.guardian().name(),
                  "its private keys are in the " + outside.place() + ", which does not give them",
                  "keys in the store")
              .withHint("export the guardian without --with-keys"));
    }
    passphrase.requireForNewKeys();
    Pkcs12.Encryption how =
        encryption == PfxEncryption.AES256
            ? Pkcs12.Encryption.AES_256_FOR_OTHERS
            : Pkcs12.Encryption.TRIPLE_DES;
    return lock(keys, passphrase, how, random);
  }

  /** Derives both encryption keys at the same time. */
  private static LockedKeys lock(
      GuardianKeys keys, Passphrase passphrase, Pkcs12.Encryption how, SecureRandom random) {
    Guardian guardian = keys.guardian();
    KeyEntry signing = entry(guardian.signing(), keys.signing().key());
    KeyEntry opening = entry(guardian.encryption(), keys.opening().key());
    List<SecureRandom> streams = RandomStreams.of(random, 2);
    return passphrase.lend(
        characters -> {
          Both<byte[], byte[]> files =
              Both.of(
                  () -> Pkcs12.encode(List.of(signing), characters, how, streams.get(0)),
                  () -> Pkcs12.encode(List.of(opening), characters, how, streams.get(1)));
          return new LockedKeys(files.first(), files.second());
        });
  }

  /** The key in {@code file} that belongs to {@code certificate}. */
  public static PrivateKey unlock(
      byte[] file, GuardianCertificate certificate, char[] passphrase, String where)
      throws KeywardException {
    for (KeyEntry entry : Pkcs12.decode(file, passphrase, where)) {
      if (belongs(entry.key(), certificate)) {
        return entry.key();
      }
    }
    throw new MalformedInputException(
        Fault.of("damaged-store", where, "no private key of the certificate", "it"));
  }

  /** Whether both are of one RSA modulus. */
  static boolean belongs(PrivateKey key, GuardianCertificate certificate) {
    return key instanceof RSAKey mine
        && certificate.publicKey() instanceof RSAKey theirs
        && mine.getModulus().equals(theirs.getModulus());
  }

  private static KeyEntry entry(GuardianCertificate certificate, PrivateKey key) {
    return new KeyEntry(WindowsName.commonName(certificate.subject()), key, certificate.x509());
  }
}
