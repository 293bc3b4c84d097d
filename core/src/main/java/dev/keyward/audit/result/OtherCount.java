package dev.keyward.audit.result;

import java.util.List;
import java.util.Objects;

/**
 * The number of files of one kind beside the protectors.
 *
 * @param kind what they are
 * @param count how many
 * @param files the first of them, at most {@link #MOST_LISTED}; as found: hostile, at most 1,024
 *     characters each
 */
public record OtherCount(OtherKind kind, long count, List<String> files) {

  /** The most names that are kept of a kind. */
  public static final int MOST_LISTED = 20;

  /** Copies the list. */
  public OtherCount {
    Objects.requireNonNull(kind, "kind");
    files = List.copyOf(files);
  }
}
