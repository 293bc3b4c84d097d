package dev.keyward.internal.xml.text;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains a signature over XML that fails. A conforming parser turns CR LF into LF before anything
 * is signed or verified (XML 1.0, section 2.11); software that does not, or that changes line ends
 * on the way, makes such a signature fail.
 */
public final class LineEnds {

  /** What a message says behind the failure. */
  public static final String CHANGED =
      "; there are carriage returns inside what is signed: line ends may have been changed on the"
          + " way, or software signed it that does not normalize them";

  private static final Pattern RETURN = Pattern.compile("\\r|&#(?:x0*[dD]|0*13);");

  private LineEnds() {}

  /**
   * Whether there is a carriage return, as it stands or as a reference, in the first element of
   * that name.
   */
  public static boolean areReturnsIn(byte[] document, String localName) {
    try {
      DocumentText utf8 = DocumentText.of(document, document.length);
      String text =
          new String(utf8.bytes(), utf8.start(), utf8.length(), StandardCharsets.ISO_8859_1);
      Matcher tag = Pattern.compile("[<:]" + localName + "[\\s/>]").matcher(text);
      int end = text.lastIndexOf(localName);
      return tag.find() && tag.start() < end && RETURN.matcher(text).region(tag.end(), end).find();
    } catch (MalformedInputException e) {
      return false;
    }
  }
}
