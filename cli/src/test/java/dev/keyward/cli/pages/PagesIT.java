package dev.keyward.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the console blocks of every page in their order in an empty folder, and compares what is
 * printed. The first command of README is a process of its own, and so is a service; the others run
 * in the process of the test, and in {@code soak} again as processes. {@code
 * -Dkeyward.pages=rewrite} writes what was printed into the pages; read the difference then. {@code
 * -Dkeyward.page=by-hand} takes only the pages with that in their names.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the pages are typed into a POSIX shell")
class PagesIT {

  private static final Path BIN =
      Path.of(System.getProperty("keyward.distribution")).toAbsolutePath().resolve("bin");
  private static final String CHOSEN = System.getProperty("keyward.page", "");

  /** A word of letters; the masks hide hexadecimal digits and the machine's name in brackets. */
  private static final Pattern WORD = Pattern.compile("(?<!\\) \\(|[\\w-])[A-Za-z]{3,}(?![\\w-])");

  /** Processes other than README's are over before the second compiler pays. */
  private static final Map<String, String> FIRST_COMPILER =
      Map.of("KEYWARD_JAVA_OPTS", "-XX:TieredStopAtLevel=1");

  private static WarmKeyward warm;

  @TempDir private Path folder;

  @BeforeAll
  static void begin() throws IOException {
    warm = WarmKeyward.start();
  }

  @AfterAll
  static void end() throws IOException {
    warm.close();
  }

  static List<Path> chosen() throws IOException {
    return Pages.all().stream()
        .filter(page -> !page.equals(Pages.WITH_GUESTS))
        .filter(page -> Pages.PROJECT.relativize(page).toString().contains(CHOSEN))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("chosen")
  void aPageShowsWhatItsCommandsPrint(Path file) throws Exception {
    Page page = Page.read(file, Programs.all());
    // One page shows that the launcher starts. A demonstration costs several times as much there.
    List<String> differences = page.differences(shell(file.endsWith("README.md")));
    if (Pages.REWRITE) {
      page.rewrite();
    } else {
      assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    }
    assumeTrue(page.missing().isEmpty(), () -> "skipped: " + page.missing().orElseThrow());
  }

  @ParameterizedTest
  @Tag("soak")
  @MethodSource("chosen")
  void aPageShowsWhatProcessesPrint(Path file) throws Exception {
    Page page = Page.read(file, Programs.all());
    Path place = Files.createTempDirectory(folder, "page");
    Path bin = Files.createDirectory(place.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("keyward"), BIN.resolve("keyward"));
    assertEquals(List.of(), page.differences(new PageShell(place)));
    assumeTrue(page.missing().isEmpty(), () -> "skipped: " + page.missing().orElseThrow());
  }

  @Test
  void noMaskHidesAWrongWordOnAnyPage() throws Exception {
    int planted = 0;
    for (Path file : Pages.all()) {
      for (Step step : Page.read(file, Programs.of()).steps()) {
        for (String line : step.output().lines().toList()) {
          Matcher word = WORD.matcher(line);
          while (word.find()) {
            String wrong = line.substring(0, word.start()) + "planted" + line.substring(word.end());
            assertFalse(Masks.apply(wrong).equals(Masks.apply(line)), () -> file + ": " + line);
            planted++;
          }
        }
      }
    }
    assertTrue(planted > 1000, "only " + planted + " words");
  }

  @Test
  void noticesAWrongWordInACopiedBlock() throws Exception {
    Path original = Pages.PROJECT.resolve("core/docs/security.md");
    List<String> copy = Files.readAllLines(original);
    Step printing =
        Page.read(original, Programs.all()).steps().stream()
            .filter(step -> !step.output().isEmpty())
            .findFirst()
            .orElseThrow();
    copy.set(printing.first(), copy.get(printing.first()).replaceFirst("protector", "planted"));
    List<String> differences = page(copy).differences(shell(false));
    assertEquals(1, differences.size());
    assertTrue(differences.get(0).contains("planted"));
  }

  @Test
  void noticesAnotherExitCode() throws Exception {
    assertEquals(1, block("$ false").differences(shell()).size());
    assertTrue(block("$ false", "(exit code 1)").differences(shell()).isEmpty());
  }

  @Test
  void noticesACommandThatDoesNotExist() throws Exception {
    assertEquals(1, block("$ no-such-program").differences(shell()).size());
  }

  @Test
  void saysWhichProgramABlockNeedsAndRunsWhatIsBefore() throws Exception {
    Path file = write("```console", "$ echo a", "b", "$ no-such-program", "```");
    Page page = Page.read(file, Programs.of("no-such-program"));
    assertEquals(1, page.differences(shell()).size());
    assertEquals(
        "page.md from line 4 on: no-such-program is not installed", page.missing().orElseThrow());
  }

  @Test
  void keepsWhatACommandSetsForTheNext() throws Exception {
    Page page = block("$ export key=value && mkdir -p inner && cd inner", "$ echo $key", "value");
    assertTrue(page.differences(shell()).isEmpty());
  }

  @Test
  void savesAFileThatAPageShows() throws Exception {
    Page page =
        page(List.of("```sh a.sh", "echo $1", "```", "```console", "$ sh a.sh b", "b", "```"));
    assertTrue(page.differences(shell()).isEmpty());
  }

  @Test
  void whatAPageLeavesInTheBackgroundIsEnded() throws Exception {
    Path pid = folder.resolve("pid");
    assertTrue(block("$ sleep 600 & echo $! > " + pid).differences(shell()).isEmpty());
    long number = Long.parseLong(Files.readString(pid).strip());
    assertFalse(ProcessHandle.of(number).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void aCommandSaysTheSameInTheProcessOfTheTestAsInItsOwn() throws Exception {
    int before = warm.commands();
    String show = "keyward --store 'a \"store\"' guardian show \"$name\"";
    Page page =
        block(
            "$ export name='no such*'",
            "$ mkdir inner && cd inner",
            "$ " + show + " > own.out 2> own.err; echo $?",
            "2",
            "$ " + show + " > warm.out 2> warm.err; echo $?",
            "2",
            "$ cmp own.out warm.out && cmp own.err warm.err && wc -c < warm.out",
            "0",
            "$ keyward help guardian > warm.txt",
            "$ echo | keyward help guardian | cmp - warm.txt && echo the same",
            "the same");
    assertEquals(List.of(), page.differences(shell()));
    assertEquals(2, warm.commands() - before, "one is the first, and one reads a pipe");
  }

  private Page block(String... lines) throws IOException {
    List<String> block = new ArrayList<>(List.of("```console"));
    block.addAll(List.of(lines));
    block.add("```");
    return page(block);
  }

  private Page page(List<String> lines) throws IOException {
    return Page.read(write(lines.toArray(String[]::new)), Programs.all());
  }

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("page.md"), List.of(lines));
  }

  private PageShell shell() throws IOException {
    return shell(true);
  }

  private PageShell shell(boolean launchesFirst) throws IOException {
    Path place = Files.createTempDirectory(folder, "page");
    warm.install(place.resolve("bin"), BIN.resolve("keyward"), launchesFirst);
    return new PageShell(place, launchesFirst ? Map.of() : FIRST_COMPILER);
  }
}
