package dev.keyward.crypto.outside;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.OutsideKeyProvider;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * All providers of keys outside: tokens of PKCS#11, and what other jars bring. A process has one
 * set of them, because it logs in to a device once.
 */
public final class KeyProviders {

  private static final int MOST_BROKEN = 16;
  private static final KeyProviders INSTALLED = load();

  private final TokenKeys tokens;
  private final Map<String, OutsideKeyProvider> all;
  private final List<String> broken;

  private KeyProviders(TokenKeys tokens, Map<String, OutsideKeyProvider> all, List<String> broken) {
    this.tokens = tokens;
    this.all = all;
    this.broken = broken;
  }

  private static KeyProviders load() {
    Map<String, OutsideKeyProvider> all = new LinkedHashMap<>();
    List<String> broken = new ArrayList<>();
    Iterator<OutsideKeyProvider> found = ServiceLoader.load(OutsideKeyProvider.class).iterator();
    while (broken.size() < MOST_BROKEN && add(found, all, broken)) {
      // One more was added, or could not be loaded.
    }
    TokenKeys tokens = new TokenKeys();
    all.put(tokens.scheme(), tokens);
    return new KeyProviders(tokens, all, List.copyOf(broken));
  }

  /** Adds the next provider. A broken jar must not hinder those who do not need it. */
  private static boolean add(
      Iterator<OutsideKeyProvider> found,
      Map<String, OutsideKeyProvider> all,
      List<String> broken) {
    try {
      if (!found.hasNext()) {
        return false;
      }
      OutsideKeyProvider next = found.next();
      all.putIfAbsent(next.scheme(), next);
    } catch (ServiceConfigurationError | LinkageError e) {
      broken.add(String.valueOf(e.getMessage()));
    }
    return true;
  }

  /** Those of this process. */
  public static KeyProviders installed() {
    return INSTALLED;
  }

  /** The tokens of PKCS#11. */
  TokenKeys tokens() {
    return tokens;
  }

  /** As {@link OutsideKeyProvider#asksForPin}. */
  public boolean asksForPin(KeyReference reference) throws KeywardException {
    return provider(reference).asksForPin(reference);
  }

  /** Whether a user has to give something that opens keys: in the store, or at these references. */
  public boolean asksForPin(List<KeyReference> references) throws KeywardException {
    boolean asks = references.isEmpty();
    for (KeyReference each : references) {
      asks |= asksForPin(each);
    }
    return asks;
  }

  /**
   * As {@link OutsideKeyProvider#find}.
   *
   * @throws UnsupportedFormatException code {@code unknown-key-provider}
   */
  public OutsideKey find(KeyReference reference, PublicKey key, Passphrase pin)
      throws KeywardException {
    if (!(key instanceof RSAPublicKey rsa)) {
      throw new IllegalArgumentException("a guardian's key is an RSA key");
    }
    try {
      return provider(reference).find(reference, rsa, pin);
    } catch (IOException e) {
      throw new KeyUnusableException(
          Fault.of("key-unusable", reference.uri(), "it cannot be reached", "a device that works"),
          true,
          e);
    }
  }

  private OutsideKeyProvider provider(KeyReference reference) throws UnsupportedFormatException {
    OutsideKeyProvider provider = all.get(reference.scheme());
    if (provider == null) {
      throw new UnsupportedFormatException(
          Fault.of(
                  "unknown-key-provider",
                  reference.uri(),
                  "a key of the kind " + reference.scheme(),
                  "one of " + String.join(", ", all.keySet()))
              .withHint(
                  broken.isEmpty()
                      ? "put the jar of that provider into lib/ext"
                      : "a provider could not be loaded: " + broken.get(0)));
    }
    return provider;
  }
}
