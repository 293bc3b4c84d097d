package dev.keyward.cli.bench;

/**
 * How long a whole process took, the median of several.
 *
 * @param name the command, in words
 * @param milliseconds from its start to its end
 * @param times how often a bare Java that prints hello could have run meanwhile
 * @param target how often it may at most; 0 where there is no target
 */
public record Start(String name, double milliseconds, double times, double target) {}
