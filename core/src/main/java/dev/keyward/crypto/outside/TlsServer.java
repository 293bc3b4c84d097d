package dev.keyward.crypto.outside;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * How a service proves itself over TLS.
 *
 * @param context with its private key
 * @param chain the certificates that it shows, its own first; their keys may be of any kind
 */
public record TlsServer(SSLContext context, List<X509Certificate> chain) {

  /** Copies the list. */
  public TlsServer {
    chain = List.copyOf(chain);
  }
}
