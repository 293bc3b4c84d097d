package dev.keyward.benchmark;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.keyward.crypto.RsaEngine;
import java.security.Provider;
import java.util.Optional;

/** Whose RSA is measured. */
public enum Engine {
  /** The JDK's own providers. */
  JDK,
  /** Amazon Corretto Crypto Provider. */
  CORRETTO;

  RsaEngine rsa() {
    return this == JDK ? RsaEngine.jdk() : requireCorretto(RsaEngine.fastest());
  }

  /** The provider to ask for; empty for the JDK's, which it chooses itself. */
  Optional<Provider> provider() {
    return this == JDK ? Optional.empty() : Optional.of(AmazonCorrettoCryptoProvider.INSTANCE);
  }

  private static RsaEngine requireCorretto(RsaEngine fastest) {
    if (fastest.description().startsWith("JDK")) {
      throw new IllegalStateException("Corretto does not work on this machine");
    }
    return fastest;
  }
}
