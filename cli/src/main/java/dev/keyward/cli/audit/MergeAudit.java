package dev.keyward.cli.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.AuditMerge;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Shard;
import dev.keyward.audit.result.ShardPart;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.cli.report.IcuSkeletons;
import dev.keyward.file.SafeFiles;
import dev.keyward.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** {@code audit merge}: the shards of an audit become the reports of one. */
public final class MergeAudit implements Command {

  private static final List<OptionSpec> OPTIONS =
      List.of(
          MergeSites.OPTION,
          OptionSpec.value(
              "fail-on", "error|warning", "exit 1 for findings of this severity or above (error)"),
          ReportFiles.OPTION,
          Options.SHELL,
          OptionSpec.value("sums", "FILE", "also write the lines that the digest is made of"),
          OptionSpec.flag(
              "init-policy", "write a commented policy for what they found, instead of a report"),
          Options.OUT_FILE,
          Options.FORCE);

  @Override
  public Verb verb() {
    return new Verb(
        "audit",
        "merge",
        "FILE...",
        "combine the shards of an audit, or the reports of several sites",
        AuditStyle.with(OPTIONS),
        """
        Give all files that audit --shard I/N wrote, in any order. Keyward refuses shards that are
        missing, cut off, given twice, or made from other files, guardians or policies. Shard files
        are trusted and not verified again: take them only from a source that you trust.
        --sites berlin=berlin.json zurich=zurich.json reads the reports that audit --report
        FILE.json wrote at each site, and shows what is at which site. The findings of each site
        stay separate. A guardian is known by its signing key, not by its name. The report of each
        site says what to do.\
        """);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    if (arguments.has("sites")) {
      return new MergeSites(arguments, session).run();
    }
    arguments.atLeast(1).atMost(Shard.MOST);
    return arguments.has("init-policy") ? draft(arguments, session) : merge(arguments, session);
  }

  private static ExitCode draft(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.refuse("init-policy", "sums");
    AuditDraft draft = new AuditDraft(arguments, session);
    AuditSummary summary;
    try (Shards shards = new Shards(arguments, session)) {
      if (shards.merge.basis().policy().isPresent()) {
        throw new UsageException("--init-policy does not go with shards made with --policy");
      }
      summary = shards.merge.run(draft);
    }
    draft.write();
    return AuditProtectors.exit(summary, severity -> false, session.console());
  }

  private static ExitCode merge(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    if (arguments.has("out")) {
      throw new UsageException("--out goes with --init-policy; --report FILE writes a report");
    }
    Severity failOn = AuditSetting.failOn(arguments);
    Console console = session.console();
    AuditSummary summary;
    try (Shards shards = new Shards(arguments, session);
        AuditOutputs outputs =
            new AuditOutputs(arguments, session, "report", "sums", AuditStyle.BASIS);
        AuditReports reports = AuditReports.open(arguments, session, shards.merge.accepts())) {
      AuditOutputs.requireOneInput(arguments, shards.merge.inputs());
      shards.merge.listingTo(outputs.listing());
      summary = shards.run(reports);
      outputs.commit();
    }
    if (!console.json()) {
      new AuditText(summary, session.console().commands()).lines().forEach(console::line);
    }
    return AuditProtectors.exit(summary, severity -> severity.compareTo(failOn) >= 0, console);
  }

  /** The files, opened, with a bar that shows how far they have been read. */
  private static final class Shards implements AutoCloseable {

    private final Progress bar;
    private final AuditMerge merge;

    Shards(Arguments arguments, Session session)
        throws KeywardException, IOException, UsageException {
      Console console = session.console();
      List<ShardPart> parts = new ArrayList<>();
      long bytes = 0;
      try {
        for (String operand : arguments.operands()) {
          boolean stdin = operand.equals("-");
          if (!stdin) {
            bytes += Files.size(session.path(operand));
          }
          parts.add(
              new ShardPart(
                  stdin ? "stdin" : operand,
                  stdin ? console.stdin() : SafeFiles.open(session.path(operand))));
        }
      } catch (IOException | UsageException e) {
        for (ShardPart part : parts) {
          part.in().close();
        }
        throw e;
      }
      this.bar = console.progress("merging", bytes);
      LongConsumer progress = bar::stepBy;
      try {
        this.merge = AuditMerge.open(parts, progress);
      } catch (KeywardException | IOException e) {
        bar.close();
        throw e;
      }
    }

    AuditSummary run(AuditReceiver receiver) throws KeywardException, IOException {
      return merge.comparing(new IcuSkeletons()).run(receiver);
    }

    @Override
    public void close() throws IOException {
      bar.close();
      merge.close();
    }
  }
}
