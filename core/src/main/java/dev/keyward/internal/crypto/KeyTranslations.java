package dev.keyward.internal.crypto;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.interfaces.RSAKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * RSA keys as a provider's own objects. A provider that is handed a foreign key translates it at
 * each use, which costs more than half of its speed; so each key is translated once and remembered
 * for as long as the original lives, by identity, the last used in a 64th of the memory. Safe for
 * several threads.
 */
final class KeyTranslations {

  private static final int SHARE = 64;
  private static final int ENTRY = 512;

  /** A private key has its modulus, its exponent and five parts of half its size, some twice. */
  private static final int COPIES = 10;

  private final Provider provider;
  private final ReferenceQueue<Key> gone = new ReferenceQueue<>();
  private final Map<Identity, Key> translated = new LinkedHashMap<>(16, 0.75f, true);
  private final long most;
  private long bytes;

  KeyTranslations(Provider provider) {
    this(provider, Runtime.getRuntime().maxMemory() / SHARE);
  }

  /** For tests: of so many bytes. */
  KeyTranslations(Provider provider, long most) {
    this.provider = provider;
    this.most = most;
  }

  /** The provider's object for {@code key}. */
  <K extends Key> K of(K key, Class<K> type) throws InvalidKeyException {
    Identity identity = new Identity(key, gone);
    Optional<Key> known = lookUp(identity);
    if (known.isPresent()) {
      return type.cast(known.get());
    }
    Key fresh = translate(key);
    // One that is the provider's already would keep itself alive as its own translation.
    if (fresh != key) {
      remember(identity, fresh);
    }
    return type.cast(fresh);
  }

  private synchronized Optional<Key> lookUp(Identity identity) {
    for (Reference<?> dead = gone.poll(); dead != null; dead = gone.poll()) {
      remove((Identity) dead);
    }
    return Optional.ofNullable(translated.get(identity));
  }

  private synchronized void remember(Identity identity, Key known) {
    if (translated.put(identity, known) == null) {
      bytes += identity.bytes;
    }
    while (bytes > most) {
      remove(translated.keySet().iterator().next());
    }
  }

  private void remove(Identity identity) {
    if (translated.remove(identity) != null) {
      bytes -= identity.bytes;
    }
  }

  /** For tests. */
  synchronized int size() {
    return translated.size();
  }

  private Key translate(Key key) throws InvalidKeyException {
    try {
      return KeyFactory.getInstance("RSA", provider).translateKey(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the provider has no RSA", e);
    }
  }

  /** Equal for the same object, and to itself once that object is gone. */
  private static final class Identity extends WeakReference<Key> {

    private final int hash;
    private final long bytes;

    Identity(Key key, ReferenceQueue<Key> gone) {
      super(key, gone);
      hash = System.identityHashCode(key);
      int bits = key instanceof RSAKey rsa ? rsa.getModulus().bitLength() : 0;
      bytes = ENTRY + (long) COPIES * (bits / Byte.SIZE);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Identity identity && get() != null && get() == identity.get();
    }
  }
}
