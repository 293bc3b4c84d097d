package dev.keyward.tpm.structure;

/**
 * How far a TPM was when it signed (TPMS_CLOCK_INFO, part 2, 10.11.1). For a key below the owner
 * hierarchy the TPM adds a secret constant to both counters, so that they may wrap around.
 *
 * @param clock milliseconds that the TPM was on, since it was cleared
 * @param resets how often it was reset
 * @param restarts how often it was resumed since
 * @param safe whether no higher clock was ever reported
 */
public record ClockInfo(long clock, int resets, int restarts, boolean safe) {

  /**
   * Whether a TPM that was at {@code earlier} can be here now: it was reset or resumed since, or
   * its clock went on. A clock that is not safe may have gone back only across a reset.
   */
  public boolean isAfter(ClockInfo earlier) {
    int moreResets = resets - earlier.resets;
    if (moreResets != 0) {
      return moreResets > 0;
    }
    int moreRestarts = restarts - earlier.restarts;
    return moreRestarts >= 0 && Long.compareUnsigned(clock, earlier.clock) > 0;
  }
}
