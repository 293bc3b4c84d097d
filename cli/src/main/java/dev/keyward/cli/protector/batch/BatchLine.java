package dev.keyward.cli.protector.batch;

import dev.keyward.protector.file.ProtectorEncoding;
import java.util.List;

/**
 * One line of a batch: a protector to make.
 *
 * @param name its id and number
 * @param owner the owner's name
 * @param guardians the names of those who get access besides, in order
 * @param encoding how the file is written
 */
record BatchLine(LineName name, String owner, List<String> guardians, ProtectorEncoding encoding) {

  BatchLine {
    guardians = List.copyOf(guardians);
  }

  String fileName() {
    return name.id() + "." + encoding.fileEnding();
  }
}
