package dev.keyward.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An example of each verb, and its own exit codes; read from a file when help is asked for. */
final class VerbExamples {

  private static final VerbExample NONE = new VerbExample(List.of(), List.of());

  private VerbExamples() {}

  /**
   * What help shows below the options of a verb.
   *
   * @param commands lines to type
   * @param exitCodes a line for each exit code that not every verb has: the number and what it
   *     means for this verb
   */
  record VerbExample(List<String> commands, List<String> exitCodes) {}

  /** The example of the verb with these words, such as {@code guardian create}. */
  static VerbExample of(String words) {
    return Holder.ALL.getOrDefault(words, NONE);
  }

  private static final class Holder {

    private static final Map<String, VerbExample> ALL = read();

    private static Map<String, VerbExample> read() {
      Map<String, VerbExample> all = new HashMap<>();
      VerbExample current = NONE;
      for (String line : text().lines().toList()) {
        if (line.startsWith("[")) {
          current = new VerbExample(new ArrayList<>(), new ArrayList<>());
          all.put(line.substring(1, line.length() - 1), current);
        } else if (line.startsWith("keyward ")) {
          current.commands().add(line);
        } else if (!line.startsWith("#")) {
          current.exitCodes().add(line);
        }
      }
      return all;
    }

    private static String text() {
      try (InputStream in = VerbExamples.class.getResourceAsStream("examples.txt")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
