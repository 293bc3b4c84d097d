package dev.keyward.internal.xml.text;

import dev.keyward.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A document's characters as UTF-8 without byte order mark and declaration, after its encoding has
 * been checked against what it says of itself.
 */
public final class DocumentText {

  private static final int NONCHARACTER = 0xFFFE;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] LITTLE_MARK = {(byte) 0xFF, (byte) 0xFE};
  private static final byte[] BIG_MARK = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] LITTLE_TAG = {'<', 0};

  // The bit that no character of ASCII has, of eight bytes.
  private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;

  private final byte[] bytes;
  private int start;
  private final String encoding;
  private int skippedLines;
  private boolean skippedDeclaration;

  private DocumentText(byte[] bytes, int start, String encoding) {
    this.bytes = bytes;
    this.start = start;
    this.encoding = encoding;
  }

  /** UTF-8, or UTF-16 with a byte order mark or beginning with {@code 3C 00}. */
  public static DocumentText of(byte[] document, int mostBytes) throws MalformedInputException {
    return of(document, mostBytes, true);
  }

  /**
   * The same for a reader that takes nothing but ASCII, and so looks at the characters itself: of
   * others they may be wrong.
   */
  public static DocumentText forPlain(byte[] document, int mostBytes)
      throws MalformedInputException {
    return of(document, mostBytes, false);
  }

  private static DocumentText of(byte[] document, int mostBytes, boolean checked)
      throws MalformedInputException {
    if (document.length > mostBytes) {
      throw XmlText.bad(
          "too-large", "document", document.length + " bytes", "at most " + mostBytes);
    }
    DocumentText text = decoded(document, checked);
    text.readDeclaration();
    text.checkBeginning();
    NameLimits.check(text.bytes, text.start);
    return text;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int start() {
    return start;
  }

  public int length() {
    return bytes.length - start;
  }

  /** How many lines the declaration took. */
  public int skippedLines() {
    return skippedLines;
  }

  private static DocumentText decoded(byte[] document, boolean checked)
      throws MalformedInputException {
    if (startsWith(document, LITTLE_MARK)) {
      return utf16(document, 2, StandardCharsets.UTF_16LE, checked);
    }
    if (startsWith(document, BIG_MARK)) {
      return utf16(document, 2, StandardCharsets.UTF_16BE, checked);
    }
    if (startsWith(document, LITTLE_TAG)) {
      return utf16(document, 0, StandardCharsets.UTF_16LE, checked);
    }
    int start = startsWith(document, MARK) ? 3 : 0;
    DocumentText text = new DocumentText(document, start, "UTF-8");
    text.requireKnownEncoding();
    if (checked && !isAscii(document)) {
      checkCharacters(strictly(StandardCharsets.UTF_8, document, start));
    }
    return text;
  }

  /**
   * Said before the characters are looked at: of a file in another encoding the declaration is what
   * a person can change. The declaration itself is judged later.
   */
  private void requireKnownEncoding() throws MalformedInputException {
    Optional<String> declared = XmlDeclaration.claimed(bytes, start);
    if (declared.isPresent() && !declared.get().toUpperCase(Locale.ROOT).startsWith("UTF-")) {
      throw badEncoding(
          "a declared encoding of " + XmlText.shown(declared.get()),
          "UTF-8 or UTF-16: save the file again as UTF-8, and name UTF-8 in its first line");
    }
  }

  private static DocumentText utf16(byte[] document, int from, Charset charset, boolean checked)
      throws MalformedInputException {
    if ((document.length - from) % Character.BYTES == 0) {
      Optional<byte[]> narrow = narrow(document, from, charset);
      if (narrow.isPresent() && (!checked || isAscii(narrow.get()))) {
        return new DocumentText(narrow.get(), 0, charset.name());
      }
    }
    CharBuffer characters = strictly(charset, document, from);
    checkCharacters(characters);
    byte[] bytes = characters.toString().getBytes(StandardCharsets.UTF_8);
    return new DocumentText(bytes, 0, charset.name());
  }

  /**
   * The characters as one byte each, where that is enough; others take longer. Java's copies of
   * whole arrays are twice as fast as a loop.
   */
  private static Optional<byte[]> narrow(byte[] document, int from, Charset charset) {
    boolean little = charset.equals(StandardCharsets.UTF_16LE);
    char[] units = new char[(document.length - from) / Character.BYTES];
    ByteBuffer.wrap(document, from, document.length - from)
        .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
        .asCharBuffer()
        .get(units);
    byte[] bytes = new byte[units.length];
    CoderResult result =
        StandardCharsets.ISO_8859_1
            .newEncoder()
            .encode(CharBuffer.wrap(units), ByteBuffer.wrap(bytes), true);
    return result.isUnderflow() ? Optional.of(bytes) : Optional.empty();
  }

  private static CharBuffer strictly(Charset charset, byte[] document, int from)
      throws MalformedInputException {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(document, from, document.length - from));
    } catch (CharacterCodingException e) {
      throw badEncoding("bytes that are not " + charset.name(), "well-formed " + charset.name());
    }
  }

  // What is below U+0020 is left to the parser, which looks at those anyway.
  private static void checkCharacters(CharBuffer characters) throws MalformedInputException {
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c >= NONCHARACTER || (c == 0xFEFF && i == 0)) {
        throw XmlText.bad(
            "malformed-xml", "document", "a character that XML does not allow", "XML 1.0");
      }
    }
  }

  private static boolean isAscii(byte[] document) {
    ByteBuffer words = ByteBuffer.wrap(document).order(ByteOrder.nativeOrder());
    long all = 0;
    int at = 0;
    for (; at + Long.BYTES <= document.length; at += Long.BYTES) {
      all |= words.getLong(at);
    }
    for (; at < document.length; at++) {
      all |= document[at];
    }
    return (all & BEYOND_ASCII) == 0;
  }

  private static boolean startsWith(byte[] document, byte[] head) {
    return document.length >= head.length
        && Arrays.equals(document, 0, head.length, head, 0, head.length);
  }

  private void readDeclaration() throws MalformedInputException {
    XmlDeclaration declaration = XmlDeclaration.read(bytes, start);
    skippedDeclaration = declaration.end() > start;
    start = declaration.end();
    skippedLines = declaration.lines();
    Optional<String> other = declaration.encoding().filter(declared -> !agrees(declared));
    if (other.isPresent()) {
      throw badEncoding(encoding + " declared as " + XmlText.shown(other.get()), encoding);
    }
  }

  private boolean agrees(String declared) {
    return declared.equalsIgnoreCase(encoding)
        || (encoding.startsWith("UTF-16") && declared.equalsIgnoreCase("UTF-16"));
  }

  // Else the parser would take the first bytes for a mark of another encoding.
  private void checkBeginning() throws MalformedInputException {
    for (int i = start; i < Math.min(bytes.length, start + 4); i++) {
      if (bytes[i] == 0) {
        throw badEncoding("a zero byte at the beginning", "UTF-8 or UTF-16");
      }
    }
    // The parser does not see the first declaration, so it would accept a second one.
    if (skippedDeclaration && XmlDeclaration.read(bytes, start).end() > start) {
      throw XmlText.bad("malformed-xml", "document", "a second XML declaration", "an element");
    }
    if (length() == 0 || (bytes[start] != '<' && !XmlText.isSpace(bytes[start]))) {
      throw XmlText.bad(
          "malformed-xml", "document", "something else than XML at the beginning", "an element");
    }
  }

  private static MalformedInputException badEncoding(String found, String expected) {
    return XmlText.bad("bad-encoding", "document", found, expected);
  }
}
