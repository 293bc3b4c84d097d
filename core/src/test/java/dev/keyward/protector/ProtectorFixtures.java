package dev.keyward.protector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The vectors and fixtures that the tests of this package share. */
public final class ProtectorFixtures {

  private ProtectorFixtures() {}

  /** A file of the vectors; without them the test says that it was skipped. */
  public static byte[] vector(String name) throws IOException {
    String folder = System.getProperty("keyward.vectors", "");
    Path file = Path.of(folder, name);
    Assumptions.assumeTrue(
        !folder.isEmpty() && Files.exists(file), "skipped: there are no vectors at " + file);
    return Files.readAllBytes(file);
  }

  static Path exports() {
    return Path.of(System.getProperty("keyward.fixtures"), "exports");
  }

  static String sha256(byte[] content) {
    return dev.keyward.guardian.Thumbprint.of(content).toString();
  }
}
