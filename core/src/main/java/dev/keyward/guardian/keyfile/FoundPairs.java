package dev.keyward.guardian.keyfile;

import java.util.List;

/**
 * The guardians whose keys a file holds.
 *
 * @param pairs signing and encryption key of each, in the order of the file
 * @param rest what is no part of a pair, each in words
 */
public record FoundPairs(List<ImportedKeys> pairs, List<String> rest) {

  /** Copies the lists. */
  public FoundPairs {
    pairs = List.copyOf(pairs);
    rest = List.copyOf(rest);
  }
}
