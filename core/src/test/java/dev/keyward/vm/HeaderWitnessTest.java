package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script in another language that knows the layout from its description only. */
class HeaderWitnessTest {

  /** Asked once: to start them takes longer than the tests. */
  private static final boolean ARE_THERE = starts("python3") && starts("openssl");

  @TempDir Path folder;

  private record Ended(int code, String output) {}

  private Ended check(byte[] file) throws Exception {
    assumeTrue(ARE_THERE, "skipped: no python3 or no openssl");
    Path script = folder.resolve("check_header.py");
    try (InputStream in = getClass().getResourceAsStream("/vm/check_header.py")) {
      Files.write(script, in.readAllBytes());
    }
    Path path = TestVms.write(folder, file);
    Process process =
        new ProcessBuilder("python3", script.toString(), path.toString(), "shielded-vm")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output.strip());
  }

  private static boolean starts(String command) {
    try {
      String version = command.equals("openssl") ? "version" : "--version";
      return new ProcessBuilder(command, version).start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  @Test
  void verifiesTheOwnersSignature() throws Exception {
    Ended ended = check(TestVms.shielded("app", Map.of("vtpm-state", new byte[10])));
    assertEquals(0, ended.code(), ended.output());
    assertEquals(
        java.util.UUID.nameUUIDFromBytes("app".getBytes(StandardCharsets.UTF_8))
            + " shielded branch datacenter",
        ended.output());
  }

  @Test
  void refusesAChangedHeader() throws Exception {
    byte[] file = TestVms.shielded("app", Map.of());
    byte[] other = TestVms.shielded("apq", Map.of());
    Ended ended = check(TestVms.spliced(file, other, 0));
    assertNotEquals(0, ended.code());
    assertEquals("the signature does not verify", ended.output());
  }
}
