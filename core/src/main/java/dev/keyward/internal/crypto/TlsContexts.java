package dev.keyward.internal.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS of the JDK with authorities or a key that the caller chooses. */
public final class TlsContexts {

  private TlsContexts() {}

  /** For a client that trusts these authorities and no other. */
  public static SSLContext trustingOnly(List<X509Certificate> authorities) {
    try {
      KeyStore store = Jdk.keyStore();
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      TrustManagerFactory managers = Jdk.trustManagers();
      managers.init(store);
      SSLContext context = Jdk.tls();
      context.init(null, managers.getTrustManagers(), Jdk.random());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
  }

  /** A context, and the certificates that it shows, its own first. */
  public record Server(SSLContext context, List<X509Certificate> chain) {}

  /**
   * For a service with the private key of a PKCS#12 file.
   *
   * @throws IOException it does not open; by an {@code UnrecoverableKeyException} where that is the
   *     passphrase's fault
   * @throws KeyStoreException there is no private key in it
   */
  public static Server service(byte[] pkcs12, char[] passphrase)
      throws GeneralSecurityException, IOException {
    KeyStore store = Jdk.keyStore();
    store.load(new ByteArrayInputStream(pkcs12), passphrase);
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        KeyManagerFactory keys = Jdk.keyManagers();
        keys.init(store, passphrase);
        SSLContext context = Jdk.tls();
        context.init(keys.getKeyManagers(), null, Jdk.random());
        return new Server(context, chain(store, alias));
      }
    }
    throw new KeyStoreException("no private key");
  }

  /** For a service with this private key and certificates, its own first. */
  public static Server service(PrivateKey key, List<X509Certificate> chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = Jdk.keyStore();
    store.load(null, null);
    char[] none = new char[0];
    store.setKeyEntry("service", key, none, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory keys = Jdk.keyManagers();
    keys.init(store, none);
    SSLContext context = Jdk.tls();
    context.init(keys.getKeyManagers(), null, Jdk.random());
    return new Server(context, chain);
  }

  private static List<X509Certificate> chain(KeyStore store, String alias)
      throws KeyStoreException {
    return Stream.of(store.getCertificateChain(alias))
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .toList();
  }
}
