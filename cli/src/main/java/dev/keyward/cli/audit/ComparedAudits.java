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
import dev.keyward.cli.console.Progress;
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
import java.util.Optional;
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

  /** Reports that nobody has read so far. */
  private final List<SiteSource> unread = new ArrayList<>();

  private long bytes;

  /** Makes a side, once it is known what receives its progress. */
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

  /** What was named, in this order: reports, and what is audited now. */
  List<Later> named(List<String> operands, AuditOutputs outputs)
      throws KeywardException, IOException, UsageException {
    List<Optional<Later>> reports = new ArrayList<>();
    for (String operand : operands) {
      reports.add(isReport(operand) ? Optional.of(report(operand)) : Optional.empty());
    }
    List<Later> sides = new ArrayList<>();
    for (int number = 0; number < operands.size(); number++) {
      Optional<Later> report = reports.get(number);
      sides.add(report.isPresent() ? report.get() : now(operands.get(number), outputs));
    }
    return sides;
  }

  private boolean isReport(String operand) throws IOException, UsageException {
    if (operand.equals("-")) {
      return false;
    }
    Path path = session.path(operand);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(operand);
    }
    return isReport(path);
  }

  private Later now(String operand, AuditOutputs outputs)
      throws KeywardException, IOException, UsageException {
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
    unread.add(source);
    return progress -> new ReportSide(source, progress);
  }

  /** What is audited now. */
  SpooledAudit audited(AuditSetting setting, AuditOutputs outputs)
      throws KeywardException, IOException {
    Console console = session.console();
    requireReports(console);
    SpooledAudit audit = new SpooledAudit(setting, outputs, console);
    spooled.add(audit);
    bytes += READINGS * audit.bytes();
    return audit;
  }

  /**
   * Reads all reports. An audit may take hours, so it does not begin before they are known good.
   */
  private void requireReports(Console console) throws KeywardException, IOException {
    if (!unread.isEmpty()) {
      try (Progress bar = console.progress("reading", bytes / READINGS)) {
        for (SiteSource source : unread) {
          new ReportSide(source, bar::stepBy).read(row -> {});
        }
      }
      unread.clear();
    }
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
