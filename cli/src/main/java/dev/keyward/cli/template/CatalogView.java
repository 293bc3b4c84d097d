package dev.keyward.cli.template;

import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.view.EndedCertificates;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.digest.DiskComparison;
import dev.keyward.vm.disk.partition.Partition;
import dev.keyward.vm.disk.partition.PartitionTable;
import dev.keyward.vm.template.CatalogHeader;
import dev.keyward.vm.template.TemplateComparison;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a catalog says of a disk, as people and programs read it. */
public final class CatalogView {

  private final CatalogHeader header;
  private final KnownGuardians known;

  /**
   * A view.
   *
   * @param known whose keys are known here
   */
  public CatalogView(CatalogHeader header, KnownGuardians known) {
    this.header = header;
    this.known = known;
  }

  /** Such as {@code server 1.0.0.0}. */
  public String disk() {
    return Text.name(header.name().text()) + " " + header.version();
  }

  /** Who signed, as the certificate says and by the digest that alone counts. */
  public String signer() {
    return Text.printable(header.signer().subject()) + ", sha256 " + header.signerId();
  }

  /** Whose word the catalog is: a subject is only what a certificate calls itself. */
  String vouching() {
    return known
        .signerName(header.signer())
        .map(name -> "which is " + name + "'s key, known here")
        .orElse("which is unknown here (check it with template verify --signer SHA256)");
  }

  /** What to say of the signer's certificate, where it is not valid. */
  public Optional<String> warning(Instant now) {
    return new EndedCertificates(now).warning("the signer's certificate", header.signer());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "name", Text.name(header.name().text()));
    add(lines, "version", header.version().toString());
    add(lines, "length", header.digest().length() + " bytes");
    header.partitions().sectorSize().ifPresent(size -> add(lines, "sectors", size + " bytes each"));
    GuardianCertificate signer = header.signer();
    add(lines, "signer", Text.printable(signer.subject()));
    add(lines, "", "sha256 " + header.signerId());
    add(
        lines,
        "",
        signer.keyDescription()
            + ", valid from "
            + Certificates.day(signer.notBefore())
            + " to "
            + Certificates.day(signer.notAfter()));
    add(lines, "", vouching());
    add(lines, "root", header.digest().root().toString());
    int spans = header.digest().spans().size();
    add(lines, "", Text.count(spans, "span") + " of " + header.digest().spanSize() + " bytes");
    List<Partition> partitions = header.partitions().partitions();
    add(lines, "partitions", partitions.isEmpty() ? "none in a GPT" : "" + partitions.size());
    for (Partition partition : partitions) {
      lines.add(
          String.format(
                  Locale.ROOT,
                  "    %-4d %s  %s",
                  partition.number(),
                  partition.range(),
                  named(partition))
              .stripTrailing());
    }
    return lines;
  }

  private static String named(Partition partition) {
    return partition.name().isEmpty() ? "" : "\"" + Text.name(partition.name()) + "\"";
  }

  private static void add(List<String> lines, String what, String value) {
    lines.add(String.format(Locale.ROOT, "  %-11s %s", what, value));
  }

  /** Where a disk differs, a line a range, with the partition that holds all of it. */
  List<String> differing(TemplateComparison comparison) {
    List<String> lines = new ArrayList<>(differing(comparison.content()));
    if (!comparison.sameSectors()) {
      lines.add(
          "  its sectors have "
              + comparison.actualSectors().get(0)
              + " bytes, expected "
              + comparison.expectedSector().orElseThrow()
              + ": no machine finds the signed partitions");
    }
    return lines;
  }

  private List<String> differing(DiskComparison comparison) {
    if (comparison.expectedLength() != comparison.actualLength()) {
      return List.of(
          "  it has "
              + comparison.actualLength()
              + " bytes, expected "
              + comparison.expectedLength());
    }
    return comparison.differing().stream().map(range -> "  " + range + place(range)).toList();
  }

  private String place(ByteRange range) {
    PartitionTable table = header.partitions();
    if (!table.partitions().isEmpty() && table.touching(range).isEmpty()) {
      return ": outside the partitions";
    }
    return table
        .containing(range)
        .map(each -> (": in partition " + each.number() + " " + named(each)).strip())
        .orElse("");
  }

  CatalogAnswer answer() {
    return CatalogAnswer.of(header, known.signerName(header.signer()));
  }

  List<CatalogAnswer.Differing> answer(DiskComparison comparison) {
    return CatalogAnswer.differing(comparison, header);
  }
}
