package dev.keyward.cli.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.diff.AuditedSide;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.Shard;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.report.IcuSkeletons;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.TemporaryFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * An audit that is kept in a file of its own until it was compared with another: no signature is
 * checked a second time.
 */
final class SpooledAudit implements AutoCloseable {

  private final TemporaryFolder folder = new TemporaryFolder("keyward-audit-");
  private final List<String> inputs;
  private final Path file;

  /** Audits everything. */
  SpooledAudit(AuditSetting setting, AuditOutputs outputs, Console console) throws IOException {
    this.inputs = setting.sources().stream().map(AuditSource::name).toList();
    this.file = folder.path().resolve("audit.jsonl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      setting.audit(Shard.WHOLE, out, outputs, console);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** How many bytes are read each time. */
  long bytes() throws IOException {
    return Files.size(file);
  }

  AuditedSide side(LongConsumer progress) throws KeywardException {
    String name = String.join(", ", inputs);
    return new AuditedSide(
        new AuditedSide.Spool(name, inputs, () -> SafeFiles.open(file)),
        new IcuSkeletons(),
        progress);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
