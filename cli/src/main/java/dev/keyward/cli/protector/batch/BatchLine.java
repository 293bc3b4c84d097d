package dev.keyward.cli.protector.batch;

import dev.keyward.protector.file.ProtectorEncoding;
import java.util.List;

/**
 * One line of a batch: a protector to make.
 *
 * @param id also the name of the file, without its ending
 * @param owner the owner's name
 * @param guardians the names of those who get access besides, in order
 * @param encoding how the file is written
 */
record BatchLine(String id, String owner, List<String> guardians, ProtectorEncoding encoding) {

  BatchLine {
    guardians = List.copyOf(guardians);
  }

  String fileName() {
    return id + "." + encoding.fileEnding();
  }
}
