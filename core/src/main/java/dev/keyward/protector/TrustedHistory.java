package dev.keyward.protector;

import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.trust.TrustedGuardian;
import java.util.List;
import java.util.Objects;

/**
 * A guardian that is trusted, with the keys that it had before: its current keys may take the place
 * of those.
 *
 * @param history the keys that it has and had
 * @param current its current generation, trusted
 */
public record TrustedHistory(GuardianHistory history, TrustedGuardian current) {

  /** Refuses missing parts, and another generation than the current one. */
  public TrustedHistory {
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(current, "current");
    if (!history.current().equals(current.guardian())) {
      throw new IllegalArgumentException("another generation than the current one");
    }
  }

  /** Guardians without any former key. */
  public static List<TrustedHistory> of(List<TrustedGuardian> guardians) {
    return guardians.stream()
        .map(each -> new TrustedHistory(GuardianHistory.of(each.guardian()), each))
        .toList();
  }
}
