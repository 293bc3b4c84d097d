package dev.keyward.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the console blocks of the pages in their order, and compares what is printed. {@code
 * -Dkeyward.pages=rewrite} writes what was printed into the page; read the difference then.
 */
@DisabledOnOs(OS.WINDOWS)
class PagesIT {

  private static final Path BIN =
      Path.of(System.getProperty("keyward.distribution")).toAbsolutePath().resolve("bin");
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("keyward.pages"));

  @TempDir private Path folder;

  @Test
  void readmeShowsWhatItsCommandsPrint() throws Exception {
    assertPrintsWhatItShows(
        Path.of(System.getProperty("keyward.fixtures")).resolveSibling("README.md"));
  }

  @Test
  void noticesAWrongWord() throws Exception {
    Path page = page("$ echo the key", "the door");
    assertEquals(1, differences(Files.readAllLines(page)).size());
  }

  @Test
  void noticesAnotherExitCode() throws Exception {
    assertEquals(1, differences(Files.readAllLines(page("$ false"))).size());
    assertTrue(differences(Files.readAllLines(page("$ false", "(exit code 1)"))).isEmpty());
  }

  @Test
  void keepsWhatACommandSetsForTheNext() throws Exception {
    Path page = page("$ export key=value && mkdir -p inner && cd inner", "$ echo $key", "value");
    assertTrue(differences(Files.readAllLines(page)).isEmpty());
  }

  @Test
  void masksFingerprintsButNotWords() {
    String fingerprint = "0123456789abcdef".repeat(4);
    assertEquals(Masks.apply("pin " + fingerprint), Masks.apply("pin " + "f".repeat(64)));
    assertFalse(Masks.apply("pin " + fingerprint).equals(Masks.apply("key " + fingerprint)));
  }

  private Path page(String... lines) throws IOException {
    String block = "```console\n" + String.join("\n", lines) + "\n```\n";
    return Files.writeString(folder.resolve("page.md"), block);
  }

  private void assertPrintsWhatItShows(Path page) throws Exception {
    List<String> lines = Files.readAllLines(page);
    List<String> differences = differences(lines);
    if (REWRITE) {
      Files.write(page, lines);
    } else {
      assertTrue(differences.isEmpty(), () -> page + "\n" + String.join("\n", differences));
    }
  }

  /** Says where the page is wrong, and replaces these lines by what was printed. */
  private List<String> differences(List<String> lines) throws Exception {
    List<Step> steps = Step.in(lines);
    Path place = Files.createTempDirectory(folder, "page");
    List<PageShell.Outcome> outcomes = new PageShell(place, BIN).run(steps);
    List<String> differences = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      PageShell.Outcome outcome = outcomes.get(i);
      if (!Masks.apply(step.output()).equals(Masks.apply(outcome.output()))
          || step.exitCode() != outcome.exitCode()) {
        differences.add(0, difference(step, outcome));
        List<String> shown = lines.subList(step.first(), step.last());
        shown.clear();
        shown.addAll(Step.shown(outcome.output(), outcome.exitCode()));
      }
    }
    return differences;
  }

  private static String difference(Step step, PageShell.Outcome outcome) {
    return "line "
        + step.first()
        + ": $ "
        + step.command()
        + "expected, with exit code "
        + step.exitCode()
        + ":\n"
        + Masks.apply(step.output())
        + "printed, with exit code "
        + outcome.exitCode()
        + ":\n"
        + Masks.apply(outcome.output());
  }
}
