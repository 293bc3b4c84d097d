package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.vm.layout.BlockFile;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.SignedHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The protector that the file of a shielded VM or of shielding data carries, taken out without a
 * look at the rest: neither the owner's signature over the header nor the seal is checked.
 *
 * @param document the protector's document, not verified
 * @param vm the name of the machine, as the header says; empty for shielding data, which is for any
 */
public record CarriedProtector(byte[] document, Optional<String> vm) {

  private static final String MAGIC_WORD = "KEYWARD-FILE ";
  private static final int PROTECTOR = 2;
  private static final int MAX_PROTECTOR = (1 << 20) + Long.BYTES;
  private static final int LONGEST_SCHEMA = 64;

  /** Copies the document. */
  public CarriedProtector {
    document = document.clone();
  }

  /** A copy of the document. */
  @Override
  public byte[] document() {
    return document.clone();
  }

  /** Whether a file that begins with these bytes may carry one. */
  public static boolean mayBeIn(byte[] start) {
    byte[] word = MAGIC_WORD.getBytes(StandardCharsets.US_ASCII);
    return start.length >= word.length
        && Arrays.equals(start, 0, word.length, word, 0, word.length);
  }

  /**
   * That of a file, of which only its header and the protector are read.
   *
   * @throws KeywardException where the file is not of the form, or carries none because it is a
   *     catalog (code {@code carries-none})
   */
  public static CarriedProtector of(Path file) throws KeywardException, IOException {
    try (BlockFile blocks = BlockFile.open(file)) {
      return of(blocks);
    }
  }

  /** The same of a file that is held in memory. */
  public static CarriedProtector of(byte[] file) throws KeywardException {
    try (BlockFile blocks = BlockFile.of(file)) {
      return of(blocks);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no input errors", e);
    }
  }

  private static CarriedProtector of(BlockFile blocks) throws KeywardException, IOException {
    Optional<String> vm = vm(blocks.content(0, "header", SignedHeader.MAX_SIZE));
    byte[] block = blocks.content(PROTECTOR, "protector", MAX_PROTECTOR);
    if (block.length <= Long.BYTES) {
      throw BlockFile.bad("a file without its protector", "one");
    }
    return new CarriedProtector(Arrays.copyOfRange(block, Long.BYTES, block.length), vm);
  }

  private static Optional<String> vm(byte[] header) throws KeywardException {
    String schema = JsonFields.parse(header, "header").text("schema", LONGEST_SCHEMA);
    if (FileKind.SHIELDED_VM.version(schema).isPresent()) {
      return Optional.of(VmHeaderForm.decode(header).vm().name());
    }
    if (FileKind.SHIELDING_DATA.version(schema).isPresent()) {
      return Optional.empty();
    }
    throw new MalformedInputException(
        Fault.of("carries-none", "header", "a file that carries no protector", "one that does"));
  }
}
