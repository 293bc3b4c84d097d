package dev.keyward.protector;

import dev.keyward.KeywardException;
import java.util.Objects;
import java.util.Optional;

/**
 * One protector as it was found in a file: its document, or why there is none to be had.
 *
 * @param index its place among those of the file, from 0
 * @param vm the name or id of the virtual machine beside it, where the file has one
 * @param content the document, or the failure
 */
public record EncodedProtector(int index, Optional<String> vm, Content content) {

  /** Refuses missing parts. */
  public EncodedProtector {
    Objects.requireNonNull(vm, "vm");
    Objects.requireNonNull(content, "content");
  }

  /** A document, or why there is none. */
  public static final class Content {

    private final byte[] document;
    private final KeywardException failure;

    private Content(byte[] document, KeywardException failure) {
      this.document = document;
      this.failure = failure;
    }

    static Content of(byte[] document) {
      return new Content(document, null);
    }

    static Content failed(KeywardException failure) {
      return new Content(null, failure);
    }

    /** Takes the frame off what was found. */
    static Content unframed(byte[] framedOrNot) {
      try {
        return of(Frame.without(framedOrNot));
      } catch (KeywardException e) {
        return failed(e);
      }
    }
  }

  /** How many bytes the document has; 0 where there is none. */
  public int size() {
    return content.document == null ? 0 : content.document.length;
  }

  /**
   * A copy of the document, without a frame, as it was found.
   *
   * @throws KeywardException why there is none; a {@link dev.keyward.NoProtectorException} where
   *     the file says that there is no protector
   */
  public byte[] document() throws KeywardException {
    if (content.failure != null) {
      throw content.failure;
    }
    return content.document.clone();
  }
}
