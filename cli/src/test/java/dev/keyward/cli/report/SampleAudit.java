package dev.keyward.cli.report;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Copies;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.console.Shell;
import dev.keyward.cli.report.audit.Report;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.Reports;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Made-up protectors with the summary that an audit would give of them. */
record SampleAudit(List<AuditedProtector> protectors, AuditSummary summary) {

  static final Instant CLOCK = Instant.parse("2026-03-02T09:30:00Z");
  static final ReportContext CONTEXT = new ReportContext("1.2.3", CommandLine.of(Shell.POSIX));

  /** Adds up. */
  static SampleAudit of(List<AuditedProtector> protectors) {
    AuditBasis basis =
        new AuditBasis(
            CLOCK,
            Duration.ofDays(90),
            Optional.of(new AuditInput("policy.yaml", false, 1, 1_204, print("policy"))),
            List.of("store /srv/keyward/store", "metadata/branch"));
    List<AuditInput> inputs =
        List.of(
            new AuditInput(
                "protectors", true, protectors.size(), 9_121L * protectors.size(), print("folder")),
            new AuditInput("exports/site 2.clixml", false, 1, 40_961, print("export")));
    AuditSummary summary =
        new AuditSummary(
            basis,
            inputs,
            counts(protectors),
            sets(protectors),
            findings(protectors),
            parties(protectors),
            Set.of("http://www.w3.org/2009/xmlenc11#rsa-oaep"),
            omissions(protectors.size()),
            List.of(),
            Copies.NONE,
            Optional.empty(),
            0,
            Map.of(),
            List.of());
    return new SampleAudit(protectors, summary);
  }

  private static List<Omission> omissions(long all) {
    return List.of(
        new Omission("transport key signature", "an audit uses no private key", all),
        new Omission(
            "trust in the guardians' certificates",
            "it is decided when a guardian is imported",
            all));
  }

  /** The whole report. */
  byte[] write(ReportFormat format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report report = Reports.open(format, bytes, CONTEXT);
    for (AuditedProtector protector : protectors) {
      report.protector(protector);
    }
    report.finish(summary);
    return bytes.toByteArray();
  }

  String text(ReportFormat format) throws IOException {
    return new String(write(format), StandardCharsets.UTF_8);
  }

  static Thumbprint print(String of) {
    return Thumbprint.of(of.getBytes(StandardCharsets.UTF_8));
  }

  private static AuditCounts counts(List<AuditedProtector> protectors) {
    Map<Standing, Long> standings = new EnumMap<>(Standing.class);
    Map<Severity, Long> worst = new EnumMap<>(Severity.class);
    for (AuditedProtector protector : protectors) {
      standings.merge(protector.standing(), 1L, Long::sum);
      protector.worst().ifPresent(severity -> worst.merge(severity, 1L, Long::sum));
    }
    return new AuditCounts(protectors.size(), standings, worst);
  }

  private static List<SetCount> sets(List<AuditedProtector> protectors) {
    Map<GuardianSet, List<String>> vms = new LinkedHashMap<>();
    for (AuditedProtector protector : protectors) {
      vms.computeIfAbsent(protector.set(), set -> new ArrayList<>()).add(protector.place().vm());
    }
    return vms.entrySet().stream()
        .map(set -> new SetCount(set.getKey(), set.getValue().size(), first(set.getValue())))
        .sorted(Comparator.comparingLong(SetCount::count).reversed())
        .toList();
  }

  private static List<LocatedFinding> findings(List<AuditedProtector> protectors) {
    Map<Finding, List<Place>> places = new LinkedHashMap<>();
    for (AuditedProtector protector : protectors) {
      for (Finding finding : protector.findings()) {
        places.computeIfAbsent(finding, of -> new ArrayList<>()).add(protector.place());
      }
    }
    return places.entrySet().stream()
        .map(of -> new LocatedFinding(of.getKey(), of.getValue().size(), first(of.getValue())))
        .sorted(
            Comparator.comparing((LocatedFinding of) -> of.finding().severity())
                .reversed()
                .thenComparing(of -> of.finding().code().ordinal()))
        .toList();
  }

  private static List<PartyCount> parties(List<AuditedProtector> protectors) {
    Map<Party, long[]> counts = new TreeMap<>();
    for (AuditedProtector protector : protectors) {
      protector.set().owner().ifPresent(party -> tally(counts, party)[0]++);
      protector.set().guardians().forEach(party -> tally(counts, party)[1]++);
      protector.sealer().ifPresent(party -> tally(counts, party)[2]++);
    }
    return counts.entrySet().stream()
        .map(
            of -> {
              long[] count = of.getValue();
              var certificates = SampleCertificates.of(of.getKey().label());
              return new PartyCount(of.getKey(), certificates, count[0], count[1], count[2]);
            })
        .toList();
  }

  private static long[] tally(Map<Party, long[]> counts, Party party) {
    return counts.computeIfAbsent(party, of -> new long[3]);
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(all.size(), AuditSummary.MOST_LISTED));
  }
}
