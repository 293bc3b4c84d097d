package dev.keyward.cli.fleet.matrix;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.audit.AuditSetting;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.ReportTarget;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Version;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.report.matrix.MatrixContent;
import dev.keyward.cli.report.matrix.MatrixReport;
import dev.keyward.file.PendingFile;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.matrix.finding.MatrixQuestion;
import dev.keyward.fleet.matrix.finding.MatrixRules;
import dev.keyward.fleet.plan.FleetPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code fleet matrix}: which Hyper-V host in local mode can start which machine. */
public final class ShowMatrix implements Command {

  private static final int DAYS = 365;

  @Override
  public Verb verb() {
    return new Verb(
        "fleet",
        "matrix",
        "FILE...",
        "show which Hyper-V host in local mode can start which VM, and until when",
        List.of(
            MatrixOptions.CERTIFICATES,
            MatrixOptions.REGISTERED,
            MatrixOptions.MODES,
            MatrixOptions.BACKUP,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.many("hosts", "HV1,HV2", "hosts that must be in the input"),
            OptionSpec.many("clusters", "HV1+HV2,HV3+HV4", "the nodes of each cluster"),
            OptionSpec.value(
                "within", "DAYS", "report certificates that end within this time (365d)"),
            OptionSpec.value(
                "fail-on",
                "error|warning",
                "exit 1 for findings of this severity or above (error)"),
            ReportFiles.OPTION,
            Options.SHELL,
            Options.FORCE),
        "FILE is an export of VMs with their protectors, a folder of protectors, or a folder of VMs"
            + " as Hyper-V keeps them. A VM starts on"
            + " a host whose store \"Shielded VM Local Certificates\" has a private key that opens"
            + " its protector. Keyward decides by keys, never by names. Nothing is changed.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Severity failOn = AuditSetting.failOn(arguments);
    Duration within = AuditSetting.within(arguments, DAYS);
    List<ReportTarget> wanted = ReportFiles.of(arguments);
    MatrixContent content = content(arguments.atLeast(1), session, within);
    for (ReportTarget target : wanted) {
      try (PendingFile report = target.open(session, arguments.has("force"))) {
        MatrixReport.write(target.format(), report.stream(), content);
        report.commit();
      }
    }
    if (session.console().json()) {
      MatrixReport.writeJson(session.console().resultOut(), content);
    } else {
      new MatrixText(content).lines().forEach(session.console()::line);
    }
    boolean fails =
        content.findings().stream()
            .anyMatch(each -> each.located().finding().severity().compareTo(failOn) >= 0);
    return fails ? ExitCode.ANSWER_NO : ExitCode.DONE;
  }

  static MatrixContent content(Arguments arguments, Session session, Duration within)
      throws KeywardException, IOException, UsageException {
    MatrixDraft draft = new MatrixSetting(arguments, session).read(arguments.operands());
    for (String list : arguments.values("hosts")) {
      MatrixSetting.names(list, ',', "hosts").forEach(draft::wanted);
    }
    for (String list : arguments.values("clusters")) {
      for (String nodes : MatrixSetting.names(list, ',', "clusters")) {
        draft.cluster(MatrixSetting.names(nodes, '+', "clusters"));
      }
    }
    StartMatrix matrix = draft.matrix();
    Optional<Backup> backup = BackupInput.of(arguments, session);
    MatrixQuestion question = new MatrixQuestion(session.now(), within, backup);
    return new MatrixContent(
        Version.number(),
        session.now(),
        matrix,
        MatrixRules.findings(matrix, question),
        MatrixRemarks.of(matrix, backup),
        backup,
        FleetPlan.of(matrix, backup),
        session.console().commands());
  }
}
