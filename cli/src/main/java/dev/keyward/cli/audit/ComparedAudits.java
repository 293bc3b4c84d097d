package dev.keyward.cli.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.ReportSide;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** The audits that are compared: reports, and folders and exports that are audited first. */
final class ComparedAudits implements AutoCloseable {

  /** A report begins so, and so do others of ours, which are refused with the reason. */
  private static final Pattern REPORT =
      Pattern.compile("\\s*\\{\\s*\"schema\"\\s*:\\s*\"keyward\\.audit[-a-z]*/.*", Pattern.DOTALL);

  private static final int BEGINNING = 4096;
  private static final int READINGS = 3;

  private final Arguments arguments;
  private final Session session;

  /** Two folders are judged at one moment. */
  private final Instant now;

  private final List<SpooledAudit> spooled = new ArrayList<>();
  private long bytes;

  /** Makes a side, once it is known what is told of its progress. */
  @FunctionalInterface
  interface Later {
    DiffSide side(LongConsumer progress) throws KeywardException, IOException;
  }

  ComparedAudits(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
    this.now = session.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether the file says that it is a report, or something else of an audit. */
  static boolean isReport(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = SafeFiles.open(path)) {
      String start = new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
      return REPORT.matcher(start).matches();
    }
  }

  /** What was named: a report, or what is audited now. */
  Later named(String operand, AuditOutputs outputs)
      throws KeywardException, IOException, UsageException {
    if (!operand.equals("-")) {
      Path path = session.path(operand);
      if (!Files.exists(path)) {
        throw new NoSuchFileException(operand);
      }
      if (isReport(path)) {
        return report(operand);
      }
    }
    AuditSetting setting = AuditSetting.ofSome(arguments, List.of(operand), session).at(now);
    return audited(setting, outputs)::side;
  }

  /** A report. */
  Later report(String file) throws KeywardException, IOException, UsageException {
    Path path = session.path(file);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(file);
    }
    if (!Files.isRegularFile(path)) {
      throw new UsageException(file + " is no regular file; a report is read several times");
    }
    bytes += READINGS * Files.size(path);
    SiteSource source = new SiteSource(SiteName.parse("report"), file, () -> SafeFiles.open(path));
    return progress -> new ReportSide(source, progress);
  }

  /** What is audited now. */
  SpooledAudit audited(AuditSetting setting, AuditOutputs outputs) throws IOException {
    Console console = session.console();
    SpooledAudit audit = new SpooledAudit(setting, outputs, console);
    spooled.add(audit);
    bytes += READINGS * audit.bytes();
    return audit;
  }

  /** About how many bytes are read to compare them. */
  long bytes() {
    return bytes;
  }

  /** Whether nothing was audited. */
  boolean areReports() {
    return spooled.isEmpty();
  }

  @Override
  public void close() throws IOException {
    for (SpooledAudit each : spooled) {
      each.close();
    }
  }
}
