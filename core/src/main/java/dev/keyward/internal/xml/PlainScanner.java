package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the pieces of a document that consists of tags and texts of ASCII only, in a fifth of the
 * time that the parser takes. It judges nothing: a document with anything else in it is for the
 * parser, and so is one that is not well-formed. Not plain are references, comments, processing
 * instructions, CDATA sections, a document type, prefixes of attributes, a {@code >} in a text,
 * white space other than blanks in a value, and large numbers of anything.
 */
final class PlainScanner {

  /** Below it, decoding costs more than looking. */
  private static final int SHORT = 32;

  private final byte[] bytes;
  private final PlainTokens tokens;
  private final PlainTag[] open = new PlainTag[XmlCursor.MAX_DEPTH];
  private int depth;
  private int at;

  private PlainScanner(byte[] bytes, int start) {
    this.bytes = bytes;
    this.tokens = new PlainTokens(bytes);
    this.at = start;
  }

  /**
   * The pieces; empty where the document is not plain.
   *
   * @param mostBytes a longer document is not
   */
  static Optional<XmlTokens> scan(byte[] document, int mostBytes) {
    try {
      return scan(DocumentText.forPlain(document, mostBytes));
    } catch (MalformedInputException e) {
      // What is wrong is said by the one who judges.
      return Optional.empty();
    }
  }

  private static Optional<XmlTokens> scan(DocumentText text) {
    PlainScanner scanner = new PlainScanner(text.bytes(), text.start());
    boolean plain = scanner.document();
    if (!plain && scanner.isAtReturn()) {
      scanner = new PlainScanner(PlainBytes.withOneLineEnd(text.bytes(), text.start()), 0);
      plain = scanner.document();
    }
    return plain ? Optional.of(scanner.tokens) : Optional.empty();
  }

  private boolean isAtReturn() {
    return at < bytes.length && bytes[at] == '\r';
  }

  private boolean document() {
    skipSpace();
    if (at == bytes.length || bytes[at] != '<' || !startTag()) {
      return false;
    }
    while (depth > 0) {
      if (!text() || !tag()) {
        return false;
      }
    }
    skipSpace();
    return at == bytes.length && tokens.addEnd();
  }

  /** Text up to the next tag. */
  private boolean text() {
    int start = at;
    int end = PlainBytes.find((byte) '<', bytes, start, bytes.length);
    // All that base64 consists of is plain, so that a text is looked at once.
    Optional<byte[]> base64 =
        end - start < SHORT ? Optional.empty() : WholeBase64.ofLines(bytes, start, end);
    at = base64.isPresent() ? end : PlainBytes.endOfText(bytes, start);
    if (at != end || at == bytes.length) {
      return false;
    }
    return at == start || tokens.addText(start, at, base64);
  }

  private boolean tag() {
    return at + 1 < bytes.length && bytes[at + 1] == '/' ? endTag() : startTag();
  }

  private boolean endTag() {
    PlainTag tag = open[depth - 1];
    int start = at + 2;
    int end = start + tag.length();
    boolean matches =
        end < bytes.length
            && bytes[end] == '>'
            && Arrays.equals(bytes, start, end, bytes, tag.start(), tag.end());
    at = end + 1;
    depth--;
    return matches && tokens.addEnd(tag, start);
  }

  private boolean startTag() {
    PlainTagReader reader =
        new PlainTagReader(bytes, at + 1, depth == 0 ? PlainTag.NONE : open[depth - 1]);
    Optional<PlainTag> read = reader.read();
    if (read.isEmpty() || depth == open.length) {
      return false;
    }
    PlainTag tag = read.get();
    at = reader.end();
    if (!tokens.addStart(tag)) {
      return false;
    }
    if (reader.isEmptyElement()) {
      return tokens.addEnd(tag, tag.start());
    }
    open[depth++] = tag;
    return true;
  }

  private void skipSpace() {
    while (at < bytes.length && XmlText.isSpace(bytes[at])) {
      at++;
    }
  }
}
