package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Party;
import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An audit as a table: a row for each finding, one for each protector without, those that only the
 * whole input tells behind them, and at the end, with severity {@code basis}, what the audit rested
 * on.
 */
final class CsvReport implements Report {

  private static final String WITHOUT_FINDING = "none";
  private static final String BASIS = "basis";

  private final CsvTable table;
  private final ReportContext context;

  /** Writes the head at once. */
  CsvReport(OutputStream out, ReportContext context) throws IOException {
    this.context = context;
    this.table = new CsvTable(out, Arrays.stream(Column.values()).map(Column::head).toList());
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    if (protector.findings().isEmpty()) {
      write(row(protector, WITHOUT_FINDING));
    }
    for (Finding finding : protector.findings()) {
      found(row(protector, finding.severity().code()), protector.place(), finding);
    }
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    found(row(place, finding.severity().code()), place, finding);
  }

  private void found(Map<Column, String> row, Place place, Finding finding) throws IOException {
    row.put(Column.CODE, finding.code().code());
    row.put(Column.FOUND, finding.found());
    row.put(Column.WHY, finding.code().why());
    PrintedRemedy advice = PrintedRemedy.of(context.commands(), finding, place);
    row.put(Column.MEND, advice.text());
    row.put(Column.COMMAND, advice.command().orElse(""));
    write(row);
  }

  private static Map<Column, String> row(Place place, String severity) {
    Map<Column, String> row = new EnumMap<>(Column.class);
    row.put(Column.SEVERITY, severity);
    row.put(Column.FILE, CsvTable.name(place.file()));
    place.entry().ifPresent(entry -> row.put(Column.ENTRY, Integer.toString(entry)));
    row.put(Column.VM, CsvTable.name(place.vm()));
    return row;
  }

  private static Map<Column, String> row(AuditedProtector protector, String severity) {
    Map<Column, String> row = row(protector.place(), severity);
    protector.set().owner().ifPresent(owner -> row.put(Column.OWNER, owner.label()));
    row.put(
        Column.GUARDIANS,
        protector.set().guardians().stream().map(Party::label).collect(Collectors.joining(", ")));
    protector.sealer().ifPresent(sealer -> row.put(Column.SEALED_BY, sealer.label()));
    row.put(Column.STANDING, protector.standing().code());
    row.put(Column.SHA256, protector.sha256().map(Thumbprint::toString).orElse(""));
    return row;
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    AuditBasis basis = summary.basis();
    basis("keyward", context.version());
    basis("shell", context.commands().shell().code());
    basis("clock", basis.clock().toString());
    basis("within", basis.within().toDays() + " days");
    for (String names : basis.names()) {
      basis("names", names);
    }
    for (Map.Entry<String, String> digits : new TreeMap<>(summary.longer()).entrySet()) {
      basis("digits", digits.getKey() + " is the key " + digits.getValue());
    }
    input("policy", basis.policy());
    for (AuditInput input : summary.inputs()) {
      input("input", Optional.of(input));
    }
    for (Omission omission : summary.omissions()) {
      omission(omission);
    }
    table.flush();
  }

  private void basis(String code, String found) throws IOException {
    write(Map.of(Column.SEVERITY, BASIS, Column.CODE, code, Column.FOUND, found));
  }

  private void input(String code, Optional<AuditInput> read) throws IOException {
    if (read.isPresent()) {
      AuditInput input = read.get();
      write(
          Map.of(
              Column.SEVERITY,
              BASIS,
              Column.CODE,
              code,
              Column.FILE,
              input.path(),
              Column.FOUND,
              Words.count(input.files(), "file") + ", " + Words.count(input.bytes(), "byte"),
              Column.SHA256,
              input.sha256().toString()));
    }
  }

  private void omission(Omission omission) throws IOException {
    write(
        Map.of(
            Column.SEVERITY,
            BASIS,
            Column.CODE,
            "not-checked",
            Column.FOUND,
            omission.check() + ": not checked for " + Words.count(omission.count(), "protector"),
            Column.WHY,
            omission.why()));
  }

  private void write(Map<Column, String> row) throws IOException {
    table.row(Arrays.stream(Column.values()).map(column -> row.getOrDefault(column, "")).toList());
  }

  /** The columns in their order. */
  private enum Column {
    SEVERITY,
    CODE,
    FILE,
    ENTRY,
    VM,
    OWNER,
    GUARDIANS,
    SEALED_BY,
    STANDING,
    FOUND,
    WHY,
    MEND,
    COMMAND,
    SHA256;

    String head() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
