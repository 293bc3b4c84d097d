package dev.keyward.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertStoreParameters;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.xml.crypto.dsig.XMLSignatureFactory;

/**
 * The JDK's own implementations, by the name of their provider: another library may have put
 * another provider first. A runtime without a provider of that name, such as one that is restricted
 * to certified modules, uses the first that it has.
 */
public final class Jdk {

  private static final Provider SUN = Security.getProvider("SUN");
  private static final Provider RSA = Security.getProvider("SunRsaSign");
  private static final Provider JCE = Security.getProvider("SunJCE");
  private static final Provider XML = Security.getProvider("XMLDSig");

  private Jdk() {}

  /** A digest such as {@code SHA-256}. */
  public static MessageDigest digest(String name) throws NoSuchAlgorithmException {
    return SUN == null ? MessageDigest.getInstance(name) : MessageDigest.getInstance(name, SUN);
  }

  /** That of certificates; null where there is none of that name. */
  static Provider sun() {
    return SUN;
  }

  static CertPathBuilder pathBuilder() throws NoSuchAlgorithmException {
    return SUN == null
        ? CertPathBuilder.getInstance("PKIX")
        : CertPathBuilder.getInstance("PKIX", SUN);
  }

  static CertPathValidator pathValidator() throws NoSuchAlgorithmException {
    return SUN == null
        ? CertPathValidator.getInstance("PKIX")
        : CertPathValidator.getInstance("PKIX", SUN);
  }

  static CertStore certificateStore(CertStoreParameters parameters)
      throws GeneralSecurityException {
    return SUN == null
        ? CertStore.getInstance("Collection", parameters)
        : CertStore.getInstance("Collection", parameters, SUN);
  }

  static Signature signature(String name) throws NoSuchAlgorithmException {
    return RSA == null ? Signature.getInstance(name) : Signature.getInstance(name, RSA);
  }

  public static KeyFactory keyFactory() throws NoSuchAlgorithmException {
    return RSA == null ? KeyFactory.getInstance("RSA") : KeyFactory.getInstance("RSA", RSA);
  }

  static KeyPairGenerator keyPairGenerator() throws NoSuchAlgorithmException {
    return RSA == null
        ? KeyPairGenerator.getInstance("RSA")
        : KeyPairGenerator.getInstance("RSA", RSA);
  }

  public static Cipher cipher(String name) throws GeneralSecurityException {
    return JCE == null ? Cipher.getInstance(name) : Cipher.getInstance(name, JCE);
  }

  public static Mac mac(String name) throws NoSuchAlgorithmException {
    return JCE == null ? Mac.getInstance(name) : Mac.getInstance(name, JCE);
  }

  public static SecretKeyFactory secretKeyFactory(String name) throws NoSuchAlgorithmException {
    return JCE == null
        ? SecretKeyFactory.getInstance(name)
        : SecretKeyFactory.getInstance(name, JCE);
  }

  static XMLSignatureFactory xmlSignatures() {
    return XML == null
        ? XMLSignatureFactory.getInstance("DOM")
        : XMLSignatureFactory.getInstance("DOM", XML);
  }
}
