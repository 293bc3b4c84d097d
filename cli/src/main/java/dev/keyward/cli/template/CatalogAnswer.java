package dev.keyward.cli.template;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.digest.DiskComparison;
import dev.keyward.vm.disk.partition.Partition;
import dev.keyward.vm.template.CatalogHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a catalog says of a disk.
 *
 * @param name what the disk is called
 * @param version such as {@code 1.0.0.0}
 * @param length bytes of the disk
 * @param sectorSize bytes of a sector
 * @param root the digest of the whole disk
 * @param spanSize bytes of a span
 * @param spans how many there are
 * @param partitions those of its GPT
 * @param signer who signed
 */
record CatalogAnswer(
    String name,
    String version,
    long length,
    @Answer.IfPresent Optional<Integer> sectorSize,
    String root,
    long spanSize,
    int spans,
    List<Part> partitions,
    Signer signer)
    implements Answer {

  /** A partition, in bytes. */
  record Part(int number, String type, String id, String name, long start, long length)
      implements Answer {}

  /** A certificate by the digest that alone counts. */
  record Signer(
      String subject,
      String sha256,
      Instant notBefore,
      Instant notAfter,
      @Answer.IfPresent Optional<String> known)
      implements Answer {}

  /** Bytes of a disk that differ, with the number of the partition that holds all of them. */
  record Differing(long start, long length, List<Integer> partitions) implements Answer {}

  /** What {@code template show} answers. */
  @Answer.To("template-show")
  record Shown(String catalog, @Answer.Inline CatalogAnswer disk) implements Answer {}

  /** What {@code template sign} answers. */
  @Answer.To("template-sign")
  record Signed(String file, String catalog, @Answer.Inline CatalogAnswer disk) implements Answer {}

  /** What {@code template verify} answers. */
  @Answer.To("template-verify")
  record Verified(
      String file,
      String catalog,
      boolean matches,
      long actualLength,
      @Answer.IfPresent Optional<Integer> actualSectorSize,
      List<Differing> differing,
      @Answer.Inline CatalogAnswer disk)
      implements Answer {}

  /** What {@code template find} answers. */
  @Answer.To("template-find")
  record Found(
      String file,
      long length,
      long matches,
      @Answer.Either({Compared.class, Unread.class}) List<Answer> catalogs)
      implements Answer {}

  /** A catalog that was read, and in what the disk differs from it, if it does. */
  record Compared(
      String catalog,
      boolean matches,
      @Answer.IfPresent Optional<String> differs,
      String name,
      String version,
      Signer signer)
      implements Answer {}

  /** A catalog that could not be read. */
  record Unread(String catalog, FaultAnswer error) implements Answer {}

  static CatalogAnswer of(CatalogHeader header, Optional<String> known) {
    return new CatalogAnswer(
        header.name().text(),
        header.version().toString(),
        header.digest().length(),
        header.partitions().sectorSize().stream().boxed().findFirst(),
        header.digest().root().toString(),
        header.digest().spanSize(),
        header.digest().spans().size(),
        header.partitions().partitions().stream().map(CatalogAnswer::part).toList(),
        signer(header, known));
  }

  static Signer signer(CatalogHeader header, Optional<String> known) {
    return new Signer(
        header.signer().subject(),
        header.signerId().toString(),
        header.signer().notBefore(),
        header.signer().notAfter(),
        known);
  }

  private static Part part(Partition partition) {
    return new Part(
        partition.number(),
        partition.typeId().toString(),
        partition.uniqueId().toString(),
        partition.name(),
        partition.start(),
        partition.length());
  }

  static List<Differing> differing(DiskComparison comparison, CatalogHeader header) {
    return comparison.differing().stream().map(range -> differing(range, header)).toList();
  }

  private static Differing differing(ByteRange range, CatalogHeader header) {
    List<Integer> partitions =
        header.partitions().containing(range).stream().map(Partition::number).toList();
    return new Differing(range.start(), range.length(), partitions);
  }
}
