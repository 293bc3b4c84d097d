package dev.keyward.protector.hyperv;

/** Tells whether a value begins like a protector, in any form that one comes in. */
@FunctionalInterface
public interface Likeness {

  /** So many bytes of a value are enough. */
  int START = 4096;

  /**
   * Looks at the start of a value.
   *
   * @param start its first 4 KiB, or all where it has fewer; text as UTF-8
   * @param size how many bytes the value has
   */
  boolean begins(byte[] start, long size);
}
