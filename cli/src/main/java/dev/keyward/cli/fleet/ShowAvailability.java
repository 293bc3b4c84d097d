package dev.keyward.cli.fleet;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.report.fleet.FleetContent;
import dev.keyward.cli.report.fleet.FleetReport;
import java.io.IOException;
import java.util.List;

/** {@code fleet availability}: which service starts which machine, in every outage. */
public final class ShowAvailability implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "fleet",
        "availability",
        "TOPOLOGY.yaml",
        "show which service starts which machine in every outage,"
            + " and the order of a cold start",
        List.of(
            FleetSetting.PROTECTORS,
            Options.GUARDIANS,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            ReportFiles.OPTION,
            Options.SHELL,
            Options.FORCE),
        FleetSetting.RULE
            + " Keyward computes whether each machine could be started"
            + " again: with everything up, with each HGS, node, host in local mode, link"
            + " and site down, with each site and all sites starting cold, and with"
            + " every pair of these.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    FleetContent content = FleetReports.write(arguments, session);
    if (session.console().json()) {
      FleetReport.writeAvailabilityJson(session.console().resultOut(), content);
    } else {
      new FleetText(content).availability().forEach(session.console()::line);
    }
    return ExitCode.DONE;
  }
}
