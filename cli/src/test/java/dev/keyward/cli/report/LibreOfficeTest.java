package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.keyward.cli.Installed;
import dev.keyward.cli.OtherProgram;
import dev.keyward.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The table of an audit, imported by LibreOffice: every cell is there as it was written. */
@Tag("soak")
class LibreOfficeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String TABLES = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
  private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

  /** Names of VMs as strangers chose them, and what a reader of the table sees. */
  private static final Map<String, String> SEEN = seen();

  @TempDir private Path folder;

  private static Map<String, String> seen() {
    Map<String, String> seen = new LinkedHashMap<>();
    for (String same :
        List.of(
            "K\u00F6ln \u00C4\u00D6\u00DC \u00DF \u20AC",
            "berlin, web-01",
            "berlin;web-01",
            "the \"quoted\" one",
            "\"all of it\"",
            "\u65E5\u672C")) {
      seen.put(same, same);
    }
    seen.put("two\r\nlines", "two<U+000D><U+000A>lines");
    seen.put("a\ttab", "a<U+0009>tab");
    seen.put("two  spaces", "two <U+0020>spaces");
    for (String formula :
        List.of(
            "=1+1",
            "+SUM(A1:A9)",
            "-2+3",
            "@SUM(1)",
            "=cmd|' /C calc'!A0",
            "\uFF1D1+1",
            "\"=1\"")) {
      seen.put(formula, "'" + formula);
    }
    seen.put("x;=1+1", "x;'=1+1");
    return seen;
  }

  private void audit(String separator) throws Exception {
    JsonNode protector =
        JSON.readTree(FIXTURES.resolve("audit/export.json").toFile()).get(0).get("KeyProtector");
    ArrayNode vms = JSON.createArrayNode();
    SEEN.keySet()
        .forEach(name -> vms.addObject().put("VMName", name).set("KeyProtector", protector));
    Files.write(folder.resolve("vms.json"), JSON.writeValueAsBytes(vms));
    Run run =
        Run.in(folder)
            .run(
                "audit",
                "vms.json",
                "--store",
                "none",
                "--csv-separator",
                separator,
                "--report",
                "audit.csv");
    assertEquals(0, run.exit(), run.err());
  }

  /** Imports the table as its dialog does for UTF-8 and this separator; returns all cells. */
  private List<List<String>> imported(int separator) throws Exception {
    OtherProgram.ran(
        folder,
        "soffice",
        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
        "--headless",
        "--infilter=CSV:" + separator + ",34,76,1",
        "--convert-to",
        "fods",
        "audit.csv");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document sheet = factory.newDocumentBuilder().parse(folder.resolve("audit.fods").toFile());
    List<List<String>> rows = new ArrayList<>();
    NodeList all = sheet.getElementsByTagNameNS(TABLES, "table-row");
    for (int row = 0; row < all.getLength(); row++) {
      rows.add(cells((Element) all.item(row)));
    }
    return rows;
  }

  private static List<String> cells(Element row) {
    List<String> cells = new ArrayList<>();
    NodeList all = row.getElementsByTagNameNS(TABLES, "table-cell");
    for (int at = 0; at < all.getLength(); at++) {
      Element cell = (Element) all.item(at);
      assertEquals("", cell.getAttributeNS(TABLES, "formula"));
      String repeated = cell.getAttributeNS(TABLES, "number-columns-repeated");
      for (int n = repeated.isEmpty() ? 1 : Integer.parseInt(repeated); n > 0; n--) {
        cells.add(text(cell));
      }
    }
    return cells;
  }

  private static String text(Element cell) {
    NodeList spaces = cell.getElementsByTagNameNS(TEXT, "s");
    while (spaces.getLength() > 0) {
      Element space = (Element) spaces.item(0);
      String count = space.getAttributeNS(TEXT, "c");
      String written = " ".repeat(count.isEmpty() ? 1 : Integer.parseInt(count));
      space.getParentNode().replaceChild(space.getOwnerDocument().createTextNode(written), space);
    }
    return cell.getTextContent().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {", 44", "; 59", "tab 9"})
  void everyCellIsThereAsItWasWritten(String separator, int sign) throws Exception {
    Installed.assume("soffice", "libreoffice-calc-nogui");
    audit(separator);
    List<List<String>> written =
        CsvRows.parse(Files.readString(folder.resolve("audit.csv")).substring(1), (char) sign);
    List<List<String>> imported = imported(sign);
    int column = written.get(0).indexOf("vm");
    for (int row = 0; row < written.size(); row++) {
      assertEquals(written.get(row), imported.get(row), "row " + row);
    }
    List<String> names = imported.stream().skip(1).map(row -> row.get(column)).distinct().toList();
    assertEquals(List.copyOf(SEEN.values()), names.subList(0, SEEN.size()));
  }
}
