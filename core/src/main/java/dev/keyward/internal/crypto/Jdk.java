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
  private static final String JCE = "SunJCE";
  private static final String TLS = "SunJSSE";

  private Jdk() {}

  private static Optional<Provider> named(String name) {
    return Optional.ofNullable(Security.getProvider(name));
  }

  /** Checks signatures by such a key; empty where the JDK has no provider of its own for it. */
  static Optional<Provider> checks(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> named(RSA);
      case "EC" -> named("SunEC");
      default -> Optional.empty();
    };
  }

  /** A digest such as {@code SHA-256}. */
  public static MessageDigest digest(String name) throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(SUN);
    return provider.isPresent()
        ? MessageDigest.getInstance(name, provider.get())
        : MessageDigest.getInstance(name);
  }

  static CertificateFactory certificates() throws CertificateException {
    Optional<Provider> provider = named(SUN);
    return provider.isPresent()
        ? CertificateFactory.getInstance("X.509", provider.get())
        : CertificateFactory.getInstance("X.509");
  }

  static CertPathBuilder pathBuilder() throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(SUN);
    return provider.isPresent()
        ? CertPathBuilder.getInstance("PKIX", provider.get())
        : CertPathBuilder.getInstance("PKIX");
  }

  static CertPathValidator pathValidator() throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(SUN);
    return provider.isPresent()
        ? CertPathValidator.getInstance("PKIX", provider.get())
        : CertPathValidator.getInstance("PKIX");
  }

  static CertStore certificateStore(CertStoreParameters parameters)
      throws GeneralSecurityException {
    Optional<Provider> provider = named(SUN);
    return provider.isPresent()
        ? CertStore.getInstance("Collection", parameters, provider.get())
        : CertStore.getInstance("Collection", parameters);
  }

  /** To fill, or to load from PKCS#12. */
  static KeyStore keyStore() throws KeyStoreException {
    Optional<Provider> provider = named(SUN);
    return provider.isPresent()
        ? KeyStore.getInstance("PKCS12", provider.get())
        : KeyStore.getInstance("PKCS12");
  }

  static Signature signature(String name) throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(RSA);
    return provider.isPresent()
        ? Signature.getInstance(name, provider.get())
        : Signature.getInstance(name);
  }

  public static KeyFactory keyFactory() throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(RSA);
    return provider.isPresent()
        ? KeyFactory.getInstance("RSA", provider.get())
        : KeyFactory.getInstance("RSA");
  }

  static KeyPairGenerator keyPairGenerator() throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(RSA);
    return provider.isPresent()
        ? KeyPairGenerator.getInstance("RSA", provider.get())
        : KeyPairGenerator.getInstance("RSA");
  }

  public static Cipher cipher(String name) throws GeneralSecurityException {
    Optional<Provider> provider = named(JCE);
    return provider.isPresent()
        ? Cipher.getInstance(name, provider.get())
        : Cipher.getInstance(name);
  }

  public static Mac mac(String name) throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(JCE);
    return provider.isPresent() ? Mac.getInstance(name, provider.get()) : Mac.getInstance(name);
  }

  public static SecretKeyFactory secretKeyFactory(String name) throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(JCE);
    return provider.isPresent()
        ? SecretKeyFactory.getInstance(name, provider.get())
        : SecretKeyFactory.getInstance(name);
  }

  static SSLContext tls() throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(TLS);
    return provider.isPresent()
        ? SSLContext.getInstance("TLS", provider.get())
        : SSLContext.getInstance("TLS");
  }

  static TrustManagerFactory trustManagers() throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(TLS);
    return provider.isPresent()
        ? TrustManagerFactory.getInstance("PKIX", provider.get())
        : TrustManagerFactory.getInstance("PKIX");
  }

  static KeyManagerFactory keyManagers() throws NoSuchAlgorithmException {
    Optional<Provider> provider = named(TLS);
    return provider.isPresent()
        ? KeyManagerFactory.getInstance("PKIX", provider.get())
        : KeyManagerFactory.getInstance("PKIX");
  }

  static XMLSignatureFactory xmlSignatures() {
    Optional<Provider> provider = named("XMLDSig");
    return provider.isPresent()
        ? XMLSignatureFactory.getInstance("DOM", provider.get())
        : XMLSignatureFactory.getInstance("DOM");
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
