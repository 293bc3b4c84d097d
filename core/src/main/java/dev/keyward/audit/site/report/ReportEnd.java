package dev.keyward.audit.site.report;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Copies;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.OtherCount;
import dev.keyward.audit.result.SetCount;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonPieceReader;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collects what a report says of all protectors together. Its lists are as long as an audit makes
 * them at most.
 */
final class ReportEnd {

  private static final int MOST = 10_000;
  private static final int MOST_INPUTS = 100_000;
  private static final int OBJECT = 256;

  private final ReportValues values;
  private final List<AuditInput> inputs = new ArrayList<>();
  private final List<SetCount> sets = new ArrayList<>();
  private final Map<Finding, LocatedFinding> findings = new LinkedHashMap<>();
  private final List<SiteParty> parties = new ArrayList<>();
  private final List<Omission> omissions = new ArrayList<>();
  private final List<OtherCount> others = new ArrayList<>();
  private final List<Copies.Vm> copies = new ArrayList<>();
  private String version = "";
  private AuditBasis basis =
      new AuditBasis(Instant.EPOCH, Duration.ZERO, Optional.empty(), List.of());
  private ReportCounts counts = ReportCounts.NONE;

  ReportEnd(HeapShare room) {
    this.values = new ReportValues(room);
  }

  /** What the counts say. */
  ReportCounts counts() {
    return counts;
  }

  /** All of it, as the report of a site. */
  SiteReport report(SiteName site, AuditInput file) {
    Optional<Severity> worst =
        findings.keySet().stream()
            .filter(finding -> !finding.isAccepted())
            .map(Finding::severity)
            .max(Comparator.naturalOrder());
    Labels labels = new Labels(parties);
    AuditSummary summary =
        new AuditSummary(
            basis,
            inputs,
            counts.counts(),
            sets.stream()
                .map(each -> new SetCount(labels.known(each.set()), each.count(), each.vms()))
                .toList(),
            located(false),
            List.of(),
            Set.of(),
            omissions,
            others,
            Copies.of(copies),
            worst,
            counts.unlisted(),
            Map.of(),
            located(true));
    return new SiteReport(site, file, version, summary, parties);
  }

  private List<LocatedFinding> located(boolean accepted) {
    return findings.values().stream()
        .filter(each -> each.finding().isAccepted() == accepted)
        .toList();
  }

  /** Takes a member of the report's data. */
  void member(String name, JsonPieceReader json) throws KeywardException, IOException {
    switch (name) {
      case "keyward" -> version = json.text(SiteName.MOST);
      case "basis" -> basis = values.basis(json.fields());
      case "counts" -> counts = ReportCounts.of(json.fields());
      case "inputs" -> json.list(each -> add(inputs, MOST_INPUTS, values.input(each), each));
      case "sets" -> json.list(each -> add(sets, MOST, values.set(each), each));
      case "findings", "accepted" -> json.list(each -> add(values.found(each), each));
      case "parties" -> json.list(each -> add(parties, MOST, values.party(each), each));
      case "omissions" -> json.list(each -> add(omissions, MOST, values.omission(each), each));
      case "copies" -> json.list(each -> add(copies, Copies.MOST_VMS, values.copies(each), each));
      case "others" -> json.list(each -> add(others, MOST, values.other(each), each));
      default -> throw json.unknown(name);
    }
  }

  /** Without what is to be done, two can be one. */
  private void add(LocatedFinding read, JsonFields fields) throws MalformedInputException {
    fields.end();
    findings.merge(read.finding(), read, ReportEnd::both);
    if (findings.size() > MOST) {
      throw SiteFault.of("bad-field", fields.path(), "a longer list", "at most " + MOST);
    }
  }

  private static LocatedFinding both(LocatedFinding first, LocatedFinding second) {
    List<Place> places =
        Stream.concat(first.places().stream(), second.places().stream())
            .limit(AuditSummary.MOST_LISTED)
            .toList();
    return new LocatedFinding(first.finding(), first.count() + second.count(), places);
  }

  private <T> void add(List<T> list, int most, T read, JsonFields fields)
      throws MalformedInputException {
    fields.end();
    if (list.size() >= most) {
      throw SiteFault.of("bad-field", fields.path(), "a longer list", "at most " + most);
    }
    values.keep(OBJECT, fields);
    list.add(read);
  }
}
