package dev.keyward.tpm.log;

import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the text of an event. GRUB puts a label before the text and a zero behind it, which no
 * digest covers; systemd's stub measures UTF-16 with its last zero. So this tries each end of the
 * data that a short label may precede. The text is the one that has the event's digest.
 */
final class TextSearch {

  private static final int LONGEST_LABEL = 32;
  private static final int LONGEST_TEXT = 16 << 10;
  private static final String GRUB_START = "BOOT_IMAGE=";

  private final Optional<String> given;

  /**
   * @param given the host's own words for its command line, if it sent them
   */
  TextSearch(Optional<String> given) {
    this.given = given.filter(text -> text.length() <= LONGEST_TEXT);
  }

  MeasuredText of(LogEvent event) {
    Optional<String> text = inData(event);
    return new MeasuredText(event, text.isPresent() ? text : ofGiven(event));
  }

  private static Optional<String> inData(LogEvent event) {
    byte[] data = event.data();
    int most = Math.min(LONGEST_LABEL, data.length);
    for (int start = 0; start <= most && data.length - start <= LONGEST_TEXT; start++) {
      for (int end = data.length; end >= Math.max(start, data.length - 1); end--) {
        byte[] part = Arrays.copyOfRange(data, start, end);
        if (Thumbprint.of(part).equals(event.digest())) {
          return Optional.of(decoded(part));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> ofGiven(LogEvent event) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    // GRUB measures the line without the mark that it puts in front; a kernel's stub in UTF-16.
    String text = given.get();
    String bare = text.startsWith(GRUB_START) ? text.substring(GRUB_START.length()) : text;
    byte[][] forms = {
      bare.getBytes(StandardCharsets.UTF_8),
      text.getBytes(StandardCharsets.UTF_8),
      (text + "\0").getBytes(StandardCharsets.UTF_16LE)
    };
    for (byte[] form : forms) {
      if (Thumbprint.of(form).equals(event.digest())) {
        return Optional.of(decoded(form));
      }
    }
    return Optional.empty();
  }

  /** UTF-16 where every character has a second byte of zero, otherwise bytes as they are. */
  private static String decoded(byte[] text) {
    boolean wide = text.length >= 2 && text.length % 2 == 0;
    for (int at = 1; at < text.length && wide; at += 2) {
      wide = text[at] == 0;
    }
    String decoded =
        new String(text, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
    return decoded.endsWith("\0") ? decoded.substring(0, decoded.length() - 1) : decoded;
  }
}
