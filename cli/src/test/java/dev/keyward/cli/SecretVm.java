package dev.keyward.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A shielded VM with words that must be found nowhere in the clear. Test-only. */
final class SecretVm {

  static final String SECRET = "a secret that nobody should find";
  static final int STATE = 3 << 20;

  private SecretVm() {}

  /** Runs a command that must succeed. */
  @FunctionalInterface
  interface Done {
    void run(String line) throws Exception;
  }

  /**
   * Makes {@code app.svm} of the guardian {@code owner}. The sources of what is sealed do not stay,
   * so that any of it found later came out.
   *
   * @param guardians the options that name the guardians
   */
  static void shield(Path folder, String guardians, Done done) throws Exception {
    byte[] state = new byte[STATE];
    new Random(3).nextBytes(state);
    byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(secret, 0, state, STATE / 2, secret.length);
    Files.write(folder.resolve("state"), state);
    Files.writeString(folder.resolve("secret"), SECRET);
    Files.writeString(
        folder.resolve("vm.json"),
        "{\"schema\":\"keyward.vm/1\",\"id\":\"3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50\","
            + "\"name\":\"app\",\"generation\":2}");
    done.run(
        "vm shield vm.json --owner owner "
            + guardians
            + " --policy shielded -o app.svm --vtpm-state state --vtpm-format raw --secret word=secret");
    Files.delete(folder.resolve("state"));
    Files.delete(folder.resolve("secret"));
  }
}
