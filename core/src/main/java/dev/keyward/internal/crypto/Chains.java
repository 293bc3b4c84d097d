package dev.keyward.internal.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stub. */
public final class Chains {
  private Chains() {}

  /** Stub. */
  public static Optional<X509Certificate> rootOf(
      X509Certificate leaf, List<X509Certificate> given, Instant t) {
    throw new UnsupportedOperationException();
  }
}
