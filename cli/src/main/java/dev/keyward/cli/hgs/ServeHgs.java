package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.hgs.tls.TlsInput;
import dev.keyward.cli.hgs.tls.TlsRenewal;
import dev.keyward.cli.serve.FolderSource;
import dev.keyward.cli.serve.HttpService;
import dev.keyward.cli.serve.ListenAddress;
import dev.keyward.cli.serve.LiveService;
import dev.keyward.cli.serve.LogFile;
import dev.keyward.cli.serve.MetricsDoor;
import dev.keyward.cli.serve.RequestLog;
import dev.keyward.cli.serve.ServiceLimits;
import dev.keyward.cli.serve.StopSignal;
import dev.keyward.cli.serve.metrics.ServiceMetrics;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.LastingKeys;
import dev.keyward.crypto.outside.TlsServer;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.memory.HgsMemoryFile;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jline.utils.Signals;

/** {@code hgs serve}: the services of a folder over HTTP, until the process is told to end. */
public final class ServeHgs implements Command {

  private static final String PER_ADDRESS = "per-address";
  private static final String STATE = "state";
  private static final String LISTEN = "listen";
  private static final String METRICS = "metrics-listen";
  private static final Duration TLS_AGAIN = Duration.ofSeconds(2);
  private static final String USUAL_ADDRESS = "127.0.0.1:8080";

