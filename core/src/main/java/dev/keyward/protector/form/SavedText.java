package dev.keyward.protector.form;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Framed protectors that were saved as text, as PowerShell's redirections and {@code Set-Content}
 * do with bytes that were cast to characters. The length in the frame has bytes above 127, and
 * these became a question mark, U+FFFD or two bytes; or a line end was added.
 */
public final class SavedText {

  private static final int LONGEST_HEAD = 12;

  private SavedText() {}

  /** Whether {@code content}, which begins with a zero byte, is a frame saved as text. */
  public static boolean isFrame(byte[] content) {
    if (content.length < Frame.SIZE + 2 || content[0] != 0) {
      return false;
    }
    int head = documentStart(content);
    if (head < 0 || ByteBuffer.wrap(content).getInt() == content.length) {
      return false;
    }
    if (head == Frame.SIZE) {
      return isCounted(content) || hasLostLength(content);
    }
    // Only what stands for a byte above 127 makes the length longer.
    for (int i = 0; i < head; i++) {
      if (content[i] < 0) {
        return head > Frame.SIZE;
      }
    }
    return false;
  }

  private static int documentStart(byte[] content) {
    for (int i = Frame.SIZE; i < Math.min(LONGEST_HEAD, content.length - 1); i++) {
      boolean bom = (content[i] & 0xff) == 0xef && (content[i + 1] & 0xff) == 0xbb;
      if ((content[i] == '<' && content[i + 1] != 0) || (bom && i == Frame.SIZE)) {
        return i;
      }
    }
    return -1;
  }

  /** A whole frame and a line end behind it. */
  private static boolean isCounted(byte[] content) {
    int more = content.length - ByteBuffer.wrap(content).getInt();
    return (more == 1 || more == 2) && content[content.length - 1] == '\n';
  }

  /** A question mark stands where the true length has a byte above 127. */
  private static boolean hasLostLength(byte[] content) {
    int end = content.length;
    while (end > Frame.SIZE && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
      end--;
    }
    for (int length = end; length <= content.length; length++) {
      byte[] frame = ByteBuffer.allocate(Frame.SIZE).putInt(length).array();
      boolean same = true;
      for (int i = 0; i < Frame.SIZE; i++) {
        same &= content[i] == (frame[i] < 0 ? (byte) '?' : frame[i]);
      }
      if (same) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text, of whatever character set, begins as a frame does. */
  public static boolean isText(String text) {
    return text.startsWith("\0") && isFrame(text.getBytes(StandardCharsets.UTF_8));
  }

  public static MalformedInputException failure() {
    return new MalformedInputException(
        Fault.of(
                "saved-as-text",
                "",
                "bytes that were saved as text; some were lost or added",
                "the bytes themselves")
            .withHint(
                "no tool can bring lost bytes back; save the bytes again:"
                    + " [IO.File]::WriteAllBytes(\"$PWD\\NAME.kp\","
                    + " (Get-VMKeyProtector -VMName NAME))"));
  }
}
