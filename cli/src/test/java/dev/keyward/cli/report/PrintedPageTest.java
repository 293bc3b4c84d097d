package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Party;
import dev.keyward.cli.Run;
import dev.keyward.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An audit of 2,000 protectors on paper, as a manager gets it. */
class PrintedPageTest extends PageInBrowser {

  private static final int PROTECTORS = 2_000;
  private static final int FEWER_PAGES_THAN = 15;
  private static final int MOST_PAGES_OF_ALL_FAULTS = 18;

  /** How far down a page must be filled, as a share of its height. */
  private static final double WELL_FILLED = 0.55;

  /** How many points of text a page must have below a heading. */
  private static final double ROOM_FOR_LINES = 60;

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Path AUDITED = FIXTURES.resolve("audit/protectors");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Printed once for several tests. */
  private static Optional<Printed> house = Optional.empty();

  /** The page and the headings of its sections. */
  private record Printed(PrintedPages pages, List<String> headings) {

    void requireGoodPages(int most) {
      List<PrintedPages.Sheet> sheets = pages.sheets();
      assertTrue(sheets.size() <= most, sheets.size() + " pages");
      for (PrintedPages.Sheet sheet : sheets.subList(0, sheets.size() - 1)) {
        int number = sheets.indexOf(sheet) + 1;
        assertTrue(
            sheet.filled() > WELL_FILLED, () -> "page " + number + " ends at " + sheet.filled());
      }
      assertEquals(List.of(), lonely());
    }

    /** Headings at the bottom of a page without what they are about. */
    private List<String> lonely() {
      return pages.sheets().stream()
          .flatMap(
              sheet ->
                  sheet.lines().stream()
                      .filter(line -> headings.contains(line.text()))
                      .filter(line -> sheet.below(line) < ROOM_FOR_LINES)
                      .map(PrintedPages.Line::text))
          .toList();
    }
  }

  private Printed print(byte[] page) throws Exception {
    Path file = Files.write(folder.resolve("page.html"), page);
    tab.open(file);
    Path pdf = Files.write(folder.resolve("page.pdf"), tab.print());
    List<String> headings = new ArrayList<>();
    tab.evaluate("[...document.querySelectorAll('main h2, main h3')].map(h => h.textContent)")
        .forEach(heading -> headings.add(heading.asText()));
    return new Printed(PrintedPages.of(pdf), headings);
  }

  /** A house with few guardian sets: each has hundreds of VMs. */
  private static SampleAudit house() {
    List<AuditedProtector> all = new ArrayList<>();
    for (int i = 0; i < PROTECTORS; i++) {
      List<Party> guardians =
          i % 3 == 0 ? List.of(Samples.BRANCH, Samples.DATACENTER) : List.of(Samples.DATACENTER);
      List<Finding> findings = new ArrayList<>();
      if (i % 3 == 0) {
        findings.add(expiring(i % 60));
      }
      String vm = String.format(Locale.ROOT, "berlin/vm-%04d", i);
      all.add(
          Samples.valid(vm, i % 7 == 0 ? Samples.HOSTING : Samples.CENTRAL, guardians, findings));
    }
    return SampleAudit.of(all);
  }

  private static Finding expiring(int guardian) {
    return Samples.finding(
        AuditFindingCode.EXPIRING,
        "guardian-" + guardian + " has a certificate that ends on 2026-04-12, in 41 days",
        "have it renew its certificates, then take them over with guardian update",
        null);
  }

  private Printed printedHouse() throws Exception {
    if (house.isEmpty()) {
      house = Optional.of(print(house().write(ReportFormat.HTML)));
    }
    return house.orElseThrow();
  }

  @Test
  void fewGuardianSetsFillFewGoodPages() throws Exception {
    printedHouse().requireGoodPages(FEWER_PAGES_THAN - 1);
  }

  @Test
  void aThousandGuardianSetsFillFewGoodPages() throws Exception {
    Printed printed = print(Samples.large(PROTECTORS).write(ReportFormat.HTML));
    printed.requireGoodPages(FEWER_PAGES_THAN - 1);
    PrintedPages pages = printed.pages();
    assertTrue(
        pages.sheets().stream()
            .anyMatch(page -> page.has("The printed page has only the first 30 of 500 guardian")));
  }

  @Test
  void theSummaryStandsOnPageOne() throws Exception {
    PrintedPages.Sheet first = printedHouse().pages().sheets().get(0);
    for (String part :
        List.of("Audit of 2,000", "The most severe", "Who can open them", "Not checked")) {
      assertTrue(first.has(part), part);
    }
  }

  @Test
  void machinesOfLargeGuardianSetsAreNamedOnPaper() throws Exception {
    PrintedPages pages = printedHouse().pages();
    assertTrue(
        pages.sheets().stream()
            .flatMap(page -> page.lines().stream())
            .anyMatch(line -> line.text().matches("berlin/vm-0001, berlin/vm-0002,.*")));
  }

  /** So many VMs with the protectors of the fixtures, each with its fault; some differ. */
  private static Path export(String name, int shift) throws IOException {
    List<String> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(AUDITED)) {
      for (Path file : files.sorted().toList()) {
        documents.add(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
      }
    }
    ArrayNode vms = JSON.createArrayNode();
    for (int i = shift; i < PROTECTORS + shift; i++) {
      int other = i % 13 == 0 ? shift : 0;
      int number = i % 9 == 0 ? i + other : (i + other) % 3 * 5;
      vms.addObject()
          .put("VMName", String.format(Locale.ROOT, "vm-%04d", i))
          .put("KeyProtector", documents.get(number % documents.size()));
    }
    return Files.write(folder.resolve(name), JSON.writeValueAsBytes(vms));
  }

  private static void audit(Path export, String... more) {
    List<String> words =
        new ArrayList<>(List.of("audit", export.toString(), "--store", "none", "--guardians"));
    words.add(FIXTURES.resolve("audit/guardians").toString());
    words.addAll(List.of("--now", "2026-11-23T00:00:00Z"));
    words.addAll(List.of(more));
    Run run = Run.in(folder).run(words.toArray(String[]::new));
    assertEquals(1, run.exit(), run.err());
  }

  @Test
  @Tag("soak")
  void everyKindOfFaultAndWhatChangedFillGoodPages() throws Exception {
    audit(export("old.json", 0), "--report", "json=old-report.json", "--report", "html=old.html");
    Printed old = print(Files.readAllBytes(folder.resolve("old.html")));
    old.requireGoodPages(FEWER_PAGES_THAN - 1);
    String[] since = {"--baseline", "old-report.json", "--report", "html=new.html"};
    audit(export("new.json", 50), since);
    Printed changed = print(Files.readAllBytes(folder.resolve("new.html")));
    changed.requireGoodPages(MOST_PAGES_OF_ALL_FAULTS);
    JsonNode places = tab.evaluate("document.querySelectorAll('#changed-sets .places li').length");
    assertTrue(places.asInt() > 0, "nothing changed");
  }
}
