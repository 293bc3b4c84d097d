package dev.keyward.cli.audit;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.audit.site.AuditSites;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.input.PartInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.cli.report.IcuSkeletons;
import dev.keyward.cli.report.audit.Shortfall;
import dev.keyward.file.SafeFiles;
import dev.keyward.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code audit merge --sites}: the reports of several sites side by side. */
final class MergeSites {

  static final OptionSpec OPTION =
      OptionSpec.many("sites", "NAME=REPORT.json", "compare the reports of several sites");

  private final Arguments arguments;
  private final Session session;
  private final Severity failOn;
  private final List<SiteSource> sources = new ArrayList<>();
  private long bytes;

  MergeSites(Arguments arguments, Session session) throws IOException, UsageException {
    arguments.refuse("sites", "sums", "init-policy", "out");
    AuditStyle.refusePage(arguments, "sites");
    this.arguments = arguments;
    this.session = session;
    this.failOn = AuditSetting.failOn(arguments);
    List<String> values = new ArrayList<>(arguments.values("sites"));
    values.addAll(arguments.operands());
    if (values.size() > AuditSites.MOST) {
      throw new UsageException("--sites takes at most " + AuditSites.MOST + " reports");
    }
    Map<SiteName, String> files =
        PartInput.named(values, "sites", "NAME=REPORT.json", SiteName::parse);
    requireDifferent(files.keySet());
    Map<Path, String> named = new HashMap<>();
    for (Map.Entry<SiteName, String> each : files.entrySet()) {
      add(each.getKey(), each.getValue(), named);
    }
  }

  private static void requireDifferent(Iterable<SiteName> sites) throws UsageException {
    List<SiteName> before = new ArrayList<>();
    for (SiteName site : sites) {
      Optional<SiteName> twin = before.stream().filter(site::isSame).findFirst();
      if (twin.isPresent()) {
        throw new UsageException(
            "--sites names one site twice: "
                + Text.listed(twin.get().text())
                + " and "
                + Text.listed(site.text()));
      }
      before.add(site);
    }
  }

  private void add(SiteName site, String file, Map<Path, String> named)
      throws IOException, UsageException {
    Path path = session.path(file);
    bytes += Files.size(path);
    if (!Files.isRegularFile(path)) {
      throw new UsageException(file + " is not a regular file; Keyward reads each report twice");
    }
    String twin = named.putIfAbsent(path.toRealPath(), file);
    if (twin != null) {
      throw new UsageException("--sites names one report twice: " + twin + " and " + file);
    }
    sources.add(new SiteSource(site, file, () -> SafeFiles.open(path)));
  }

  ExitCode run() throws KeywardException, IOException, UsageException {
    Console console = session.console();
    SitesSummary summary;
    try (Progress bar = console.progress("reading", 2 * bytes);
        SitesReports reports = new SitesReports(arguments, session)) {
      summary = new AuditSites(sources, new IcuSkeletons(), bar::stepBy).run(reports);
    }
    if (!console.json()) {
      new SitesText(summary, console.commands()).lines().forEach(console::line);
    }
    return exit(summary);
  }

  /** The worst of the sites, and of what is between them. */
  private ExitCode exit(SitesSummary summary) {
    boolean fails = summary.worst().filter(worst -> worst.compareTo(failOn) >= 0).isPresent();
    ExitCode worst = fails ? ExitCode.ANSWER_NO : ExitCode.DONE;
    for (SiteReport site : summary.sites()) {
      Optional<Shortfall> shortfall = Shortfall.of(site.summary());
      if (shortfall.isPresent()) {
        session
            .console()
            .error(
                Fault.of(
                    "failed",
                    "",
                    "site " + Text.listed(site.site().text()) + ": " + shortfall.get().text(),
                    ""));
        worst = worst.worse(shortfall.get().code());
      }
    }
    return worst;
  }
}
