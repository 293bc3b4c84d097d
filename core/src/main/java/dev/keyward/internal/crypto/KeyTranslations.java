package dev.keyward.internal.crypto;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * RSA keys as a provider's own objects. A provider that is handed a foreign key translates it at
 * each use, which costs more than half of its speed; so each key is translated once and remembered
 * for as long as the original lives, by identity, the 1,024 last used. Safe for several threads.
 */
final class KeyTranslations {

  private static final int MAX_KEYS = 1024;

  private final Provider provider;
  private final ReferenceQueue<Key> gone = new ReferenceQueue<>();
  private final Map<Identity, Key> translated =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Key> eldest) {
          return size() > MAX_KEYS;
        }
      };

  KeyTranslations(Provider provider) {
    this.provider = provider;
  }

  /** The provider's object for {@code key}. */
  <K extends Key> K of(K key, Class<K> type) throws InvalidKeyException {
    Identity identity = new Identity(key, gone);
    Key known = lookUp(identity);
    if (known == null) {
      known = translate(key);
      // One that is the provider's already would keep itself alive as its own translation.
      if (known != key) {
        remember(identity, known);
      }
    }
    return type.cast(known);
  }

  private synchronized Key lookUp(Identity identity) {
    for (Reference<?> dead = gone.poll(); dead != null; dead = gone.poll()) {
      translated.remove(dead);
    }
    return translated.get(identity);
  }

  private synchronized void remember(Identity identity, Key known) {
    translated.put(identity, known);
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

    Identity(Key key, ReferenceQueue<Key> gone) {
      super(key, gone);
      hash = System.identityHashCode(key);
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
