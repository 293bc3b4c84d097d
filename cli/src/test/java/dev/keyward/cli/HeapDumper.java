package dev.keyward.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.keyward.cli.console.Environment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * Creates a protector, grants access to it and opens it with the keys of one guardian, all in one
 * process. Then it writes all objects of the heap to a file, also those that nothing refers to.
 */
public final class HeapDumper {

  private HeapDumper() {}

  /**
   * Runs the three commands.
   *
   * @param words the guardian's name, another guardian's name, the folder for all files
   */
  public static void main(String[] words) throws Exception {
    FewRounds.lower();
    Path folder = Path.of(words[2]);
    String made = folder.resolve(words[0] + ".kp").toString();
    String granted = folder.resolve(words[0] + "-granted.kp").toString();
    run("protector", "create", "--owner", words[0], "-o", made, "--passphrase-env", "PIN");
    run(
        "protector",
        "grant",
        made,
        "--guardian",
        words[1],
        "-o",
        granted,
        "--passphrase-env",
        "PIN");
    run(
        "protector",
        "check",
        granted,
        "--guardian",
        words[0],
        "--prove",
        "--passphrase-env",
        "PIN");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(folder.resolve(words[0] + ".hprof").toString(), false);
  }

  private static void run(String... words) {
    int code = Main.run(words, Environment.system());
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ended with " + code);
    }
  }
}
