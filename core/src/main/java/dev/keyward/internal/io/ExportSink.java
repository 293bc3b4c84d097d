package dev.keyward.internal.io;

import dev.keyward.KeywardException;
import java.io.IOException;

/**
 * What a reader of exports tells while it reads: objects open and close, have named texts, and hold
 * byte arrays. Places are offsets in characters from the start of the text, so that a byte array
 * can be replaced in a copy of it.
 */
public interface ExportSink {

  /** An object begins. */
  void open();

  /** The object that began last and has not ended ends. */
  void close() throws KeywardException, IOException;

  /** A text of the innermost object, such as its name. */
  void text(String name, String value);

  /** A byte array of the innermost object. */
  void bytes(String name, Found found) throws KeywardException, IOException;

  /** Nothing where a byte array is expected. */
  void nothing(String name) throws KeywardException, IOException;

  /**
   * A byte array as it stands in the text.
   *
   * @param content its bytes; null where they cannot be read
   * @param start offset of its first character
   * @param end offset behind its last character
   * @param numbers whether it is written as an array of numbers rather than as base64
   */
  record Found(byte[] content, long start, long end, boolean numbers) {}
}
