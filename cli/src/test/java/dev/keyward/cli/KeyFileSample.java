package dev.keyward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key file of the right form, for folders whose keys nobody opens. */
public final class KeyFileSample {

  private static final Path FILE =
      Path.of(
          System.getProperty("keyward.fixtures"),
          "store-test-only/generations/store/guardians/central-it/efdb72462f45ed30/private/signing.p12");

  private KeyFileSample() {}

  /** Its bytes. */
  public static byte[] bytes() throws IOException {
    return Files.readAllBytes(FILE);
  }
}
