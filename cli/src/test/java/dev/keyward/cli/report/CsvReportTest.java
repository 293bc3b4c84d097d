package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvReportTest {

  @Test
  void hasARowForEachFindingAndAtTheEndWhatItRestedOn() throws IOException {
    Golden.check("sample.csv", ReportFormat.CSV);
  }

  @Test
  void everyRowHasEveryColumn() throws IOException {
    List<List<String>> rows = CsvRows.parse(Samples.hostile().text(ReportFormat.CSV).substring(1));
    for (List<String> row : rows) {
      assertEquals(24, row.size(), row.toString());
    }
  }

  @Test
  void noCellCanBeAFormula() throws IOException {
    String csv = Samples.hostile().text(ReportFormat.CSV).substring(1);
    for (List<String> row : CsvRows.parse(csv)) {
      for (String cell : row) {
        assertFalse(cell.matches("(?s)[\\s\"]*[=+@\\-\uFF1D\uFF0B\uFF0D\uFF20].*"), cell);
      }
    }
  }

  @Test
  void noCellCanBeAFormulaWhereListsAreSplitAtSemicolons() throws IOException {
    String csv = Samples.hostile().text(ReportFormat.CSV).substring(1);
    for (String part : csv.split("[;\r\n]")) {
      assertFalse(part.matches("(?s)[\\s\"]*[=+@\\-\uFF1D\uFF0B\uFF0D\uFF20].*"), part);
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {"=1, '=1", "+1, '+1", "-1, '-1", "@A, '@A", "a=1, a=1", "x;=1, x;'=1"},
      quoteCharacter = '|')
  void anApostropheStandsBeforeWhatCouldBeAFormula(String text, String cell) {
    assertEquals(cell, Inert.cell(text, 100));
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void showsNoCharacterThatActs(String name) {
    assertTrue(
        Inert.shown(name, 100)
            .codePoints()
            .noneMatch(
                point ->
                    Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.SURROGATE));
  }

  static List<String> hostileNames() {
    return Samples.HOSTILE;
  }

  @Test
  void cutsBetweenCharactersOnly() {
    assertEquals("a...", Inert.shown("a\uD83D\uDD11b", 1).substring(0, 4));
    assertEquals("a\uD83D\uDD11...", Inert.shown("a\uD83D\uDD11b", 2).substring(0, 6));
    assertEquals("a\uD83D\uDD11b", Inert.shown("a\uD83D\uDD11b", 3));
  }
}
