package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PKCS#11 module that passes on to SoftHSM and has one fault. The test compiles it from {@code
 * tokens/faulty-token.c}; a variable chooses the fault for each command.
 */
final class FaultyToken {

  /**
   * What the hint of the error says if the module forbids RSA without padding: with these options
   * of Java the module decodes OAEP itself.
   */
  static final String OPENED =
      "--add-opens jdk.crypto.cryptoki/sun.security.pkcs11=ALL-UNNAMED"
          + " --add-opens jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED";

  private final SoftToken token;
  private final Path module;

  private FaultyToken(SoftToken token, Path module) {
    this.token = token;
    this.module = module;
  }

  /** Skips the test aloud if there is no C compiler. */
  static FaultyToken of(SoftToken token, Path folder) throws Exception {
    Path source = folder.resolve("faulty-token.c");
    try (InputStream text = FaultyToken.class.getResourceAsStream("/tokens/faulty-token.c")) {
      Files.copy(text, source);
    }
    Path module = folder.resolve("faulty-token.so");
    ProcessBuilder compiler =
        new ProcessBuilder(
                "gcc",
                "-std=gnu11",
                "-shared",
                "-fPIC",
                "-DREAL=\"" + SoftToken.path() + "\"",
                "-o",
                module.toString(),
                source.toString(),
                "-ldl")
            .redirectErrorStream(true);
    Process compiled = started(compiler);
    String said = new String(compiled.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(compiled.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, compiled.exitValue(), said);
    return new FaultyToken(token, module);
  }

  private static Process started(ProcessBuilder compiler) {
    try {
      return compiler.start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: no gcc here, so no faulty token is tried");
      throw new IllegalStateException(e);
    }
  }

  /** The module's file. */
  String path() {
    return module.toString();
  }

  /** Runs Keyward with that fault, and little patience with a module that hangs. */
  Spawned.Ended with(String fault, String javaOptions, String... words)
      throws IOException, InterruptedException {
    return token.keyward(
        Map.of(
            "KEYWARD_TOKEN_FAULT",
            fault,
            "JDK_JAVA_OPTIONS",
            (fault.endsWith("-hangs") ? "-Dkeyward.device.seconds=4 " : "") + javaOptions),
        words);
  }
}
