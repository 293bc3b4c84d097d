package dev.keyward.audit.walk;

import dev.keyward.KeywardException;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.FileExaminer.Result;
import dev.keyward.audit.result.Shard;
import dev.keyward.protector.file.FileReading;
import dev.keyward.protector.file.ProtectorFile;
import java.io.IOException;

/** The protectors of an export that is too long to be held, brought to the workers. */
final class LongEntries {

  private final FileExaminer examiner;
  private final GroupedWork work;
  private final Shard parts;
  private long count;

  /**
   * None so far.
   *
   * @param parts which of them are examined here
   */
  LongEntries(FileExaminer examiner, GroupedWork work, Shard parts) {
    this.examiner = examiner;
    this.work = work;
    this.parts = parts;
  }

  /** Reads a file; returns how that ends. */
  FileReading read(Named named, LongFile file) throws IOException {
    try {
      ProtectorFile export = new ProtectorFile(file);
      return export.encoding().holdsMany()
          ? entries(named, export)
          : new FileReading.Broken(FileExaminer.tooLong(), false);
    } catch (KeywardException e) {
      return new FileReading.Broken(e, false);
    }
  }

  private FileReading entries(Named named, ProtectorFile export)
      throws KeywardException, IOException {
    return export.examine(
        found -> {
          long number = count++;
          if (parts.takes(number)) {
            try {
              work.give(
                  number,
                  found.size(),
                  new Examination(named, () -> Result.part(named, examiner.entry(named, found))));
            } catch (IOException e) {
              throw new SinkLost(e);
            }
          }
        });
  }

  /** How many there are. */
  long count() {
    return count;
  }
}
