package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.console.Environment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A command in a process of its own with a small heap, and the processor time that it took. */
final class MeasuredCommand {

  /** The heap in which an audit of a million protectors has to fit. */
  static final String HEAP = "-Xmx256m";

  private static final String TIME = "cpu-seconds";

  /** How a command ended. */
  record Measured(int exit, String out, double cpuSeconds) {}

  private MeasuredCommand() {}

  /** Runs the words behind the name of the file that gets the seconds. */
  public static void main(String[] words) throws IOException {
    int exit = Main.run(Arrays.copyOfRange(words, 1, words.length), Environment.system());
    Files.writeString(Path.of(words[0]), Double.toString(cpuSeconds()));
    System.exit(exit);
  }

  /** Of all threads of this process. */
  static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  /** Runs a command to its end. */
  static Measured run(Path folder, Map<String, String> variables, String... words)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Spawned.JAVA,
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                MeasuredCommand.class.getName(),
                TIME));
    command.addAll(Arrays.asList(words));
    Run run = OtherProgram.run(folder, variables, command);
    assertEquals("", run.err().lines().filter(line -> line.contains("error")).findAny().orElse(""));
    double seconds = Double.parseDouble(Files.readString(folder.resolve(TIME)));
    return new Measured(run.exit(), run.out(), seconds);
  }
}
