package dev.keyward.cli.console;

import java.util.List;

/**
 * How much is said and in which form.
 *
 * @param json whether results and errors are JSON
 * @param quiet whether notes and progress are left out
 * @param verbose whether details and stack traces are shown
 */
public record OutputMode(boolean json, boolean quiet, boolean verbose) {

  /** What the words ask for, found also where they are otherwise wrong, to report that. */
  public static OutputMode of(List<String> words) {
    int end = words.indexOf("--");
    List<String> options = end < 0 ? words : words.subList(0, end);
    int output = options.indexOf("--output");
    boolean json =
        options.contains("--output=json")
            || output >= 0 && output + 1 < options.size() && "json".equals(options.get(output + 1));
    boolean verbose = options.contains("--verbose") || options.contains("-v");
    return new OutputMode(json, options.contains("--quiet"), verbose);
  }
}
