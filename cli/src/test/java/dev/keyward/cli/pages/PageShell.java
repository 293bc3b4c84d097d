package dev.keyward.cli.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the commands of a page in one bash, as a reader would type them into an empty folder. */
final class PageShell {

  /** A page may start services in the background. They end with it. */
  private static final String END_OF_JOBS = "trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n";

  private static final int MINUTES = 30;

  private final Path folder;
  private final Map<String, String> variables;

  /**
   * @param folder where the page may write; the reader's empty folder lies below it, and in {@code
   *     bin} the program {@code keyward}
   */
  PageShell(Path folder) {
    this(folder, Map.of());
  }

  /** With variables that a reader's machine does not need. */
  PageShell(Path folder, Map<String, String> variables) {
    this.folder = folder;
    this.variables = variables;
  }

  /** What a command printed, and its exit code. */
  record Outcome(String output, int exitCode) {}

  List<Outcome> run(List<Step> steps) throws IOException, InterruptedException {
    Path log = Files.createDirectory(folder.resolve("log"));
    StringBuilder script = new StringBuilder(END_OF_JOBS);
    script.append("cd '" + folder.resolve("reader") + "'\n");
    for (int i = 0; i < steps.size(); i++) {
      Files.writeString(log.resolve(i + ".sh"), steps.get(i).command());
      String file = log + "/" + i;
      script.append("eval \"$(cat '" + file + ".sh')\" >'" + file + ".out' 2>&1 </dev/null\n");
      script.append("echo $? >'" + file + ".exit'\n");
    }
    bash(script.toString());
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      String output = Files.readString(log.resolve(i + ".out"), StandardCharsets.UTF_8);
      String exit = Files.readString(log.resolve(i + ".exit")).strip();
      outcomes.add(new Outcome(output, Integer.parseInt(exit)));
    }
    return outcomes;
  }

  private void bash(String script) throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("reader"));
    Path home = Files.createDirectory(folder.resolve("home"));
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KEYWARD_"));
    environment.putAll(variables);
    environment.put("HOME", home.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PATH", folder.resolve("bin") + ":" + Programs.path());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("bash.txt").toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("the page took more than " + MINUTES + " minutes");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
