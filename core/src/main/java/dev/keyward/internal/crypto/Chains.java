package dev.keyward.internal.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Certificate chains by PKIX (RFC 5280), without revocation. */
public final class Chains {

  private Chains() {}

  /** The root among {@code given} that {@code leaf} leads to at {@code at}. */
  public static Optional<X509Certificate> rootOf(
      X509Certificate leaf, List<X509Certificate> given, Instant at) {
    throw new IllegalStateException("not yet");
  }
}
