package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.guardian.TrustOptions;
import dev.keyward.host.HostFolder;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code host configure}: which services a guarded host asks. */
public final class ConfigureHost implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "configure",
        "DIR",
        "set which Host Guardian Services a guarded host asks",
        List.of(
            OptionSpec.value("primary", "URL", "the service that the host always asks first"),
            OptionSpec.value(
                "fallback", "URL", "the service to ask if the primary cannot be reached (none)"),
            OptionSpec.value("key-protection", "URL", "of the primary, instead of --primary"),
            OptionSpec.value("attestation", "URL", "of the primary, instead of --primary"),
            OptionSpec.value(
                "fallback-key-protection", "URL", "of the fallback, instead of --fallback"),
            OptionSpec.value(
                "fallback-attestation", "URL", "of the fallback, instead of --fallback"),
            OptionSpec.value(
                "guardian",
                "NAME",
                "the primary's guardian; the host accepts no other seal from the primary"),
            OptionSpec.value(
                "fallback-guardian", "NAME", "the fallback's guardian, in the same way"),
            Options.CA,
            OptionSpec.value(
                "failover-limit",
                "SECONDS",
                "the time for both tries of a service together (120)")),
        HostNotes.LAB
            + " The command replaces the whole earlier configuration: if you give no fallback, it"
            + " removes the one that was there. It adds /KeyProtection and /Attestation to a base"
            + " URL such as https://branch. It takes the guardians from the store and keeps their"
            + " signing keys, so configure the host again after a renewal with new keys.\n"
            + HostNotes.FAILOVER);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(1).operand(0);
    HostFolder folder = HostFolder.at(arguments.operandPath(0));
    int most = (int) HostConfiguration.MAX_LIMIT.toSeconds();
    int usual = (int) HostConfiguration.DEFAULT_LIMIT.toSeconds();
    int limit = arguments.integer("failover-limit", 1, most, usual);
    HostServers servers = new HostServers(arguments, session);
    HostConfiguration after =
        new HostConfiguration(
            servers.primary(),
            servers.fallback(),
            TrustOptions.certificates(Options.CA.name(), arguments, session),
            Duration.ofSeconds(limit));
    boolean hadFallback = hasFallback(folder);
    folder.configure(after);
    HostView view = HostView.of(folder, HostView.Past.NONE, session.now());
    if (session.console().json()) {
      session.console().json("host-configure", view.answer(name));
    } else {
      session.console().line("configured host " + name);
      view.lines().forEach(session.console()::line);
    }
    if (after.fallback().isEmpty() && hadFallback) {
      session.console().note("the fallback that was there is removed");
    }
    warn("primary", Optional.of(after.primary()), session);
    warn("fallback", after.fallback(), session);
    return ExitCode.DONE;
  }

  /** What is replaced as a whole need not be readable. */
  private static boolean hasFallback(HostFolder folder) throws IOException {
    try {
      return folder.configuration().flatMap(HostConfiguration::fallback).isPresent();
    } catch (KeywardException e) {
      return false;
    }
  }

  private static void warn(String which, Optional<HgsServer> server, Session session) {
    if (server.filter(each -> each.guardian().isEmpty()).isPresent()) {
      String option = which.equals("primary") ? "--guardian" : "--fallback-guardian";
      session
          .console()
          .warning(
              "no guardian is pinned for the "
                  + which
                  + ": any guardian of a machine may seal the protector of that machine ("
                  + option
                  + " NAME pins one)");
    }
  }
}
