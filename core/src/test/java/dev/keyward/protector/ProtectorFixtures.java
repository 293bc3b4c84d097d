package dev.keyward.protector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The fixtures that the tests of this package share. */
public final class ProtectorFixtures {

  private ProtectorFixtures() {}

  /** A file of {@code fixtures/protectors}, such as {@code plain/protector.xml}. */
  public static byte[] protector(String name) throws IOException {
    return Files.readAllBytes(
        Path.of(System.getProperty("keyward.fixtures"), "protectors").resolve(name));
  }

  static Path exports() {
    return Path.of(System.getProperty("keyward.fixtures"), "exports");
  }

  static String sha256(byte[] content) {
    return dev.keyward.guardian.Thumbprint.of(content).toString();
  }
}
