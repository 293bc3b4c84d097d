package dev.keyward.cli.fleet;

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
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.report.fleet.FleetContent;
import dev.keyward.cli.report.fleet.FleetReport;
import dev.keyward.finding.Severity;
import java.io.IOException;
import java.util.List;

/** {@code fleet check}: the article's rules, and what the outages show. */
public final class CheckFleet implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "fleet",
        "check",
        "TOPOLOGY.yaml",
        "check sites, services, hosts and machines against the rules; say how to fix each fault",
        List.of(
            FleetSetting.PROTECTORS,
            Options.GUARDIANS,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.value(
                "fail-on",
                "error|warning",
                "exit 1 for findings of this severity or above (error)"),
            ReportFiles.OPTION,
            Options.SHELL,
            Options.FORCE),
        FleetSetting.RULE);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Severity failOn = AuditSetting.failOn(arguments);
    FleetContent content = FleetReports.write(arguments, session);
    if (session.console().json()) {
      FleetReport.writeCheckJson(session.console().resultOut(), content);
    } else {
      new FleetText(content).findings().forEach(session.console()::line);
    }
    boolean fails =
        content.findings().stream()
            .anyMatch(located -> located.finding().severity().compareTo(failOn) >= 0);
    return fails ? ExitCode.ANSWER_NO : ExitCode.DONE;
  }
}
