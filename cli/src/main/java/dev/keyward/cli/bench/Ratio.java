package dev.keyward.cli.bench;

/**
 * What was measured of one operation, all cores together; medians over rounds in turns.
 *
 * @param name the operation, in words
 * @param limit what its limit is made of, in words
 * @param target the ratio that it is to reach
 * @param ours how often a second Keyward does it
 * @param possible how often a second its primitive operations can be done
 * @param ratio of the two, the median of the rounds' own ratios
 */
public record Ratio(
    String name, String limit, double target, double ours, double possible, double ratio) {}
