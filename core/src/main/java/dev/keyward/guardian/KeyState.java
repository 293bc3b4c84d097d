package dev.keyward.guardian;

import java.util.Locale;

/**
 * The state of a guardian's key. The constants are in order from the best to the weakest. A
 * wrapping has two keys and counts as the weaker one.
 */
public enum KeyState {
  /** Grants use it. */
  CURRENT,
  /** In a service folder: enabled beside the primary key, so the service opens with it. */
  ENABLED,
  /** Replaced. Keyward assumes that it still opens, because services keep old keys enabled. */
  FORMER,
  /** The guardian's signing key vouches for it, and no metadata that is known here lists it. */
  UNLISTED,
  /** Its operator disabled it: no service releases a key by it. */
  RETIRED;

  /** Lower case, as answers and files have it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of that name.
   *
   * @throws IllegalArgumentException for another text
   */
  public static KeyState forCode(String code) {
    for (KeyState state : values()) {
      if (state.code().equals(code)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state of a key called " + code);
  }

  /** The weaker of both, such as for the two keys of a wrapping. */
  public KeyState weaker(KeyState other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The better of both, such as for two wrappings of a guardian. */
  public KeyState better(KeyState other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Whether a service is taken to release keys by it. */
  public boolean isTakenToOpen() {
    return this != RETIRED;
  }
}
