package dev.keyward.cli.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a result may not know guardians by their names.
 *
 * @param missing the store that was named and is not there
 * @param damaged the guardians whose entries in the store cannot be read
 */
public record StoreGaps(Optional<String> missing, List<String> damaged) {

  private static final int MOST_NAMES = 8;

  /** Copies the list. */
  public StoreGaps {
    damaged = List.copyOf(damaged);
  }

  /** Nothing is missing. */
  public static StoreGaps none() {
    return new StoreGaps(Optional.empty(), List.of());
  }

  /** The name of the field that tells it in JSON, such as {@code storeMissing}. */
  public Optional<String> field() {
    if (missing.isPresent()) {
      return Optional.of("storeMissing");
    }
    return damaged.isEmpty() ? Optional.empty() : Optional.of("storeDamaged");
  }

  /** What a reader must know, in a sentence. */
  public Optional<String> words() {
    if (missing.isPresent()) {
      return missing.map(store -> "no guardian is known by name: " + store + " is no store");
    }
    return aboutDamaged().map(words -> "in the guardian store " + words);
  }

  /** The damaged entries as part of a sentence. */
  public Optional<String> aboutDamaged() {
    if (damaged.isEmpty()) {
      return Optional.empty();
    }
    String names = damaged.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int left = damaged.size() - MOST_NAMES;
    return Optional.of(
        "damaged entries are unknown here: " + names + (left > 0 ? ", and " + left + " more" : ""));
  }

  /** The damaged entries by their names; empty if there is none. */
  Optional<List<String>> someDamaged() {
    return damaged.isEmpty() ? Optional.empty() : Optional.of(damaged);
  }
}
