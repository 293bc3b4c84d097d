package dev.keyward.crypto.outside;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.outside.TokenLink;
import dev.keyward.internal.crypto.outside.TokenUri;
import dev.keyward.secret.Passphrase;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keys outside for a program that runs for long, such as a service: a device that is away is no
 * error until a key is used, and one that comes back is used again. For this the PIN stays in
 * memory. The PIN is tried once; a refused one is never tried again.
 */
public final class LastingKeys {

  private static final LastingKeys INSTALLED = new LastingKeys(KeyProviders.installed());

  private final KeyProviders providers;
  private final Map<TokenUri, TokenLink> links = new HashMap<>();

  private LastingKeys(KeyProviders providers) {
    this.providers = providers;
  }

  /** Those of this process. */
  public static LastingKeys installed() {
    return INSTALLED;
  }

  /**
   * The private key, whether its device is there or away.
   *
   * @param pin stays the caller's
   * @throws dev.keyward.BadPassphraseException code {@code wrong-pin}
   */
  public OutsideKey find(KeyReference reference, PublicKey key, Passphrase pin)
      throws KeywardException {
    if (!(key instanceof RSAPublicKey rsa)) {
      throw new IllegalArgumentException("a service's key is an RSA key");
    }
    if (!reference.scheme().equals(providers.tokens().scheme())) {
      Later device = new Later(providers, reference, rsa, copy(pin));
      tryNow(device::found);
      return new LastingKey(rsa, device, OutsideKey.Place.of(reference.uri(), reference));
    }
    TokenUri uri = TokenUri.parse(reference.uri(), "key reference");
    TokenLink link = link(uri, pin);
    tryNow(link::connect);
    return new LastingKey(
        rsa, new InToken(link, rsa), OutsideKey.Place.of(link.place(), reference));
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws KeywardException;
  }

  /** A device that is away is no error before a key is used. */
  private static void tryNow(Attempt attempt) throws KeywardException {
    try {
      attempt.run();
    } catch (KeyUnusableException e) {
      if (!e.isWorthRetrying()) {
        throw e;
      }
    }
  }

  private TokenLink link(TokenUri uri, Passphrase pin) {
    synchronized (links) {
      return links.computeIfAbsent(
          uri.place(),
          place -> {
            Passphrase kept = copy(pin);
            return new TokenLink(
                place,
                () -> {
                  try (Passphrase given = PinSource.read(uri).orElseGet(() -> copy(kept))) {
                    return given.<char[], RuntimeException>lend(char[]::clone);
                  }
                });
          });
    }
  }

  /**
   * How many sessions were open with each token of PKCS#11 when it last computed something; 0 where
   * it did not yet, or has gone away since. The names are the tokens' labels.
   */
  public Map<String, Integer> sessions() {
    Map<String, Integer> sessions = new TreeMap<>();
    synchronized (links) {
      links.values().forEach(link -> sessions.merge(link.label(), link.sessions(), Integer::sum));
    }
    return sessions;
  }

  private static Passphrase copy(Passphrase pin) {
    return pin.<Passphrase, RuntimeException>lend(Passphrase::copyOf);
  }

  private record InToken(TokenLink link, RSAPublicKey key) implements LastingKey.Device {

    @Override
    public byte[] sign(byte[]... data) throws KeyUnusableException {
      return link.sign(key, data);
    }

    @Override
    public Optional<byte[]> open(OaepParameters parameters, byte[] encrypted, int size)
        throws KeyUnusableException {
      Rsa.Digests digests = new Rsa.Digests(parameters.digest(), parameters.maskDigest());
      return link.open(key, digests, encrypted, size);
    }
  }

  /** A key of another provider, which is asked for it until it has it. */
  private static final class Later implements LastingKey.Device {

    private final KeyProviders providers;
    private final KeyReference reference;
    private final RSAPublicKey key;
    private final Passphrase pin;
    private Optional<OutsideKey> known = Optional.empty();

    Later(KeyProviders providers, KeyReference reference, RSAPublicKey key, Passphrase pin) {
      this.providers = providers;
      this.reference = reference;
      this.key = key;
      this.pin = pin;
    }

    synchronized OutsideKey found() throws KeywardException {
      if (known.isEmpty()) {
        known = Optional.of(providers.find(reference, key, pin));
      }
      return known.get();
    }

    private OutsideKey usable() throws KeyUnusableException {
      try {
        return found();
      } catch (KeyUnusableException e) {
        throw e;
      } catch (KeywardException e) {
        throw new KeyUnusableException(e.fault(), true, e);
      }
    }

    @Override
    public byte[] sign(byte[]... data) throws KeyUnusableException {
      return usable().sign(data);
    }

    @Override
    public Optional<byte[]> open(OaepParameters parameters, byte[] encrypted, int size)
        throws KeyUnusableException {
      return usable().open(parameters, encrypted, size);
    }
  }
}
