package dev.keyward.internal.crypto;

import java.security.Provider;

/**
 * Finds Amazon Corretto Crypto Provider on the class path, without needing it to compile. It is
 * never made one of the JDK's own list of providers: only {@link Rsa} uses it.
 */
final class CorrettoProvider {

  private static final String NAME =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private CorrettoProvider() {}

  /**
   * The provider, whose library loads here and which passes its self-tests. Takes 200 ms or more.
   *
   * @throws ReflectiveOperationException a {@link ClassNotFoundException} where it is not on the
   *     class path
   */
  static Provider load() throws ReflectiveOperationException {
    Class<?> type = Class.forName(NAME, true, CorrettoProvider.class.getClassLoader());
    Provider provider = (Provider) type.getField("INSTANCE").get(null);
    type.getMethod("assertHealthy").invoke(provider);
    Object status = type.getMethod("runSelfTests").invoke(provider);
    if (!"PASSED".equals(String.valueOf(status))) {
      throw new IllegalStateException("its self-tests ended with " + status);
    }
    return provider;
  }
}
