package dev.keyward.audit.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What keys, algorithms and certificates have to hold.
 *
 * @param minimumBits the least size of RSA keys, 2048 to 8192
 * @param algorithms the URIs that may be used; empty: all that Keyward knows
 * @param warnWithin certificates that expire within this time are warned of; whole days, 0 to 3650
 * @param notesRsa whether a protector that is wrapped by RSA only is noted
 */
public record StrengthRules(
    int minimumBits,
    Optional<Set<String>> algorithms,
    Optional<Duration> warnWithin,
    boolean notesRsa) {

  private static final Pattern URI =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7e]{1,250}");

  public static final int LEAST_BITS = 2048;
  public static final int MOST_BITS = 8192;

  /** Copies the set and keeps its order; refuses sizes out of bounds. */
  public StrengthRules {
    if (minimumBits < LEAST_BITS || minimumBits > MOST_BITS) {
      throw new IllegalArgumentException(minimumBits + " bits are out of bounds");
    }
    algorithms = algorithms.map(all -> Collections.unmodifiableSet(new LinkedHashSet<>(all)));
  }

  /** Whether a text can be the identifier of an algorithm: an absolute URI of printable ASCII. */
  public static boolean isUri(String text) {
    return URI.matcher(text).matches();
  }
}
