package dev.keyward.protector.form;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoProtectorException;
import dev.keyward.internal.xml.XmlCursor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The frame that Hyper-V puts around a document: its total length in front, 4 bytes big-endian. */
public final class Frame {

  public static final int SIZE = 4;

  /** The longest framed document. */
  public static final int MOST_BYTES = XmlCursor.MAX_DOCUMENT + SIZE;

  /** No document is as short. */
  private static final int LEAST_DOCUMENT = 64;

  private Frame() {}

  public static byte[] around(byte[] document) {
    int total = SIZE + document.length;
    return ByteBuffer.allocate(total).putInt(total).put(document).array();
  }

  /**
   * The document in {@code content}, framed or not.
   *
   * @throws NoProtectorException for a frame around nothing
   */
  public static byte[] without(byte[] content) throws KeywardException {
    if (content.length == 0) {
      throw new MalformedInputException(Fault.of("empty", "", "nothing", "a key protector"));
    }
    if (content[0] != 0) {
      return requireSize(content);
    }
    int total = content.length < SIZE ? 0 : ByteBuffer.wrap(content).getInt();
    if (SavedText.isFrame(content)) {
      throw SavedText.failure();
    }
    if (total != content.length) {
      throw new MalformedInputException(
          Fault.of(
              "bad-frame",
              "frame",
              content.length + " bytes under a length of " + Integer.toUnsignedString(total),
              "the total length in the first 4 bytes"));
    }
    if (total == SIZE) {
      throw none();
    }
    return requireSize(Arrays.copyOfRange(content, SIZE, total));
  }

  public static NoProtectorException none() {
    return new NoProtectorException(
        Fault.of("no-protector", "", "there is no protector", "")
            .withHint("the virtual machine has no key protector; nothing is wrong with the file"));
  }

  /** Whether bytes begin like a protector, a frame around nothing included. */
  public static boolean looksLikeProtector(byte[] content) {
    if (content.length < SIZE) {
      return false;
    }
    if (content[0] == 0) {
      return ByteBuffer.wrap(content).getInt() == content.length;
    }
    return content[0] == '<' || TextShape.of(content).markSize() > 0;
  }

  /** The same of bytes that may as well be anything else: a whole frame, or the start of XML. */
  public static boolean isLikelyProtector(byte[] content) {
    if (isNone(content)) {
      return true;
    }
    boolean framed = content.length > SIZE && content[0] == 0;
    int start = framed ? SIZE : 0;
    if (content.length < LEAST_DOCUMENT || !looksLikeProtector(content)) {
      return false;
    }
    byte[] document = framed ? Arrays.copyOfRange(content, start, start + 8) : content;
    return TextShape.of(document).decodeStart(Arrays.copyOf(document, 8)).startsWith("<");
  }

  /** The length that a frame of at least 4 bytes says, its own bytes included. */
  public static long size(byte[] framed) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(framed).getInt());
  }

  /** Whether bytes begin like a frame, which no text does. */
  public static boolean isFramed(byte[] content) {
    return content.length > 0 && content[0] == 0;
  }

  /** Whether bytes are a frame around nothing. */
  public static boolean isNone(byte[] content) {
    return content.length == SIZE && ByteBuffer.wrap(content).getInt() == SIZE;
  }

  private static byte[] requireSize(byte[] document) throws MalformedInputException {
    if (document.length > XmlCursor.MAX_DOCUMENT) {
      throw new MalformedInputException(
          Fault.of("too-large", "", document.length + " bytes", "a document of at most 1 MiB"));
    }
    return document;
  }
}
