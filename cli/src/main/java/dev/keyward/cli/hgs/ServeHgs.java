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
import dev.keyward.cli.serve.FolderSource;
import dev.keyward.cli.serve.HttpService;
import dev.keyward.cli.serve.ListenAddress;
import dev.keyward.cli.serve.LiveService;
import dev.keyward.cli.serve.LogFile;
import dev.keyward.cli.serve.RequestLog;
import dev.keyward.cli.serve.ServiceLimits;
import dev.keyward.cli.serve.StopSignal;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.crypto.outside.TlsServer;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.memory.HgsMemoryFile;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code hgs serve}: the services of a folder over HTTP, until the process is told to end. */
public final class ServeHgs implements Command {

  private static final String PER_ADDRESS = "per-address";
  private static final String STATE = "state";

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "serve",
        "DIR",
        "serve key protection and attestation over HTTP until you stop it",
        List.of(
            OptionSpec.value("listen", "HOST:PORT", "where to listen; port 0 for any that is free"),
            OptionSpec.value(
                PER_ADDRESS,
                "COUNT",
                "most connections from one address, of 1000 (250); raise it behind a proxy"),
            OptionSpec.value("tls", "FILE", "serve HTTPS with the key in this PKCS#12 file"),
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.value(
                STATE,
                "FILE",
                "remember the newest state of the folder here for the next start; not in DIR"),
            OptionSpec.value(
                "log", "FILE", "append a JSON line for each request here, not to stderr")),
        "The address is printed when connections are taken. SIGTERM ends it: requests that have"
            + " begun are answered, within seconds. Changes of the folder count within two"
            + " seconds. A copy of the folder served elsewhere is a node of the same service."
            + " If the folder cannot be read for ten seconds, or is damaged for ten minutes, the"
            + " service answers 503 until the folder is whole. If the folder is older than what it"
            + " served, it answers 503 at once, until you run hgs accept-restore or copy a newer"
            + " folder. With --state it also notices this after a restart. Give each service and"
            + " each node a state file of its own."
            + " If the file of --log gets another name, the log goes on in a new file. That file may"
            + " not be a link in a folder that other users can write to."
            + " When Java runs out of memory the process ends at once with exit code 3."
            + " The file of --tls opens with the service's passphrase where none of its own is"
            + " given. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    ListenAddress listen = listen(arguments.required("listen"));
    HttpService.Setup setup =
        new HttpService.Setup(
            listen,
            tls(arguments, session),
            ServiceLimits.usual(
                Runtime.getRuntime().availableProcessors(),
                arguments.integer(
                    PER_ADDRESS,
                    1,
                    ServiceLimits.USUAL_CONNECTIONS,
                    ServiceLimits.USUAL_PER_ADDRESS)));
    Optional<LogFile> file =
        arguments.has("log")
            ? Optional.of(LogFile.open(arguments.path("log").orElseThrow()))
            : Optional.empty();
    Console console = session.console();
    RequestLog.Lines lines = file.isPresent() ? file.get() : console::logLine;
    try (StopSignal stop = new StopSignal();
        RequestLog log =
            new RequestLog(lines, new RequestLog.Voice(console::note, console::warning))) {
      serve(new HgsInput(arguments, session), setup, log, stop);
    } finally {
      if (file.isPresent()) {
        file.get().close();
      }
    }
    return ExitCode.DONE;
  }

  private static void serve(
      HgsInput input, HttpService.Setup setup, RequestLog log, StopSignal stop)
      throws KeywardException, IOException, UsageException {
    Session session = input.session();
    Tools tools = new Tools(RsaEngine.fastest(), session.random(), session::now);
    FolderSource source = source(input);
    try (LiveService live = LiveService.open(source, tools, log);
        HttpService http = started(setup, begun(live, session), log, stop)) {
      if (source.state().isEmpty()) {
        session
            .console()
            .note(
                "without --state FILE, the service notices an older folder only while this process"
                    + " runs");
      }
      announce(session.console(), live.name(), http.url());
      live.eachDay(
          () -> {
            Consumer<String> warning = session.console()::warning;
            new EndingCertificates(live.description(), session.now()).tell(warning);
            new EndingTls(setup.chain(), session.now()).lines().forEach(warning);
          });
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
    Passphrase passphrase = input.session().passphrase();
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

  private static ListenAddress listen(String text) throws UsageException {
    return ListenAddress.parse(text)
        .orElseThrow(
            () ->
                new UsageException(
                    "--listen is \"" + text + "\", expected HOST:PORT such as 127.0.0.1:8080"));
  }

  private static Optional<TlsServer> tls(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    boolean own = arguments.has("key-passphrase-file") || arguments.has("key-passphrase-env");
    if (!arguments.has("tls")) {
      if (own) {
        throw new UsageException("--key-passphrase-file and -env go with --tls");
      }
      return Optional.empty();
    }
    String name = arguments.required("tls");
    byte[] file = SafeFiles.readAtMost(session.path(name), KeySource.MOST_BYTES);
    Passphrase passphrase = own ? session.passphraseFrom("key-passphrase") : session.passphrase();
    return Optional.of(OutsideKeys.tls(file, passphrase, name));
  }
}
