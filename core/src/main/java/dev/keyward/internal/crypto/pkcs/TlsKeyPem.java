package dev.keyward.internal.crypto.pkcs;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.Jdk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * The private key and certificates with which a service proves itself over TLS, in PEM (RFC 7468),
 * as ACME clients and openssl write them. The key may be RSA, EC or Ed25519, in PKCS#8 or in the
 * older forms of openssl, and has no passphrase.
 */
public final class TlsKeyPem {

  /** The signatures of the JDK by the kinds of keys, as its key factories name these. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "Ed25519", "Ed25519");

  private static final byte[] TRIED = {1, 2, 3, 4, 5, 6, 7, 8};

  private TlsKeyPem() {}

  /** A private key and the certificates that go with it, its own first. */
  public record Pair(PrivateKey key, List<X509Certificate> chain) {

    /** Copies the list. */
    public Pair {
      chain = List.copyOf(chain);
    }
  }

  /** A file, and what errors call it. */
  public record File(byte[] content, String where) {}

  /**
   * Reads both files, which can be the same.
   *
   * @throws KeywardException code {@code bad-key-file}, {@code unsupported-key}, {@code
   *     bad-certificate} or {@code other-key}: the certificate is for another key
   */
  public static Pair read(File certificates, File key) throws KeywardException {
    List<X509Certificate> chain = Pem.certificates(certificates.content(), certificates.where());
    PrivateKeyInfo info = info(key);
    String kind = KeyKind.name(info.getPrivateKeyAlgorithm().getAlgorithm().getId());
    if (!SIGNATURES.containsKey(kind)) {
      throw kind(key);
    }
    try {
      PrivateKey read =
          Jdk.keyFactory(kind).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
      PublicKey certified = chain.get(0).getPublicKey();
      if (!fits(read, certified, kind)) {
        throw new MalformedInputException(
            Fault.of(
                "other-key",
                certificates.where(),
                "its first certificate is for another key",
                "the certificate of the key in " + key.where()));
      }
      return new Pair(read, chain);
    } catch (GeneralSecurityException | IOException e) {
      throw bad(key, "a private key that cannot be read");
    }
  }

  private static boolean fits(PrivateKey key, PublicKey certified, String kind)
      throws GeneralSecurityException {
    Signature signature = Jdk.signature(kind, SIGNATURES.getOrDefault(kind, kind));
    signature.initSign(key);
    signature.update(TRIED);
    byte[] made = signature.sign();
    try {
      signature.initVerify(certified);
      signature.update(TRIED);
      return signature.verify(made);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The first private key of the file; certificates and parameters of curves are passed over. */
  private static PrivateKeyInfo info(File file) throws KeywardException {
    try (PEMParser parser =
        new PEMParser(
            new InputStreamReader(
                new ByteArrayInputStream(file.content()), StandardCharsets.ISO_8859_1))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        if (block instanceof PrivateKeyInfo info) {
          return info;
        }
        if (block instanceof PEMKeyPair pair) {
          return pair.getPrivateKeyInfo();
        }
        if (block instanceof PKCS8EncryptedPrivateKeyInfo || block instanceof PEMEncryptedKeyPair) {
          throw bad(file, "a private key with a passphrase");
        }
      }
    } catch (IOException | RuntimeException e) {
      throw bad(file, "a block that cannot be read");
    }
    throw bad(file, "no private key");
  }

  private static UnsupportedFormatException kind(File file) {
    return new UnsupportedFormatException(
        Fault.of("unsupported-key", file.where(), "a key of another kind", "RSA, EC or Ed25519"));
  }

  private static MalformedInputException bad(File file, String found) {
    return new MalformedInputException(
        Fault.of("bad-key-file", file.where(), found, "a private key in PEM without a passphrase"));
  }
}
