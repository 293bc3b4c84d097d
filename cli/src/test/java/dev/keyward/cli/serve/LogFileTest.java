package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir Path temp;

  @Test
  void appendsLinesToWhatIsThere() throws Exception {
    Path file = Files.writeString(temp.resolve("log"), "old\n");
    try (LogFile log = LogFile.open(file)) {
      log.write("one");
    }
    try (LogFile log = LogFile.open(file)) {
      log.write("two");
    }
    assertEquals("old\none\ntwo\n", Files.readString(file));
  }
}
