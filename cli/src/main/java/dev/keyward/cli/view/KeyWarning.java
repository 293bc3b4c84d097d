package dev.keyward.cli.view;

import dev.keyward.guardian.KeyState;
import dev.keyward.protector.part.Identity;
import java.util.Optional;
import java.util.function.Predicate;

/** What to say of a wrapping for a key that its guardian does not use, and what helps. */
final class KeyWarning {

  private KeyWarning() {}

  /**
   * The words, where there is something to say.
   *
   * @param stored what the store calls that guardian; commands take that name alone
   * @param isInUse whether another wrapping is for the current key of that guardian
   */
  static Optional<String> of(
      Identity.Known key, Optional<String> stored, Predicate<String> isInUse) {
    String name = key.name();
    if (key.compromised()) {
      return Optional.of(
          "for a compromised key of " + name + "; only a new transport key helps (vm reseal)");
    }
    if (key.by() == KeyState.UNLISTED) {
      return Optional.of(
          "for a key that "
              + name
              + " signed and no metadata here lists; "
              + stored
                  .map(
                      here ->
                          "take its metadata with guardian update " + here + " METADATA [--older]")
                  .orElse("put its metadata beside its other metadata"));
    }
    if (key.isInUse() || isInUse.test(name)) {
      return Optional.empty();
    }
    boolean retired = key.by() == KeyState.RETIRED;
    return Optional.of(
        "for keys that "
            + name
            + (retired ? " has retired" : " has replaced")
            + "; protector renew puts its current keys into the file");
  }
}
