package dev.keyward.cli.fleet;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.ReportFiles;
import dev.keyward.cli.base.ReportTarget;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Version;
import dev.keyward.cli.report.IcuSkeletons;
import dev.keyward.cli.report.fleet.FleetContent;
import dev.keyward.cli.report.fleet.FleetReport;
import dev.keyward.file.PendingFile;
import dev.keyward.fleet.FleetRules;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.MachinePlaces;
import java.io.IOException;
import java.util.List;

/** Computes what is asked of a fleet, and writes it wherever it is wanted. */
final class FleetReports {

  private FleetReports() {}

  /** The content; its JSON on standard output and the files of {@code --report} are written. */
  static FleetContent write(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    arguments.requiredValues("protectors");
    List<ReportTarget> wanted = ReportFiles.of(arguments);
    Fleet fleet = new FleetSetting(arguments, session).read(file);
    Availability availability = Availability.of(fleet);
    FleetContent content =
        new FleetContent(
            Version.number(),
            file,
            session.now(),
            fleet,
            availability,
            FleetRules.findings(fleet, availability, new IcuSkeletons()),
            new MachinePlaces(fleet),
            session.console().commands(),
            session.storeGaps());
    for (ReportTarget target : wanted) {
      try (PendingFile report = target.open(session, arguments.has("force"))) {
        FleetReport.write(target.format(), report.stream(), content);
        report.commit();
      }
    }
    return content;
  }
}
