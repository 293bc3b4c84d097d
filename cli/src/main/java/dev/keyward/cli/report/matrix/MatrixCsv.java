package dev.keyward.cli.report.matrix;

import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.Inert;
import dev.keyward.finding.Finding;
import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.WindowsThumbprint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row for each machine with a column for each host, then a row for each finding. */
final class MatrixCsv {

  private static final int MOST_IN_NAME = 1000;
  private static final List<String> FIRST =
      List.of(
          "kind", "code", "vm", "host", "protector", "backup", "found", "mend", "sha1", "sha256");

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
    table.row(cells);
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
