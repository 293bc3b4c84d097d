package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.Environment.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "help",
        "--help",
        "-h",
        "help help",
        "help completion",
        "completion --help",
        "completion bash -h",
        "--quiet help",
        "help --output json",
        "--output=json",
        "--verbose"
      })
  void explainsItselfOnStandardOutput(String words) {
    Run run = run(words);
    assertEquals(0, run.exit(), run.err());
    assertEquals("", run.err());
    assertTrue(run.out().contains("completion") || run.out().contains("help"), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus",
        "help bogus",
        "help completion bogus",
        "--bogus",
        "--bogus help",
        "help --bogus",
        "-x help",
        "help -x",
        "-- help",
        "--output",
        "--output xml help",
        "help --outpu json",
        "help -output json",
        "help --quiet=yes",
        "help --store a --store b",
        "help --store=",
        "--store a help --store b",
        "help --store --quiet",
        "help --now yesterday",
        "help -vh",
        "help a b c",
        "completion",
        "completion ksh",
        "completion bash zsh",
        "help --output=JSON",
        "help --passphrase-file f --passphrase-env v",
        "- help"
      })
  void refusesWrongUsage(String words) {
    Run run = run(words);
    assertEquals(2, run.exit(), run.out());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("keyward: error: "), run.err());
    assertTrue(run.err().contains("\nkeyward: hint: "), run.err());
  }

  @Test
  void suggestsTheNearestNoun() {
    assertEquals(
        "keyward: error: unknown command \"complettion\"\n"
            + "keyward: hint: did you mean \"keyward completion\"?\n",
        Run.of("complettion").err());
  }

  @Test
  void suggestsTheNearestOption() {
    assertTrue(Run.of("help", "--quite").err().contains("did you mean --quiet?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hgs certificate",
        "help hgs certificate",
        "hgs certificate --help",
        "--quiet hgs certificate",
        "hgs --output text certificate"
      })
  void aGroupOfVerbsExplainsItself(String words) {
    Run run = run(words);
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("usage: keyward hgs certificate <verb>"), run.out());
    assertTrue(run.out().contains("hgs certificate set-primary DIR THUMBPRINT"), run.out());
    assertFalse(run.out().contains("hgs host"), run.out());
  }

  @Test
  void aVerbOfAGroupIsFoundAmidGlobalOptions() {
    String help = Run.of("hgs", "certificate", "list", "--help").out();
    assertEquals(help, Run.of("--quiet", "hgs", "--verbose", "certificate", "list", "-h").out());
    assertEquals(help, Run.of("help", "hgs", "certificate", "list").out());
  }

  @Test
  void suggestsTheNearestVerbOfAGroup() {
    assertTrue(
        Run.of("hgs", "certificate", "lst").err().contains("\"keyward hgs certificate list\"?"));
    assertTrue(Run.of("hgs", "certficate").err().contains("\"keyward hgs certificate\"?"));
    assertEquals(2, Run.of("hgs", "list").exit());
  }

  @Test
  void globalOptionsStandAnywhere() {
    String expected = Run.of("help", "completion", "--output", "json").out();
    assertEquals(expected, Run.of("--output", "json", "help", "completion").out());
    assertEquals(expected, Run.of("help", "--output", "json", "completion").out());
    assertTrue(expected.startsWith("{\n  \"schema\": \"keyward.help/1\""), expected);
  }

  @Test
  void usageErrorsAreJsonWhereJsonIsAskedFor() {
    Run run = Run.of("completion", "--bogus", "--output", "json");
    assertEquals(2, run.exit());
    assertEquals(
        "{\"error\":{\"code\":\"usage\",\"where\":\"completion\",\"found\":\"unknown option"
            + " --bogus\",\"expected\":\"\",\"hint\":\"see keyward completion --help\"}}\n",
        run.err());
  }

  @Test
  void twoDashesEndTheOptions() {
    Run run = Run.of("completion", "--", "--help");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("no completion for \"--help\""), run.err());
  }

  @Test
  void aReaderThatWentAwayIsNoError() {
    Run run = writingTo("Broken pipe");
    assertEquals(141, run.exit());
    assertEquals("", run.err());
  }

  @Test
  void aFullDiskIsAnError() {
    Run run = writingTo("No space left on device");
    assertEquals(5, run.exit());
    assertEquals("keyward: error: standard output: no space left on device\n", run.err());
  }

  private static Run writingTo(String failure) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    Environment environment =
        Run.in(Path.of(""))
            .environment(Streams.piped(new ByteArrayInputStream(new byte[0]), broken, err));
    int exit = Main.run(new String[] {"help"}, environment);
    return new Run(exit, "", err.toString(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Run run(String words) {
    return Run.of(words.isEmpty() ? new String[0] : words.split(" "));
  }
}
