package dev.keyward.tpm.policy;

/**
 * A text in which {@code *} stands for any characters, also for none.
 *
 * @param pattern at most {@link #LONGEST} characters
 */
record TextPattern(String pattern) {

  static final int LONGEST = 4096;

  /** Whether the whole of a text is as the pattern; takes at most the product of both lengths. */
  boolean matches(String text) {
    int at = 0;
    int sign = 0;
    int star = -1;
    int resumed = 0;
    while (at < text.length()) {
      boolean isStar = sign < pattern.length() && pattern.charAt(sign) == '*';
      if (isStar) {
        star = sign++;
        resumed = at;
      } else if (sign < pattern.length() && pattern.charAt(sign) == text.charAt(at)) {
        sign++;
        at++;
      } else if (star >= 0) {
        sign = star + 1;
        at = ++resumed;
      } else {
        return false;
      }
    }
    return pattern.substring(sign).chars().allMatch(each -> each == '*');
  }
}
