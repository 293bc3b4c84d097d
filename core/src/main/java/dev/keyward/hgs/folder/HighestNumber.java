package dev.keyward.hgs.folder;

import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.hgs.description.HgsNumber;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file beside the generations that is there since one of them had a manifest: from then on a
 * generation without one is not whole. The number in it is only for advice.
 */
final class HighestNumber {

  private static final String SCHEMA = "keyward.hgs-number/1";
  private static final int MOST_BYTES = 256;
  private static final int MOST_WORD = 64;

  private final Path file;

  HighestNumber(Path service) {
    this.file = service.resolve("number");
  }

  /** Whether there was ever a manifest. */
  boolean isKept() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** The number; 0 where it cannot be read. */
  int value() {
    try {
      JsonFields fields = JsonFields.parse(SafeFiles.readAtMost(file, MOST_BYTES), file.toString());
      return fields.text("schema", MOST_WORD).equals(SCHEMA)
          ? (int) fields.number("number", HgsNumber.MOST)
          : 0;
    } catch (IOException | MalformedInputException e) {
      return 0;
    }
  }

  /** Keeps the number of the state that was just made the present one. */
  void keep(int number) throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    tree.put("number", (long) number);
    KeptFile.replace(file, JsonWriter.write(tree));
  }
}
