package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.HostState;
import dev.keyward.host.TestedHost;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.ClockDifference;
import dev.keyward.host.failover.Side;
import dev.keyward.text.ShortPrint;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code host test}: whether a host's services attest it, and answer. */
public final class TestHost implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "test",
        "DIR",
        "ask a guarded host's services again, and say what is wrong and what to do",
        List.of(
            OptionSpec.flag("use-primary", "ask the primary, and only it"),
            OptionSpec.flag("use-fallback", "ask the fallback, and only it")),
        HostNotes.LAB
            + " The command asks for everything that host start needs: a health certificate, and"
            + " the release of a probe protector, which the service makes and which protects no VM."
            + " It warns if the clocks of host and service differ by more than five minutes. It"
            + " does not use cached health certificates. Without an option the command asks the"
            + " services as host start does, and host show then prints the result. Exit 0: the host"
            + " is guarded; 1: it is not, or that service is not configured; 4: the service is not"
            + " the pinned guardian's; 5: not reached.\n"
            + HostNotes.FAILOVER);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(1).operand(0);
    if (arguments.has("use-primary")) {
      arguments.refuse("use-primary", "use-fallback");
    }
    HostRun run = new HostRun(session, name, arguments.operandPath(0));
    HostPins.warn(run.folder(), name, session);
    TestedHost test = run.host().test(side(arguments), run);
    if (session.console().json()) {
      session.console().json("host-test", answer(name, test, run));
    } else {
      print(test, session, guardian(test, session, run));
    }
    test.clocks().ifPresent(clocks -> tell(clocks, session));
    if (test.failure().isPresent()) {
      session.console().error(test.failure().get());
      return ExitCode.of(test.failure().get());
    }
    if (test.status() == AttestationStatus.NOT_CONFIGURED) {
      session.console().hint("keyward host configure DIR names a service");
    }
    return test.status() == AttestationStatus.PASSED ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  private static void tell(ClockDifference clocks, Session session) {
    session
        .console()
        .warning(
            "the clocks differ by more than five minutes: this host's says "
                + clocks.host().truncatedTo(ChronoUnit.SECONDS)
                + ", the "
                + clocks.side().code()
                + " service's says "
                + clocks.service());
    session
        .console()
        .hint(
            "set the clock that is wrong: the service dates a health certificate by its own clock,"
                + " and the host judges that date by its own");
  }

  private static Optional<Side> side(Arguments arguments) {
    if (arguments.has("use-primary")) {
      return Optional.of(Side.PRIMARY);
    }
    return arguments.has("use-fallback") ? Optional.of(Side.FALLBACK) : Optional.empty();
  }

  /** The guardian that the service publishes, by a name that its key proves. */
  private static String guardian(TestedHost test, Session session, HostRun run)
      throws KeywardException, IOException, UsageException {
    if (test.guardian().isEmpty() || test.state().isEmpty()) {
      return "";
    }
    GuardianCertificate signing = test.guardian().get();
    String digits =
        ShortPrint.of(signing.thumbprint().toString(), GuardianCertificate.LABEL_DIGITS);
    return ServiceNames.of(session, run.folder())
        .name(signing, test.state().get().side())
        .map(name -> name + " [" + digits + "]")
        .orElseGet(() -> "unknown here, calls itself " + signing.label());
  }

  private static void print(TestedHost test, Session session, String guardian) {
    line(session, "Server", test.state().map(state -> state.side().code()).orElse(""));
    line(
        session,
        "AttestationStatus",
        test.status().windowsName() + " (" + test.status().number() + ")");
    line(session, "AttestationSubstatus", HostView.substatus(test.state()));
    line(session, "HealthCertificateUntil", until(test).orElse(""));
    test.fallbackInUse()
        .ifPresent(used -> line(session, "IsFallbackInUse", used ? "True" : "False"));
    test.released()
        .ifPresent(
            released ->
                line(
                    session,
                    "Release",
                    released ? "tested" : "not tested, the service offers no test"));
    line(session, "Guardian", guardian);
  }

  private static void line(Session session, String name, String value) {
    session.console().line(String.format(Locale.ROOT, "%-22s : %s", name, value).stripTrailing());
  }

  private static Optional<String> until(TestedHost test) {
    return test.state().flatMap(HostState::validUntil).map(Object::toString);
  }

  private static HostAnswer.Tested answer(String name, TestedHost test, HostRun run) {
    return new HostAnswer.Tested(
        name,
        test.state().map(state -> state.side().code()),
        test.status().windowsName(),
        test.status().number(),
        HostView.substatus(test.state()),
        until(test),
        test.fallbackInUse(),
        test.guardian().map(certificate -> certificate.thumbprint().toString()),
        test.released(),
        test.clocks().map(each -> new HostAnswer.Clocks(each.host(), each.service())),
        run.answer());
  }
}
