package dev.keyward.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertStoreParameters;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.crypto.dsig.XMLSignatureFactory;

/**
 * The JDK's own implementations, by the name of their provider: another library may have put
 * another provider first. A runtime without a provider of that name, such as one that is restricted
 * to certified modules, uses the first that it has. A provider is looked up when it is needed,
 * because loading one takes milliseconds.
 */
public final class Jdk {

  /** The property of an XML signature's context that names the provider of its signature. */
  static final String XML_SIGNATURES_BY = "org.jcp.xml.dsig.internal.dom.SignatureProvider";

  private static final String SUN = "SUN";
  private static final String RSA = "SunRsaSign";
  private static final String EC = "SunEC";
  private static final String JCE = "SunJCE";
  private static final String TLS = "SunJSSE";

  private Jdk() {}

  private static Optional<Provider> named(String name) {
    return Optional.ofNullable(Security.getProvider(name));
  }

  /** Asks one provider for an implementation. */
  @FunctionalInterface
  private interface Own<T, E extends Exception> {
    T of(Provider provider) throws E;
  }

  /** Asks all providers in their order. */
  @FunctionalInterface
  private interface Any<T, E extends Exception> {
    T get() throws E;
  }

  /** The implementation of the JDK's provider of that name; where it is missing, the first. */
  private static <T, E extends Exception> T by(String name, Own<T, E> own, Any<T, E> any) throws E {
    Provider provider = Security.getProvider(name);
    return provider == null ? any.get() : own.of(provider);
  }

  /** Checks signatures by such a key; empty where the JDK has no provider of its own for it. */
  public static Optional<Provider> checks(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> named(RSA);
      case "EC" -> named(EC);
      default -> Optional.empty();
    };
  }

  /** A digest such as {@code SHA-256}. */
  public static MessageDigest digest(String name) throws NoSuchAlgorithmException {
    return by(
        SUN, own -> MessageDigest.getInstance(name, own), () -> MessageDigest.getInstance(name));
  }

  public static CertificateFactory certificates() throws CertificateException {
    return by(
        SUN,
        own -> CertificateFactory.getInstance("X.509", own),
        () -> CertificateFactory.getInstance("X.509"));
  }

  public static CertPathBuilder pathBuilder() throws NoSuchAlgorithmException {
    return by(
        SUN,
        own -> CertPathBuilder.getInstance("PKIX", own),
        () -> CertPathBuilder.getInstance("PKIX"));
  }

  public static CertPathValidator pathValidator() throws NoSuchAlgorithmException {
    return by(
        SUN,
        own -> CertPathValidator.getInstance("PKIX", own),
        () -> CertPathValidator.getInstance("PKIX"));
  }

  public static CertStore certificateStore(CertStoreParameters parameters)
      throws GeneralSecurityException {
    return by(
        SUN,
        own -> CertStore.getInstance("Collection", parameters, own),
        () -> CertStore.getInstance("Collection", parameters));
  }

  /** To fill, or to load from PKCS#12. */
  static KeyStore keyStore() throws KeyStoreException {
    return by(
        SUN, own -> KeyStore.getInstance("PKCS12", own), () -> KeyStore.getInstance("PKCS12"));
  }

  static Signature signature(String name) throws NoSuchAlgorithmException {
    return by(RSA, own -> Signature.getInstance(name, own), () -> Signature.getInstance(name));
  }

  public static KeyFactory keyFactory() throws NoSuchAlgorithmException {
    return by(RSA, own -> KeyFactory.getInstance("RSA", own), () -> KeyFactory.getInstance("RSA"));
  }

  /** For keys of TLS, whose kind such as {@code EC} has a provider of its own. */
  public static KeyFactory keyFactory(String kind) throws NoSuchAlgorithmException {
    return by(
        provider(kind),
        own -> KeyFactory.getInstance(kind, own),
        () -> KeyFactory.getInstance(kind));
  }

  /** Signs with a key of that kind. */
  public static Signature signature(String kind, String name) throws NoSuchAlgorithmException {
    return by(
        provider(kind), own -> Signature.getInstance(name, own), () -> Signature.getInstance(name));
  }

  private static String provider(String kind) {
    return kind.equals("RSA") ? RSA : EC;
  }

  static KeyPairGenerator keyPairGenerator() throws NoSuchAlgorithmException {
    return by(
        RSA,
        own -> KeyPairGenerator.getInstance("RSA", own),
        () -> KeyPairGenerator.getInstance("RSA"));
  }

  public static Cipher cipher(String name) throws GeneralSecurityException {
    return by(JCE, own -> Cipher.getInstance(name, own), () -> Cipher.getInstance(name));
  }

  public static Mac mac(String name) throws NoSuchAlgorithmException {
    return by(JCE, own -> Mac.getInstance(name, own), () -> Mac.getInstance(name));
  }

  public static SecretKeyFactory secretKeyFactory(String name) throws NoSuchAlgorithmException {
    return by(
        JCE,
        own -> SecretKeyFactory.getInstance(name, own),
        () -> SecretKeyFactory.getInstance(name));
  }

  static SSLContext tls() throws NoSuchAlgorithmException {
    return by(TLS, own -> SSLContext.getInstance("TLS", own), () -> SSLContext.getInstance("TLS"));
  }

  public static TrustManagerFactory trustManagers() throws NoSuchAlgorithmException {
    return by(
        TLS,
        own -> TrustManagerFactory.getInstance("PKIX", own),
        () -> TrustManagerFactory.getInstance("PKIX"));
  }

  static KeyManagerFactory keyManagers() throws NoSuchAlgorithmException {
    return by(
        TLS,
        own -> KeyManagerFactory.getInstance("PKIX", own),
        () -> KeyManagerFactory.getInstance("PKIX"));
  }

  static XMLSignatureFactory xmlSignatures() {
    return by(
        "XMLDSig",
        own -> XMLSignatureFactory.getInstance("DOM", own),
        () -> XMLSignatureFactory.getInstance("DOM"));
  }

  /** What a new {@link SecureRandom} is where no other provider is first. */
  public static SecureRandom random() {
    return named(SUN)
        .flatMap(provider -> random("NativePRNG", provider).or(() -> random("DRBG", provider)))
        .orElseGet(SecureRandom::new);
  }

  /** Windows has no native one of the JDK's provider. */
  private static Optional<SecureRandom> random(String name, Provider provider) {
    try {
      return Optional.of(SecureRandom.getInstance(name, provider));
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }
}
