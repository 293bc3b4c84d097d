package dev.keyward.cli.bench;

import dev.keyward.audit.Audit;
import dev.keyward.audit.AuditPolicy;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Audits of a folder with all protectors, and of one with a few of them. What an audit does once,
 * such as the search for factors of each guardian's keys, is in both: the difference is what each
 * further file takes.
 */
final class AuditedFiles implements Work {

  private static final int SHARE = 16;

  private final Materials materials;
  private final Path all;
  private final Path few;
  private final int difference;
  private final Supplier<AuditReceiver> receivers;

  /**
   * Copies some of the files.
   *
   * @param few an empty folder for the copies
   * @param receivers makes a receiver for each audit
   */
  AuditedFiles(Materials materials, Path few, Supplier<AuditReceiver> receivers)
      throws IOException {
    this.materials = materials;
    this.receivers = receivers;
    this.all = materials.folder.resolve("protectors");
    this.few = few;
    List<Path> first = materials.files.subList(0, materials.files.size() / SHARE);
    for (Path file : first) {
      Files.copy(file, few.resolve(file.getFileName()));
    }
    this.difference = materials.files.size() - first.size();
  }

  @Override
  public double perSecond(long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    long spent = 0;
    long count = 0;
    do {
      spent += nanosOf(all) - nanosOf(few);
      count += difference;
    } while (System.nanoTime() < end);
    // A turn of a few milliseconds may say nothing at all.
    return count * 1e9 / Math.max(1, spent);
  }

  private long nanosOf(Path folder) throws IOException {
    KnownGuardians known =
        KnownGuardians.present(
            materials.guardians.stream().map(TrustedGuardian::guardian).toList());
    AuditBasis basis =
        new AuditBasis(materials.now, Duration.ofDays(0), Optional.empty(), List.of("bench"));
    Audit.Yardstick yardstick = new Audit.Yardstick(known, AuditPolicy.none(), materials.engine);
    Audit audit = new Audit(yardstick, basis, receivers.get(), bytes -> {});
    long start = System.nanoTime();
    audit.run(List.of(new AuditSource.OnDisk("protectors", folder)));
    return System.nanoTime() - start;
  }
}
