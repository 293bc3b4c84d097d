package dev.keyward.cli.protector.batch;

import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.TrustedHistory;
import java.util.List;

/** A line of a batch with everything it names looked up, or why that failed. */
sealed interface BatchJob {

  /**
   * A line whose names are known.
   *
   * @param line what the line asks for
   * @param owner the owner's key
   * @param ownerHistory the keys that the owner has and had
   * @param guardians the guardians in order
   */
  record Ready(
      BatchLine line,
      SigningKey owner,
      GuardianHistory ownerHistory,
      List<TrustedHistory> guardians)
      implements BatchJob {

    public Ready {
      guardians = List.copyOf(guardians);
    }

    /** What the line calls itself, for the result. */
    LineName name() {
      return line.name();
    }
  }

  /**
   * A line for which there is nothing to do.
   *
   * @param result why
   */
  record Failed(BatchResult result) implements BatchJob {}
}
