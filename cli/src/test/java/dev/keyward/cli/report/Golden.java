package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small audit, and the reports that were looked at and found right. With {@code
 * -Dkeyward.golden=rewrite} they are written again.
 */
final class Golden {

  private static final Path FOLDER =
      Path.of(System.getProperty("keyward.fixtures"))
          .resolveSibling("cli/src/test/resources/reports");

  private Golden() {}

  static SampleAudit small() {
    SampleAudit all = Samples.plausible();
    return SampleAudit.of(List.copyOf(all.protectors().subList(33, 41)));
  }

  /** Line ends are those of the file: {@code .gitattributes} leaves the folder alone. */
  static void check(String name, ReportFormat format) throws IOException {
    Path file = FOLDER.resolve(name);
    String report = small().text(format);
    if (System.getProperty("keyward.golden", "").equals("rewrite")) {
      Files.writeString(file, report);
    }
    assertEquals(Files.readString(file), report);
  }
}
