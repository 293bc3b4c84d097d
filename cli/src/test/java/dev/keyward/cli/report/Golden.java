package dev.keyward.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A small audit, and the reports that were looked at and found right. */
final class Golden {

  private Golden() {}

  static SampleAudit small() {
    SampleAudit all = Samples.plausible();
    return SampleAudit.of(List.copyOf(all.protectors().subList(33, 41)));
  }

  /** Line ends are those of the file: {@code .gitattributes} leaves the folder alone. */
  static String read(String name) throws IOException {
    try (InputStream file = Golden.class.getResourceAsStream("/reports/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
