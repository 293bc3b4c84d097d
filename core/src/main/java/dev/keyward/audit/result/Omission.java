package dev.keyward.audit.result;

/**
 * A check that was not made.
 *
 * @param check the check, in a few words, lower case
 * @param why why not, lower case, without a full stop
 * @param count for how many protectors
 */
public record Omission(String check, String why, long count) {}
