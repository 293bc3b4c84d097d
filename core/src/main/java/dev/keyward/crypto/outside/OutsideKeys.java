package dev.keyward.crypto.outside;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.TlsContexts;
import dev.keyward.internal.crypto.pkcs.PrivateKeyPem;
import dev.keyward.internal.crypto.pkcs.TlsKeyPem;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.util.List;

/** Keys that are no guardian's: those of hosts, and of services over TLS. All are the JDK's. */
public final class OutsideKeys {

  private OutsideKeys() {}

  /**
   * A new RSA key pair with the public exponent 65537.
   *
   * @param bits the size of the modulus
   */
  public static KeyPair generate(int bits, SecureRandom random) {
    return Rsa.generate(bits, random);
  }

  /**
   * Reads one RSA private key in PEM (RFC 7468), PKCS#8 (RFC 5208) without a passphrase, and works
   * out the public half.
   *
   * @param pem stays the caller's to wipe
   * @param where names the file in errors
   * @throws MalformedInputException code {@code bad-key-file}
   */
  public static KeyPair parsePem(byte[] pem, String where) throws KeywardException {
    return PrivateKeyPem.decode(pem, where);
  }

  /**
   * TLS for a service that proves itself with the private key and certificates of a PKCS#12 file
   * (RFC 7292). Its key may be of any kind that TLS takes.
   *
   * @param where names the file in errors
   * @throws BadPassphraseException code {@code wrong-passphrase}: it does not open the file
   * @throws MalformedInputException code {@code bad-pkcs12}
   */
  public static TlsServer tls(byte[] pkcs12, Passphrase passphrase, String where)
      throws KeywardException {
    return passphrase.open(characters -> tls(pkcs12, characters, where));
  }

  /**
   * TLS for a service whose certificates and private key are in PEM, as ACME clients write them.
   * The key is RSA, EC or Ed25519 and has no passphrase.
   *
   * @param certificates those to show, the service's own first
   * @param key the key of the first certificate, which can be in the same file; stays the caller's
   *     to wipe
   * @param where names the file of the certificates in errors, then that of the key
   * @throws KeywardException code {@code bad-key-file}, {@code unsupported-key}, {@code
   *     bad-certificate} or {@code other-key}
   */
  public static TlsServer tls(byte[] certificates, byte[] key, List<String> where)
      throws KeywardException {
    TlsKeyPem.Pair pair =
        TlsKeyPem.read(
            new TlsKeyPem.File(certificates, where.get(0)), new TlsKeyPem.File(key, where.get(1)));
    try {
      TlsContexts.Server server = TlsContexts.service(pair.key(), pair.chain());
      return new TlsServer(server.context(), server.chain());
    } catch (GeneralSecurityException | IOException e) {
      throw new MalformedInputException(
          Fault.of("bad-key-file", where.get(1), "a key that TLS cannot use", "another key"), e);
    }
  }

  private static TlsServer tls(byte[] pkcs12, char[] passphrase, String where)
      throws KeywardException {
    try {
      TlsContexts.Server server = TlsContexts.service(pkcs12, passphrase);
      return new TlsServer(server.context(), server.chain());
    } catch (GeneralSecurityException | IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new BadPassphraseException(
            Fault.of("wrong-passphrase", where, "it does not open with this passphrase", ""));
      }
      throw new MalformedInputException(
          Fault.of("bad-pkcs12", where, "no private key with certificates", "PKCS#12 with one"), e);
    }
  }
}
