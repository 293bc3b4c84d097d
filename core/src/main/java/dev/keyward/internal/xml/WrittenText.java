package dev.keyward.internal.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a document of which every byte but those of its fields is known beforehand: literals are
 * compared, fields are taken up to the sign that ends them. Anything else ends in {@link
 * OtherForm}, after which the document is for a parser. Not for use by several threads.
 */
public final class WrittenText {

  private static final long MOST = 0xffff_ffffL;
  private static final int MOST_DIGITS = 10;

  private final byte[] document;
  private final PlainBytes plain;
  private int at;

  /** The document is of another form. This is no error. */
  public static final class OtherForm extends Exception {

    private static final long serialVersionUID = 1;

    private OtherForm() {
      super(null, null, false, false);
    }
  }

  /** Before the first byte of a document, of which no more than 1 MiB is read. */
  public WrittenText(byte[] document) {
    this.document = document;
    this.plain = new PlainBytes(document);
  }

  /** How many bytes have been read. */
  public int position() {
    return at;
  }

  /** A copy of the bytes read since {@code start}. */
  public byte[] since(int start) {
    return Arrays.copyOfRange(document, start, at);
  }

  /** Goes back, or forth, to where something was read. */
  public void moveTo(int position) {
    at = position;
  }

  /** The place of the next such sign of ASCII. */
  public int next(char sign) throws OtherForm {
    return find(sign);
  }

  /** The eight bytes at a place ahead, as a number. */
  public long sample(int position) throws OtherForm {
    require(position <= document.length - Long.BYTES);
    return plain.word(position);
  }

  /** Demands what must hold of a field. */
  public void require(boolean holds) throws OtherForm {
    if (!holds) {
      throw new OtherForm();
    }
  }

  /** Reads these bytes. */
  public void literal(byte[] literal) throws OtherForm {
    require(tryLiteral(literal));
  }

  /** Reads these bytes if they come next; else stays and returns false. */
  public boolean tryLiteral(byte[] literal) {
    int end = at + literal.length;
    if (end > document.length || !Arrays.equals(document, at, end, literal, 0, literal.length)) {
      return false;
    }
    at = end;
    return true;
  }

  /** Reads a number of 0 to 4294967295 without sign, space or leading zeros. */
  public long unsigned32() throws OtherForm {
    int start = at;
    long value = 0;
    while (at < document.length && document[at] >= '0' && document[at] <= '9') {
      value = 10 * value + (document[at] - '0');
      at++;
      require(at - start <= MOST_DIGITS);
    }
    require(at > start && value <= MOST && (document[start] != '0' || at == start + 1));
    return value;
  }

  /** Reads characters up to a quotation mark, which is not read. */
  public String untilQuote() throws OtherForm {
    int start = at;
    at = find('"');
    // Signs beyond ASCII become others here, and are then in no name that anybody knows.
    return new String(document, start, at - start, StandardCharsets.US_ASCII);
  }

  /**
   * Reads base64 (RFC 4648, section 4) up to the next tag: the standard alphabet, padded, nothing
   * between, no left-over bits, at least one byte.
   */
  public byte[] base64() throws OtherForm {
    int start = at;
    at = find('<');
    Optional<byte[]> decoded = WholeBase64.of(document, start, at);
    require(decoded.isPresent());
    return decoded.orElseThrow();
  }

  /** After the last byte. */
  public void end() throws OtherForm {
    require(at == document.length && at <= XmlCursor.MAX_DOCUMENT);
  }

  private int find(char sign) throws OtherForm {
    int next = plain.find(sign, at, document.length);
    require(next < document.length);
    return next;
  }
}
