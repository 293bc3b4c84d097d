package dev.keyward.audit.result;

/**
 * What names look like, by UTS #39 (Unicode Security Mechanisms), section 4. An audit asks only for
 * names that are not ASCII, so that what is behind it need not be loaded for others. Used by one
 * thread.
 */
public interface Skeletons {

  /**
   * The skeleton of a text: equal for two texts that readers take for each other.
   *
   * @param text any text, also with unpaired surrogates
   */
  String of(String text);
}
