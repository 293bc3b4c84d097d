package dev.keyward.internal.xml;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import java.util.Optional;

/**
 * Reads one document with a strict cursor, from the root element to {@link XmlCursor#end}.
 *
 * @param <T> what it finds
 * @param <E> what it throws besides {@link MalformedInputException}
 */
@FunctionalInterface
public interface XmlReading<T, E extends KeywardException> {

  /** May be called a second time for the same document; then only the second call counts. */
  T read(XmlCursor xml) throws E, MalformedInputException;

  /**
   * Reads a document. A quick way comes first, for documents that consist of tags and texts of
   * ASCII only. If it does not lead to the end of the document without an exception, the parser
   * begins again and has the last word.
   *
   * @param mostBytes the longest document
   */
  static <T, E extends KeywardException> T of(
      byte[] document, int mostBytes, XmlReading<T, E> reading) throws E, MalformedInputException {
    Optional<T> plain = plainly(document, mostBytes, reading);
    return plain.isPresent() ? plain.get() : reading.read(XmlCursor.strict(document, mostBytes));
  }

  /** By the quick way only; empty if the document is not plain, or is refused. */
  static <T> Optional<T> plainly(
      byte[] document, int mostBytes, XmlReading<T, ? extends KeywardException> reading) {
    try {
      XmlCursor xml = XmlCursor.plain(document, mostBytes);
      T read = reading.read(xml);
      return xml.isAtEnd() ? Optional.of(read) : Optional.empty();
    } catch (PlainTokens.NotPlain | KeywardException e) {
      // The parser says what is wrong.
      return Optional.empty();
    }
  }
}
