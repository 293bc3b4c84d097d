package dev.keyward.protector.file;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.KeylessReader;
import dev.keyward.protector.form.Frame;
import java.util.Optional;

/**
 * One protector as it was found in a file: its document, or why there is none to be had.
 *
 * @param index its place among those of the file, from 0
 * @param label what stands beside it about its virtual machine
 * @param content the document, or the failure
 */
public record EncodedProtector(int index, VmLabel label, Content content) {

  /** A document, or why there is none. */
  public static final class Content {

    private final Optional<byte[]> document;
    private final Optional<KeywardException> failure;
    private final boolean wholeFile;

    private Content(byte[] document, boolean wholeFile) {
      this.document = Optional.of(document);
      this.failure = Optional.empty();
      this.wholeFile = wholeFile;
    }

    private Content(KeywardException failure) {
      this.document = Optional.empty();
      this.failure = Optional.of(failure);
      this.wholeFile = false;
    }

    static Content failed(KeywardException failure) {
      return new Content(failure);
    }

    /** Takes the frame off what was found. */
    static Content unframed(byte[] framedOrNot) {
      return unframed(framedOrNot, new byte[0]);
    }

    /** The same of what was found in {@code file}, which may be just that. */
    static Content unframed(byte[] framedOrNot, byte[] file) {
      try {
        byte[] document = Frame.without(framedOrNot);
        return new Content(document, document == file);
      } catch (KeywardException e) {
        return failed(e);
      }
    }
  }

  /** The name or else the id of the virtual machine beside it, where the file has one. */
  public Optional<String> vm() {
    return label.name();
  }

  /** Whether the file holds the document's bytes and no others. */
  public boolean isWholeFile() {
    return content.wholeFile;
  }

  /** How many bytes the document has; 0 where there is none. */
  public int size() {
    return content.document.map(bytes -> bytes.length).orElse(0);
  }

  /**
   * A copy of the document, without a frame, as it was found.
   *
   * @throws KeywardException why there is none; a {@link dev.keyward.NoProtectorException} where
   *     the file says that there is no protector, a {@link dev.keyward.NotCollectedException} where
   *     an export does not hold what stands in its place
   */
  public byte[] document() throws KeywardException {
    return required().clone();
  }

  /**
   * The protector that the document holds, for what needs no key.
   *
   * @throws KeywardException as {@link #document} and {@link KeyProtector#parse}
   */
  public KeyProtector read(KeylessReader reader) throws KeywardException {
    return reader.readOwned(required());
  }

  /** The SHA-256 of the document; throws as {@link #document}. */
  public Thumbprint sha256() throws KeywardException {
    return Thumbprint.of(required());
  }

  private byte[] required() throws KeywardException {
    if (content.failure.isPresent()) {
      throw content.failure.get();
    }
    return content.document.orElseThrow();
  }
}
