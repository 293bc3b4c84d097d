package dev.keyward.cli.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a result may not know guardians by their names, as the frame of a result in JSON says it.
 *
 * @param missing the store that was named and is not there
 * @param damaged the guardians whose entries in the store cannot be read; empty if all can be read
 */
public record StoreGaps(
    @Answer.Named("storeMissing") @Answer.IfPresent Optional<String> missing,
    @Answer.Named("storeDamaged") @Answer.IfPresent Optional<List<String>> damaged)
    implements Answer {

  private static final int MOST_NAMES = 8;

  /** With these damaged entries; the list may be empty. */
  public StoreGaps(Optional<String> missing, List<String> damaged) {
    this(missing, Optional.of(List.copyOf(damaged)).filter(all -> !all.isEmpty()));
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
    return damaged.map(names -> "storeDamaged");
  }

  /** What a reader must know, in a sentence. */
  public Optional<String> words() {
    if (missing.isPresent()) {
      return missing.map(store -> "no guardian is known by name: " + store + " is not a store");
    }
    return aboutDamaged().map(words -> "in the guardian store " + words);
  }

  /** The damaged entries as part of a sentence. */
  public Optional<String> aboutDamaged() {
    return damaged.map(StoreGaps::unknown);
  }

  private static String unknown(List<String> damaged) {
    String names = damaged.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int left = damaged.size() - MOST_NAMES;
    return "damaged entries are unknown here: "
        + names
        + (left > 0 ? ", and " + left + " more" : "");
  }
}
