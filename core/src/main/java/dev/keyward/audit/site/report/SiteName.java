package dev.keyward.audit.site.report;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.text.VmName;

/**
 * What the reader of several reports calls a site. It is compared like other names: without case,
 * and in Unicode NFC.
 *
 * @param text as it was given, at most {@link #MOST} characters
 */
public record SiteName(String text) {

  /** The most characters. */
  public static final int MOST = 100;

  /**
   * Reads a name.
   *
   * @throws MalformedInputException code {@code bad-site-name} for one that is blank or too long
   */
  public static SiteName parse(String text) throws MalformedInputException {
    if (text.isBlank() || text.length() > MOST) {
      throw new MalformedInputException(
          Fault.of(
              "bad-site-name",
              "",
              text.isBlank()
                  ? "a site without a name"
                  : "a name of " + text.length() + " characters",
              "1 to " + MOST + " characters"));
    }
    return new SiteName(text);
  }

  /** Whether both are one site. */
  public boolean isSame(SiteName other) {
    return VmName.same(text, other.text);
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }
}
