package dev.keyward.cli.report.audit.rows;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Party;
import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.Acceptance;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.finding.VmFacts;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.WindowsThumbprint;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of a table of an audit; cells that nobody sets are empty. */
public final class CsvRow {

  /** The severity of a protector without a finding. */
  public static final String WITHOUT_FINDING = "none";

  /** The severity of a finding that the policy accepts, so that no filter for errors shows it. */
  private static final String ACCEPTED = "accepted";

  /** The severity of a file that holds a VM once more. */
  public static final String COPY = "copy";

  private static final String BASIS = "basis";

  private final Map<CsvColumn, String> cells = new EnumMap<>(CsvColumn.class);

  /** Takes rows. */
  @FunctionalInterface
  public interface Rows {
    /** Writes the next one. */
    void write(CsvRow row) throws IOException;
  }

  private CsvRow(String severity) {
    set(CsvColumn.SEVERITY, severity);
  }

  /** About no place. */
  public static CsvRow of(String severity) {
    return new CsvRow(severity);
  }

  /** About a place. */
  public static CsvRow of(Place place, String severity) {
    CsvRow row = new CsvRow(severity).set(CsvColumn.FILE, CsvTable.name(place.file()));
    place.entry().ifPresent(entry -> row.set(CsvColumn.ENTRY, Integer.toString(entry)));
    return row.set(CsvColumn.VM, CsvTable.name(place.vm()));
  }

  /** About a protector. */
  public static CsvRow of(AuditedProtector protector, String severity) {
    CsvRow row = of(protector.place(), severity);
    protector.set().owner().ifPresent(owner -> row.set(CsvColumn.OWNER, owner.label()));
    row.set(
        CsvColumn.GUARDIANS,
        protector.set().guardians().stream().map(Party::label).collect(Collectors.joining(", ")));
    protector.sealer().ifPresent(sealer -> row.set(CsvColumn.SEALED_BY, sealer.label()));
    row.machine(protector);
    row.set(CsvColumn.STANDING, protector.standing().code());
    row.set(CsvColumn.CERTIFICATES_SHA1, certificates(protector, WindowsThumbprint::of));
    row.set(
        CsvColumn.CERTIFICATES_SHA256,
        certificates(protector, certificate -> certificate.thumbprint().toString()));
    return row.set(CsvColumn.SHA256, protector.sha256().map(Thumbprint::toString).orElse(""));
  }

  private static String certificates(
      AuditedProtector protector, Function<GuardianCertificate, String> print) {
    return protector.wrappings().stream()
        .flatMap(each -> Stream.of(each.signing(), each.encryption()))
        .map(print)
        .collect(Collectors.joining(", "));
  }

  private void machine(AuditedProtector protector) {
    Place.Mark mark = protector.place().mark();
    mark.id().ifPresent(id -> set(CsvColumn.ID, CsvTable.name(id)));
    mark.key().ifPresent(key -> set(CsvColumn.KEY, CsvTable.name(key)));
    VmFacts facts = protector.facts();
    facts
        .files()
        .ifPresent(
            files -> {
              facts.tpm().ifPresent(tpm -> set(CsvColumn.TPM, tpm.toString()));
              files.shielding().ifPresent(asked -> set(CsvColumn.SHIELDING, asked.toString()));
              set(CsvColumn.LAST_KNOWN_GOOD, files.lastKnownGood().code());
            });
  }

  /** Writes the clock, the options and the inputs of an audit. */
  public static void basis(AuditSummary summary, Rows out) throws IOException {
    AuditBasis basis = summary.basis();
    out.write(basis("clock", basis.clock().toString()));
    out.write(basis("within", basis.within().toDays() + " days"));
    for (String names : basis.names()) {
      out.write(basis("names", names));
    }
    for (Map.Entry<String, String> digits : new TreeMap<>(summary.longer()).entrySet()) {
      out.write(basis("digits", digits.getKey() + " is the key " + digits.getValue()));
    }
    if (basis.policy().isPresent()) {
      out.write(input("policy", basis.policy().get()));
    }
    for (AuditInput input : summary.inputs()) {
      out.write(input("input", input));
    }
    for (Omission omission : summary.omissions()) {
      out.write(omission(omission, "protector"));
    }
  }

  /** Something that the audit rested on. */
  public static CsvRow basis(String code, String found) {
    return new CsvRow(BASIS).set(CsvColumn.CODE, code).set(CsvColumn.FOUND, found);
  }

  /** Something that was read. */
  public static CsvRow input(String code, AuditInput input) {
    String read = Words.count(input.files(), "file") + ", " + Words.count(input.bytes(), "byte");
    return basis(code, read)
        .set(CsvColumn.FILE, input.path())
        .set(CsvColumn.SHA256, input.sha256().toString());
  }

  /** A check that was not made for so many of these. */
  public static CsvRow omission(Omission omission, String noun) {
    String found = omission.check() + ": not checked for " + Words.count(omission.count(), noun);
    return basis("not-checked", found).set(CsvColumn.WHY, omission.why());
  }

  /** The same with what was found. */
  public CsvRow found(Finding finding) {
    set(CsvColumn.SEVERITY, finding.isAccepted() ? ACCEPTED : finding.severity().code());
    finding.acceptance().ifPresent(this::decided);
    return set(CsvColumn.CODE, finding.code().code())
        .set(CsvColumn.FOUND, finding.found())
        .set(CsvColumn.WHY, finding.code().why());
  }

  private void decided(Acceptance acceptance) {
    set(CsvColumn.ACCEPTED_BY, acceptance.by());
    set(CsvColumn.ACCEPTED_UNTIL, acceptance.until().toString());
    set(CsvColumn.ACCEPTED_REASON, acceptance.reason());
  }

  /** The same with another cell. */
  public CsvRow set(CsvColumn column, String cell) {
    cells.put(column, cell);
    return this;
  }

  /** The cells of these columns. */
  public List<String> cells(Collection<CsvColumn> columns) {
    return columns.stream().map(column -> cells.getOrDefault(column, "")).toList();
  }
}
