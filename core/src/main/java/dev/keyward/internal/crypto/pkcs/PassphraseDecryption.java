package dev.keyward.internal.crypto.pkcs;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Decrypts what a key file holds under a passphrase: PBES2 (RFC 8018) with PBKDF2 or scrypt, and
 * the two old schemes of PKCS#12 that are still met. It is made for one file, whose budget it
 * keeps; faulty parameters leave as unchecked exceptions of Bouncy Castle, for the caller to wrap.
 */
final class PassphraseDecryption {

  private static final Map<String, PassphraseCipher> PBES2_CIPHERS =
      Map.of(
          AcceptedAlgorithms.AES_128_CBC, PassphraseCipher.AES_128,
          AcceptedAlgorithms.AES_192_CBC, PassphraseCipher.AES_192,
          AcceptedAlgorithms.AES_256_CBC, PassphraseCipher.AES_256,
          AcceptedAlgorithms.TRIPLE_DES_CBC, PassphraseCipher.TRIPLE_DES);
  private static final Map<String, PassphraseCipher> PKCS12_CIPHERS =
      Map.of(
          AcceptedAlgorithms.PKCS12_TRIPLE_DES, PassphraseCipher.TRIPLE_DES,
          AcceptedAlgorithms.PKCS12_RC2_40, PassphraseCipher.RC2_40);

  private final char[] passphrase;
  private final byte[] bmpPassphrase;
  private final DerivationBudget budget;
  private final String where;

  /** Keeps the arrays, which stay the caller's to wipe. */
  PassphraseDecryption(
      char[] passphrase, byte[] bmpPassphrase, DerivationBudget budget, String where) {
    this.passphrase = passphrase;
    this.bmpPassphrase = bmpPassphrase;
    this.budget = budget;
    this.where = where;
  }

  byte[] bmpPassphrase() {
    return bmpPassphrase;
  }

  DerivationBudget budget() {
    return budget;
  }

  String where() {
    return where;
  }

  /** The plain bytes, the caller's to wipe. */
  byte[] decrypt(AlgorithmIdentifier algorithm, byte[] encrypted)
      throws UnsupportedFormatException, BadPassphraseException {
    if (algorithm.getAlgorithm().getId().equals(AcceptedAlgorithms.PBES2)) {
      return pbes2(PBES2Parameters.getInstance(algorithm.getParameters()), encrypted);
    }
    PassphraseCipher cipher = PKCS12_CIPHERS.get(algorithm.getAlgorithm().getId());
    if (cipher == null) {
      throw KeyFileFaults.unknown(
          where,
          "encryption " + algorithm.getAlgorithm(),
          "PBES2, or the triple-DES or 40-bit RC2 scheme of PKCS#12");
    }
    PKCS12PBEParams parameters = PKCS12PBEParams.getInstance(algorithm.getParameters());
    int iterations = budget.iterations(parameters.getIterations());
    ParametersWithIV derived =
        PassphraseKeys.pkcs12Cipher(
            bmpPassphrase,
            new PassphraseKeys.Salted(parameters.getIV(), iterations),
            cipher.keySize(),
            cipher.blockSize());
    byte[] key = ((KeyParameter) derived.getParameters()).getKey();
    return opened(cipher, key, derived.getIV(), encrypted);
  }

  /** The RSA key of an encrypted PKCS#8 structure (RFC 5958). */
  PrivateKey privateKey(EncryptedPrivateKeyInfo encrypted)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    byte[] plain = decrypt(encrypted.getEncryptionAlgorithm(), encrypted.getEncryptedData());
    try {
      return RsaPrivateKeys.of(keyInfo(plain), where);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** What a wrong key makes of a text is no PKCS#8, whatever its padding looks like. */
  private PrivateKeyInfo keyInfo(byte[] plain) throws BadPassphraseException {
    try {
      return PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(plain));
    } catch (IOException | RuntimeException e) {
      throw KeyFileFaults.wrongPassphrase(where);
    }
  }

  private byte[] pbes2(PBES2Parameters parameters, byte[] encrypted)
      throws UnsupportedFormatException, BadPassphraseException {
    AlgorithmIdentifier scheme =
        AlgorithmIdentifier.getInstance(parameters.getEncryptionScheme().toASN1Primitive());
    PassphraseCipher cipher = PBES2_CIPHERS.get(scheme.getAlgorithm().getId());
    if (cipher == null) {
      throw KeyFileFaults.unknown(
          where, "PBES2 with cipher " + scheme.getAlgorithm(), "AES or triple DES in CBC mode");
    }
    byte[] vector = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
    if (vector.length != cipher.blockSize()) {
      throw new IllegalArgumentException("an initialization vector of a wrong size");
    }
    KeyDerivationFunc derivation = parameters.getKeyDerivationFunc();
    byte[] key;
    if (derivation.getAlgorithm().getId().equals(AcceptedAlgorithms.PBKDF2)) {
      key = pbkdf2(PBKDF2Params.getInstance(derivation.getParameters()), cipher.keySize());
    } else if (derivation.getAlgorithm().getId().equals(AcceptedAlgorithms.SCRYPT)) {
      key = scrypt(ScryptParams.getInstance(derivation.getParameters()), cipher.keySize());
    } else {
      throw KeyFileFaults.unknown(
          where, "PBES2 with key derivation " + derivation.getAlgorithm(), "PBKDF2 or scrypt");
    }
    return opened(cipher, key, vector, encrypted);
  }

  /** A key of {@code size} bytes, the caller's to wipe. */
  byte[] pbkdf2(PBKDF2Params parameters, int size) throws UnsupportedFormatException {
    checkKeySize(parameters.getKeyLength(), size);
    String prf = mac(parameters.getPrf());
    int iterations = budget.iterations(parameters.getIterationCount());
    return PassphraseKeys.pbkdf2(
        prf, passphrase, new PassphraseKeys.Salted(parameters.getSalt(), iterations), size);
  }

  private byte[] scrypt(ScryptParams parameters, int size) throws UnsupportedFormatException {
    checkKeySize(parameters.getKeyLength(), size);
    budget.scrypt(
        parameters.getCostParameter(),
        parameters.getBlockSize(),
        parameters.getParallelizationParameter());
    return PassphraseKeys.scrypt(passphrase, parameters, size);
  }

  /** The Java name of an HMAC. */
  String mac(AlgorithmIdentifier algorithm) throws UnsupportedFormatException {
    String name = AcceptedAlgorithms.KEY_FILE_MACS.get(algorithm.getAlgorithm().getId());
    if (name == null) {
      throw KeyFileFaults.unknown(
          where, "message authentication " + algorithm.getAlgorithm(), "HMAC with SHA-1 or SHA-2");
    }
    return name;
  }

  private static void checkKeySize(BigInteger stated, int size) {
    if (stated != null && !stated.equals(BigInteger.valueOf(size))) {
      throw new IllegalArgumentException("a key length that does not fit the cipher");
    }
  }

  private byte[] opened(PassphraseCipher cipher, byte[] key, byte[] vector, byte[] encrypted)
      throws BadPassphraseException {
    try {
      return cipher.decrypt(key, vector, encrypted);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw KeyFileFaults.wrongPassphrase(where);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
