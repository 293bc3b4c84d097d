package dev.keyward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A batch file that {@code cmd} runs, where no Java is in the PATH. Test-only. */
final class CmdScript {

  private CmdScript() {}

  /**
   * Runs a line of a batch file.
   *
   * @param place where it runs
   * @param folder for what it prints
   * @param javaHome the variable; empty for none
   */
  static Run run(Path place, Path folder, String javaHome, String line) throws Exception {
    Files.writeString(place.resolve("run.cmd"), "@" + line + "\r\n");
    ProcessBuilder builder =
        new ProcessBuilder("cmd.exe", "/c", "run.cmd").directory(place.toFile());
    Map<String, String> variables = builder.environment();
    variables.remove("KEYWARD_JAVA_OPTS");
    variables.remove("JAVA_HOME");
    if (!javaHome.isEmpty()) {
      variables.put("JAVA_HOME", javaHome);
    }
    variables.keySet().removeIf("PATH"::equalsIgnoreCase);
    variables.put("PATH", "C:\\windows\\system32;C:\\windows");
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int exit = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Run(exit, text(out), text(err));
  }

  private static String text(Path said) throws IOException {
    return Files.readString(said).replace("\r\n", "\n");
  }
}
