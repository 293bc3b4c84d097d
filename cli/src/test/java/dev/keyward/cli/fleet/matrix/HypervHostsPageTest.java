package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.plan.CollectLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for administrators holds the words that people search for, and what commands print. */
class HypervHostsPageTest {

  private static final List<String> SEARCHED =
      List.of(
          "could not be unwrapped. HostGuardianService returned: One or more arguments are invalid"
              + " (0x80070057)",
          "is not compatible with device on physical computer",
          "failed at migration destination",
          "did not match the input authentication tag (0xC000A002)",
          "HGS cannot be an owner because it does not have private keys",
          "`HasPrivateSigningKey` is False after an import",
          "could not be generated automatically (0x80131500)",
          "cannot be changed without a valid key protector configured",
          "Event 2014 in Microsoft-Windows-HostGuardianService-Client/Admin",
          "SCVMM error 10698",
          "untrusted guardian",
          "Secure Boot");

  private static final Pattern CHANGING =
      Pattern.compile(
          ".*\\b((New|Set|Import|Remove)-(Hgs|VM|Pfx)\\w+ -|New-Item|(Stop|Start|Checkpoint)-VM ).*");

  private static String page() throws IOException {
    return page("hyperv-hosts.md");
  }

  private static String page(String name) throws IOException {
    Path fixtures = Path.of(System.getProperty("keyward.fixtures"));
    return Files.readString(fixtures.resolveSibling("cli").resolve("docs").resolve(name));
  }

  @Test
  void holdsWhatPeopleSearchFor() throws IOException {
    String page = page();
    assertEquals(List.of(), SEARCHED.stream().filter(phrase -> !page.contains(phrase)).toList());
  }

  @Test
  void holdsTheStatementThatTheMatrixNames() throws IOException {
    assertTrue(page().contains(CollectLines.CERTIFICATES));
    assertTrue(page().contains(String.join("\n", CollectLines.MACHINES)));
  }

  @Test
  void explainsEveryCell() throws IOException {
    String page = page();
    assertEquals(
        List.of(),
        Arrays.stream(StartCell.values())
            .filter(cell -> cell != StartCell.NOT_JUDGED)
            .filter(cell -> !page.contains("| `" + cell.words() + "` |"))
            .toList());
  }

  @Test
  void marksEveryLineThatChangesSomething() throws IOException {
    for (String name : List.of("hyperv-hosts.md", "move-a-vm.md")) {
      List<String> unmarked =
          page(name)
              .lines()
              .filter(line -> CHANGING.matcher(line).matches())
              .filter(line -> !line.contains("# changes"))
              .toList();
      assertEquals(List.of(), unmarked, name);
    }
  }

  @Test
  void saysOnceThatNothingWasRunOnWindows() throws IOException {
    for (String name : List.of("hyperv-hosts.md", "move-a-vm.md")) {
      assertEquals(2, page(name).split("Nobody has run the PowerShell lines", -1).length, name);
    }
  }

  /** A new protector does not open the virtual TPM that is there. */
  @Test
  void namesANewProtectorAsTheLastResortAloneAndWithTheWarning() throws IOException {
    assertFalse(page().contains("-NewLocalKeyProtector"));
    String page = page("move-a-vm.md");
    int resort = page.indexOf("## If every key is lost");
    assertTrue(page.indexOf("-NewLocalKeyProtector") > resort);
    assertTrue(page.indexOf("BitLocker") > resort && page.contains("recovery key"));
  }
}
