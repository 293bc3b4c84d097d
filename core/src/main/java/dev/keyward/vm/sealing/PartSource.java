package dev.keyward.vm.sealing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Content that is to be sealed.
 *
 * @param name which part it becomes
 * @param size in bytes, 0 to 4 GiB; the content must have exactly that many
 * @param content opened once, and closed
 */
public record PartSource(PartName name, long size, Content content) {

  /** Where content comes from. */
  @FunctionalInterface
  public interface Content {

    /** From its beginning. */
    InputStream open() throws IOException;
  }

  /** Refuses sizes out of bounds. */
  public PartSource {
    if (size < 0 || size > SealedPart.MAX_SIZE) {
      throw new IllegalArgumentException("a part has 0 bytes to 4 GiB");
    }
  }

  /**
   * Content that is in memory already.
   *
   * @param content not copied, and the caller's to wipe once it is sealed
   */
  public static PartSource of(PartName name, byte[] content) {
    return new PartSource(name, content.length, () -> new ByteArrayInputStream(content));
  }
}
