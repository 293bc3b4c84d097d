package dev.keyward.cli.report.matrix;

import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.Inert;
import dev.keyward.finding.Finding;
import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.WindowsThumbprint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row for each machine with a column for each host, then a row for each finding, then one for
 * each certificate.
 */
final class MatrixCsv {

  private static final int MOST_IN_NAME = 1000;
  private static final List<String> FIRST =
      List.of(
          "kind", "code", "vm", "host", "protector", "backup", "found", "mend", "sha1", "sha256");

  /** Of certificates, behind the hosts. */
  private static final List<String> LAST = List.of("not_before", "not_after");

  /** As Windows shows it. */
  private static final Function<GuardianCertificate, String> SHA1 = WindowsThumbprint::of;

  private static final Function<GuardianCertificate, String> SHA256 =
      certificate -> certificate.thumbprint().toString();

  private final CsvTable table;
  private final MatrixContent content;

  private MatrixCsv(OutputStream out, MatrixContent content) throws IOException {
    this.content = content;
    List<String> head = new ArrayList<>(FIRST);
    content.matrix().hosts().forEach(host -> head.add(listed(host.name())));
    head.addAll(LAST);
    this.table = new CsvTable(out, head);
  }

  static void write(OutputStream out, MatrixContent content) throws IOException {
    MatrixCsv csv = new MatrixCsv(out, content);
    for (MatrixVm vm : content.matrix().vms()) {
      csv.machine(vm);
    }
    for (MatrixFinding finding : content.findings()) {
      csv.finding(finding);
    }
    for (CertificateRows.Row each : CertificateRows.of(content.matrix()).all()) {
      csv.certificate(each);
    }
    csv.table.flush();
  }

  private void machine(MatrixVm vm) throws IOException {
    List<String> cells =
        new ArrayList<>(
            List.of(
                "vm",
                "",
                CsvTable.name(vm.label()),
                vm.host().map(CsvTable::name).orElse(""),
                vm.protector().words(),
                content.kept(vm).map(Backup.Holding::words).orElse(""),
                "",
                "",
                joined(vm.wrappings().stream().map(each -> each.encryption()), SHA1),
                joined(vm.wrappings().stream().map(each -> each.encryption()), SHA256)));
    for (LocalHost host : content.matrix().hosts()) {
      cells.add(content.matrix().cell(vm, host).words());
    }
    cells.addAll(Collections.nCopies(LAST.size(), ""));
    table.row(cells);
  }

  private void finding(MatrixFinding each) throws IOException {
    Finding finding = each.located().finding();
    List<String> cells =
        new ArrayList<>(
            List.of(
                finding.severity().code(),
                finding.code().code(),
                names(each.located().vms()),
                names(each.hosts()),
                "",
                "",
                finding.found(),
                finding.remedy().text(),
                joined(each.certificates().stream(), SHA1),
                joined(each.certificates().stream(), SHA256)));
    content.matrix().hosts().forEach(host -> cells.add(""));
    cells.addAll(Collections.nCopies(LAST.size(), ""));
    table.row(cells);
  }

  private void certificate(CertificateRows.Row row) throws IOException {
    GuardianCertificate certificate = row.certificate();
    List<String> cells =
        new ArrayList<>(
            List.of(
                "certificate",
                "",
                names(row.vms().stream().map(MatrixVm::label).toList()),
                "",
                "",
                "",
                listed(certificate.subject()),
                "",
                SHA1.apply(certificate),
                SHA256.apply(certificate)));
    for (LocalHost host : content.matrix().hosts()) {
      cells.add(Optional.ofNullable(row.holders().get(host)).map(MatrixCsv::held).orElse(""));
    }
    cells.add(certificate.notBefore().toString());
    cells.add(certificate.notAfter().toString());
    table.row(cells);
  }

  /** What a host has of a certificate; of the key of a signing one no machine starts. */
  private static String held(HostCertificate certificate) {
    StartCell cell = certificate.cell();
    return cell == StartCell.STARTS ? "has the key" : cell.words();
  }

  private static String joined(
      Stream<GuardianCertificate> certificates, Function<GuardianCertificate, String> print) {
    return certificates.map(print).collect(Collectors.joining(", "));
  }

  private static String names(List<String> names) {
    return names.stream().map(MatrixCsv::listed).collect(Collectors.joining(", "));
  }

  /** One name of several, which must not look like two. */
  private static String listed(String name) {
    return Inert.listed(name, MOST_IN_NAME);
  }
}
