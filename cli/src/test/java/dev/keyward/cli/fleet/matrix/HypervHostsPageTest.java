package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.plan.CollectLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  private static String page() throws IOException {
    Path fixtures = Path.of(System.getProperty("keyward.fixtures"));
    return Files.readString(fixtures.resolveSibling("cli").resolve("docs/hyperv-hosts.md"));
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
    List<String> unmarked =
        page()
            .lines()
            .filter(line -> line.matches(".*\\b(New|Set|Import|Remove)-(Hgs|VM|Pfx)\\w+ -.*"))
            .filter(line -> !line.contains("# changes"))
            .toList();
    assertEquals(List.of(), unmarked);
  }
}
