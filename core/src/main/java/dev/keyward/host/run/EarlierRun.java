package dev.keyward.host.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What became of a run of the same machine that did not end as it should.
 *
 * @param outcome what became of its parts
 * @param since when it began
 * @param generation of the file that it was started from, or in which its parts are now
 * @param parts the parts that had changed
 * @param file where the parts are
 */
public record EarlierRun(
    Outcome outcome, Instant since, long generation, List<String> parts, Path file) {

  /** What became of its parts. */
  public enum Outcome {
    /** They are sealed in the file. */
    SEALED_BACK,
    /** They are in a file of their own, because they do not fit the file. */
    SAVED_APART,
    /** The folder is not there any more, as after a power loss. */
    LOST,
    /** The command had changed nothing. */
    UNCHANGED;

    /** Such as {@code sealed-back}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Copies the list. */
  public EarlierRun {
    parts = List.copyOf(parts);
  }
}
