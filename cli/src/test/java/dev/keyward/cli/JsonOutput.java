package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds all that a run under {@code --output json} printed against the shipped schemas. */
final class JsonOutput {

  private static final Pattern SCHEMA = Pattern.compile("\"schema\" ?: ?\"keyward\\.([a-z-]+)/1\"");

  private JsonOutput() {}

  static void check(Transcript transcript) {
    List<String> errors = transcript.err().lines().toList();
    errors.stream()
        .filter(line -> line.startsWith("{\"error\""))
        .forEach(line -> JsonSchemas.check("error", line));
    assertTrue(errors.stream().allMatch(line -> line.startsWith("{")), transcript.err());
    String out =
        transcript.out().replace("<sha256>", "0".repeat(64)).replace("<sha1>", "0".repeat(40));
    if (out.isEmpty()) {
      return;
    }
    boolean oneObject = !out.lines().allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    if (oneObject) {
      JsonSchemas.check(name(out), out);
    } else {
      out.lines().forEach(line -> JsonSchemas.check(lineName(line), line));
    }
  }

  private static String lineName(String line) {
    // The results of a batch are their own lines, as they are kept as files.
    return line.startsWith("{\"id\"") ? "protector-create-batch" : name(line);
  }

  private static String name(String json) {
    Matcher found = SCHEMA.matcher(json);
    Optional<String> name = found.find() ? Optional.of(found.group(1)) : Optional.empty();
    assertEquals(true, name.isPresent(), json);
    return name.get();
  }
}
