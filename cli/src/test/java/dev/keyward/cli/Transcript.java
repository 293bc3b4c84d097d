package dev.keyward.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of a command as a person reads it: what it is about, the command, its exit code, what it
 * said on both streams and which files it left. A first line {@code fresh} says that keys are new
 * in every run, so that their thumbprints are written {@code <sha256>}.
 */
record Transcript(
    String about,
    boolean fresh,
    String command,
    Optional<String> stdin,
    int exit,
    String out,
    String err,
    String files) {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern LONG_HEX = Pattern.compile("\\b[0-9a-f]{64}\\b");
  private static final Pattern WINDOWS_THUMBPRINT = Pattern.compile("\\b[0-9A-F]{40}\\b");
  private static final Pattern LOOPBACK_PORT = Pattern.compile("http://127\\.0\\.0\\.1:\\d{4,5}");
  private static final Pattern LONG_BASE64 = Pattern.compile("[A-Za-z0-9+/]{200,}={0,2}");
  private static final Pattern GENERATION =
      Pattern.compile("(?<=guardians/[^/\n]{1,64}/|/service/)[0-9a-f]{16}");

  /** Reads a golden file; what a command has not been run for yet is empty. */
  static Transcript parse(String text) {
    String[] parts = text.split("(?m)(?:^|(?<=>))--- (?:stdout|stderr|files)\n", -1);
    String about = "";
    boolean fresh = false;
    String command = "";
    Optional<String> stdin = Optional.empty();
    int exit = -1;
    for (String line : parts[0].split("\n")) {
      if (line.startsWith("# ")) {
        about = line.substring(2);
      } else if (line.equals("fresh")) {
        fresh = true;
      } else if (line.startsWith("$ keyward")) {
        command = line.substring("$ keyward".length()).strip();
      } else if (line.startsWith("stdin: ")) {
        stdin = Optional.of(line.substring("stdin: ".length()));
      } else if (line.startsWith("exit: ")) {
        exit = Integer.parseInt(line.substring("exit: ".length()));
      }
    }
    boolean whole = parts.length == 4;
    return new Transcript(
        about,
        fresh,
        command,
        stdin,
        exit,
        whole ? parts[1] : "",
        whole ? parts[2] : "",
        whole ? parts[3] : "");
  }

  /** The words of the command; those with spaces stand in single quotes. */
  String[] words() {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words.toArray(String[]::new);
  }

  boolean printsJson() {
    return command.contains("--output json");
  }

  /** The same command with what came of it in {@code place}. */
  Transcript replayed(Playground place) {
    return replayed(place, place.files(), place::files);
  }

  /** The same where it is known which files there are, and others want to know it after. */
  Transcript replayed(
      Playground place, Map<String, String> before, Supplier<Map<String, String>> after) {
    Run.Setting setting = place.setting();
    Run run =
        (stdin.isPresent() ? setting.stdin(place.bytes(stdin.get())) : setting).run(withTime());
    return new Transcript(
        about,
        fresh,
        command,
        stdin,
        run.exit(),
        settled(run.out(), place),
        settled(run.err(), place),
        sorted(settled(changes(before, after.get()), place)));
  }

  private String[] withTime() {
    List<String> words = new ArrayList<>(WindowsForm.forPosixShell(List.of(words())));
    if (!words.contains("--now")) {
      words.addAll(0, List.of("--now", "2026-11-23T00:00:00Z"));
    }
    return words.toArray(String[]::new);
  }

  private String settled(String text, Playground place) {
    String folder = WindowsForm.slashes(place.path("").toString(), false);
    String settled = WindowsForm.slashes(text, printsJson()).replace(folder, "<dir>");
    settled = LOOPBACK_PORT.matcher(settled).replaceAll("http://127.0.0.1:<port>");
    settled = LONG_BASE64.matcher(settled).replaceAll("<base64>");
    settled = GENERATION.matcher(settled).replaceAll("<generation>");
    return fresh
        ? WINDOWS_THUMBPRINT
            .matcher(LONG_HEX.matcher(settled).replaceAll("<sha256>"))
            .replaceAll("<sha1>")
        : settled;
  }

  /** By file and not by generation, whose names are random. */
  private static String sorted(String lines) {
    return String.join(
        "",
        lines
            .lines()
            .sorted(Comparator.comparing(line -> line.substring(line.lastIndexOf(' ')) + line))
            .map(line -> line + "\n")
            .toList());
  }

  /** A line for each file that is new, gone or another. */
  private static String changes(Map<String, String> before, Map<String, String> after) {
    Map<String, String> lines = new TreeMap<>();
    before.forEach(
        (name, state) -> {
          if (!after.containsKey(name)) {
            lines.put(name, "removed " + name);
          } else if (!after.get(name).equals(state)) {
            lines.put(name, "changed " + permissions(after.get(name)) + " " + name);
          }
        });
    after.forEach(
        (name, state) -> {
          if (!before.containsKey(name)) {
            lines.put(name, "created " + permissions(state) + " " + name);
          }
        });
    lines.keySet().removeAll(List.of("store/lock", "hgs/lock", "new/lock"));
    return String.join("", lines.values().stream().map(line -> line + "\n").toList());
  }

  private static String permissions(String state) {
    return state.substring(0, state.indexOf(' '));
  }

  /** As the golden file has it. */
  String text() {
    return "# "
        + about
        + "\n"
        + (fresh ? "fresh\n" : "")
        + ("$ keyward " + command).strip()
        + "\n"
        + stdin.map(file -> "stdin: " + file + "\n").orElse("")
        + "exit: "
        + exit
        + "\n--- stdout\n"
        + out
        + "--- stderr\n"
        + err
        + "--- files\n"
        + files;
  }
}
