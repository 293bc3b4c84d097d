package dev.keyward.internal.crypto;

import java.security.Provider;
import java.util.Optional;

/**
 * Finds Amazon Corretto Crypto Provider on the class path, without needing it to compile. It is
 * never made one of the JDK's own list of providers: only {@link Rsa} uses it.
 */
final class CorrettoProvider {

  private static final String NAME =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private CorrettoProvider() {}

  /** The provider, when its library loads here and passes its self-tests. Takes 200 ms or more. */
  static Optional<Provider> load() {
    try {
      Class<?> type = Class.forName(NAME, true, CorrettoProvider.class.getClassLoader());
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      type.getMethod("assertHealthy").invoke(provider);
      Object status = type.getMethod("runSelfTests").invoke(provider);
      return "PASSED".equals(String.valueOf(status)) ? Optional.of(provider) : Optional.empty();
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return Optional.empty();
    }
  }
}
