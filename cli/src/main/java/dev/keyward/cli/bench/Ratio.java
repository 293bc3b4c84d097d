package dev.keyward.cli.bench;

/**
 * What was measured of one operation, all cores together; means over turns.
 *
 * @param name the operation, in words
 * @param limit what its limit is made of, in words
 * @param target the ratio that it is to reach
 * @param ours how often a second Keyward does it
 * @param possible how often a second its primitive operations can be done
 */
public record Ratio(String name, String limit, double target, double ours, double possible) {

  /** How near Keyward comes to its limit; 1 is the limit. */
  public double ratio() {
    return ours / possible;
  }
}
