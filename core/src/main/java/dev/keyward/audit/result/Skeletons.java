package dev.keyward.audit.result;

/**
 * The visual form of names by UTS #39 (Unicode Security Mechanisms), section 4. An audit asks only
 * for names that are not ASCII, so the data is loaded only if needed. Use it from one thread.
 */
public interface Skeletons {

  /**
   * The skeleton of a text: equal for two texts that readers take for each other.
   *
   * @param text any text, also with unpaired surrogates
   */
  String of(String text);
}
