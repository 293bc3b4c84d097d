package dev.keyward.protector.part;

import dev.keyward.guardian.KeyState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The guardian that a wrapping is addressed to, as far as the known guardians show. */
public sealed interface Identity {

  /**
   * The signing certificate is this guardian's, and so is the encryption certificate, as far as it
   * is known at all.
   *
   * @param name what the guardian is called here
   * @param by the weaker of both keys
   * @param since when that key was retired or replaced, where it is known
   * @param compromised whether somebody else may have one of the private keys
   */
  record Known(String name, KeyState by, Optional<Instant> since, boolean compromised)
      implements Identity {

    /** Refuses missing parts. */
    public Known {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(since, "since");
    }

    /**
     * The name, and behind it what is to be known of the key.
     *
     * @param shown what reports call the guardian
     */
    public String words(String shown) {
      boolean plain = by.compareTo(KeyState.FORMER) < 0;
      return shown + (compromised ? " (compromised key)" : plain ? "" : " (" + by.code() + " key)");
    }

    /** Whether a service uses the key now, as far as is known. */
    public boolean isInUse() {
      return by.compareTo(KeyState.FORMER) < 0 && !compromised;
    }

    /** Both keys are current. */
    public static Known current(String name) {
      return new Known(name, KeyState.CURRENT, Optional.empty(), false);
    }
  }

  /** Neither certificate is of a known guardian. */
  record Unknown() implements Identity {}

  /**
   * One certificate is a known guardian's and the other is not: somebody may have put a foreign
   * certificate beside a trusted one.
   *
   * @param signing whose the signing certificate is
   * @param encryption whose the encryption certificate is
   */
  record Mixed(Optional<String> signing, Optional<String> encryption) implements Identity {}
}
