package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names from a pull request or an export never are commands of the server that reads the log. */
class CommandsInLogsTest {

  /** Of GitHub and GitLab; of Azure and TeamCity; the escapes that the first decodes. */
  private static final Pattern ACTING =
      Pattern.compile("(?im)^[ \\t]*::|##[a-z]*\\[|%0[ad]|%25|%3a");

  private static final String[] NAMES = {
    "##vso[task.setvariable variable=RELEASE]yes",
    "::error title=policy::all protectors passed review",
    "  ::stop-commands::tok",
    "###[group]x",
    "##teamcity[buildStatus status='SUCCESS']",
    "a%0A::warning::x%25%3A"
  };

  @TempDir Path folder;

  private Playground here;

  @BeforeEach
  void export() throws IOException {
    here = Playground.in(folder.resolve("case"));
    byte[] protector = here.bytes("protectors/hgs-vm.xml");
    String value = Base64.getEncoder().encodeToString(protector);
    StringBuilder export = new StringBuilder("[");
    for (String name : NAMES) {
      export.append(export.length() > 1 ? "," : "").append("{\"Name\":\"").append(name);
      export.append("\",\"KeyProtector\":\"").append(value).append("\"}");
    }
    Files.writeString(here.path("x.json"), export.append("]"));
    for (String name : NAMES) {
      if (name.indexOf(':') < 0) {
        Files.write(here.path(name + ".kp"), "bad".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /** What only counts within a command may be in JSON as it is. */
  private static void inertJson(Run run) {
    Pattern begins = Pattern.compile("(?im)^[ \\t]*::|##[a-z]*\\[");
    assertFalse(begins.matcher(run.out()).find(), run.out());
    assertFalse(begins.matcher(run.err()).find(), run.err());
  }

  private static void inert(Run run) {
    assertFalse(ACTING.matcher(run.out()).find(), run.out());
    assertFalse(ACTING.matcher(run.err()).find(), run.err());
  }

  @Test
  void noLineOfAnAuditActs() {
    Run audit = here.run("--store", "none", "audit", "x.json");
    assertTrue(audit.out().contains("<U+0023>#vso"), audit.out());
    inert(audit);
    inertJson(here.run("--store", "none", "audit", "x.json", "--output", "json"));
  }

  @Test
  void noLineOfACheckActs() {
    inert(here.run("--store", "none", "protector", "check", "x.json"));
    inertJson(here.run("--store", "none", "protector", "check", "x.json", "--output", "json"));
    inert(here.run("protector", "show", "x.json", "--verbose"));
  }

  @Test
  void noErrorActs() {
    for (String name : NAMES) {
      inert(here.run("protector", "check", name));
      inert(here.run("protector", "show", name + ".kp", "--verbose"));
      inert(here.run("guardian", "show", name));
      inert(here.run(name));
      inertJson(here.run("protector", "check", "x.json", "--vm", name, "--output", "json"));
    }
  }

  /** The escapes in JSON change no value. */
  @Test
  void jsonKeepsItsValues() {
    Run json = here.run("--store", "none", "audit", "x.json", "--output", "json");
    assertEquals(0, json.exit() & ~1, json.err());
    assertTrue(json.out().contains("#\\u0023vso"), json.out());
    JsonSchemas.check("audit", json.out());
  }
}