  private static final String ABOUT =
      "Keyward prints the address when the service accepts connections. SIGTERM ends the service:"
          + " it answers requests that have begun, within seconds. The service applies changes of"
          + " the folder within two seconds. A copy of the folder served elsewhere is a node of the"
          + " same service. If the folder cannot be read for ten seconds, or is damaged for ten"
          + " minutes, the service answers 503 until the folder is whole. If the folder is older"
          + " than what it served, it answers 503 at once, until you run hgs accept-restore or copy"
          + " a newer folder. With --state it also notices this after a restart. Give each service"
          + " and each node a state file of its own. If the file of --log gets another name, or on"
          + " SIGHUP, the log goes on in a new file. That file may not be a link in a folder that"
          + " other users can write to. Requests for /health and /metrics are not logged."
          + " /health/live says that the process lives, /health/ready that it can answer. /metrics"
          + " is for clients of this machine only, unless --metrics-listen is given. When Java runs"
          + " out of memory the process ends at once with exit code 3. The file of --tls opens with"
          + " the service's passphrase if you give no other. The service reads changed files of TLS"
          + " again within seconds. ";

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "serve",
        "DIR",
        "serve key protection and attestation over HTTP until you stop it",
        List.of(
            OptionSpec.value(
                LISTEN,
                "HOST:PORT",
                "where to listen (" + USUAL_ADDRESS + "); port 0 for any that is free"),
            OptionSpec.value(
                METRICS,
                "HOST:PORT",
                "answer /metrics at this address, to everybody, and not at that of --listen"),
            OptionSpec.value(
                PER_ADDRESS,
                "COUNT",
                "most connections from one address, of 1000 (250); raise it behind a proxy"),
            TlsInput.PKCS12,
            TlsInput.CERTIFICATES,
            TlsInput.KEY,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.value(
                STATE,
                "FILE",
                "the file that remembers the newest state of the folder for the next start; not in"
                    + " DIR"),
            OptionSpec.value(
                "log",
                "FILE",
                "the file that gets a JSON line for each request, in place of stderr")),
        ABOUT + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    Listening listening = Listening.of(arguments, session);
    Optional<LogFile> file =
        arguments.has("log")
            ? Optional.of(LogFile.open(arguments.path("log").orElseThrow()))
            : Optional.empty();
    Console console = session.console();
    RequestLog.Lines lines = file.isPresent() ? file.get() : console::logLine;
    try (StopSignal stop = new StopSignal();
        RequestLog log =
            new RequestLog(lines, new RequestLog.Voice(console::note, console::warning))) {
      if (file.isPresent()) {
        // A system without the signal has nothing to register; there a new name is enough.
        Signals.register("HUP", log::reopen);
      }
      serve(new HgsInput(arguments, session), listening, log, stop);
    } finally {
      if (file.isPresent()) {
        file.get().close();
      }
    }
    return ExitCode.DONE;
  }

  /**
   * How the service listens.
   *
   * @param metrics an address for the metrics alone
   * @param tls the files of TLS, to read them again
   */
  private record Listening(
      HttpService.Setup setup, Optional<ListenAddress> metrics, Optional<TlsInput> tls) {

    static Listening of(Arguments arguments, Session session)
        throws KeywardException, IOException, UsageException {
      ListenAddress address = address(LISTEN, arguments.value(LISTEN).orElse(USUAL_ADDRESS));
      Optional<String> ofMetrics = arguments.value(METRICS);
      Optional<ListenAddress> metrics =
          ofMetrics.isPresent() ? Optional.of(address(METRICS, ofMetrics.get())) : Optional.empty();
      ServiceLimits limits =
          ServiceLimits.usual(
              Runtime.getRuntime().availableProcessors(),
              arguments.integer(
                  PER_ADDRESS,
                  1,
                  ServiceLimits.USUAL_CONNECTIONS,
                  ServiceLimits.USUAL_PER_ADDRESS));
      Optional<TlsInput> tls = TlsInput.of(arguments, session);
      Optional<TlsServer> server =
          tls.isPresent() ? Optional.of(tls.get().read()) : Optional.empty();
      return new Listening(new HttpService.Setup(address, server, limits), metrics, tls);
    }

    /** The same with what counts the requests of the service. */
    HttpService.Setup counted(LiveService live, Session session) {
      ServiceMetrics.State state =
          new ServiceMetrics.State(
              () -> live.description().certificates(),
              live::folderAge,
              LastingKeys.installed()::sessions,
              session::now);
      return setup.with(new MetricsDoor(new ServiceMetrics(state), metrics));
    }
  }

  private static void serve(HgsInput input, Listening listening, RequestLog log, StopSignal stop)
      throws KeywardException, IOException, UsageException {
    Session session = input.session();
    Tools tools = new Tools(RsaEngine.fastest(), session.random(), session::now);
    FolderSource source = source(input);
    try (LiveService live = LiveService.open(source, tools, log);
        HttpService http =
            started(listening.counted(live, session), begun(live, session), log, stop)) {
      http.metricsUrl().ifPresent(url -> session.console().note("the metrics are on " + url));
      if (source.state().isEmpty()) {
        session
            .console()
            .note(
                "without --state FILE, the service notices an older folder only while this process"
                    + " runs");
      }
      announce(session.console(), live.name(), http.url());
      live.every(
          CertificateWarnings.LOOK_AGAIN,
          new CertificateWarnings(
              new CertificateWarnings.Shown(live::description, http::chain),
              session::now,
              session.console()::warning));
      listening
          .tls()
          .ifPresent(
              files -> live.every(TLS_AGAIN, new TlsRenewal(files, http, session.console())));
      stop.await();
      session.console().note("stopping");
    }
  }

  /** Refuses to issue health certificates by a clock that is wrong. */
  private static LiveService begun(LiveService live, Session session) throws KeywardException {
    Certificates.requireBegun(
        session,
        live
            .description()
            .primary(CertificateUse.ATTESTATION)
            .map(HgsCertificate::certificate)
            .stream());
    return live;
  }

  private static HttpService started(
      HttpService.Setup setup, LiveService live, RequestLog log, StopSignal stop)
      throws IOException {
    stop.hold();
    return HttpService.start(setup, live, log);
  }

  private static FolderSource source(HgsInput input)
      throws KeywardException, IOException, UsageException {
    HgsFolder folder = input.folder();
    Optional<Path> file = input.arguments().path(STATE);
    Passphrase passphrase = input.passphrase();
    if (file.isEmpty()) {
      return FolderSource.of(folder, passphrase);
    }
    if (HgsMemoryFile.isWithin(file.get(), input.arguments().operandPath(0))) {
      throw new UsageException(
          "--state is in the service's folder, expected a file that is not restored with it");
    }
    HgsMemoryFile state = new HgsMemoryFile(file.get(), folder.recorded().name());
    return new FolderSource(folder, passphrase, Optional.of(state));
  }

  private static void announce(Console console, String name, String url) {
    if (console.json()) {
      console.jsonLine("hgs-serve", new HgsAnswer.Serving(name, url));
    } else {
      console.line("serving " + name + " on " + url);
      console.close();
    }
  }

  private static ListenAddress address(String option, String text) throws UsageException {
    return ListenAddress.parse(text)
        .orElseThrow(
            () ->
                new UsageException(
                    "--"
                        + option
                        + " is \""
                        + text
                        + "\", expected HOST:PORT such as "
                        + USUAL_ADDRESS));
  }
}
