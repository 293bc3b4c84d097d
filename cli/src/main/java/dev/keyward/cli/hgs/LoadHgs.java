package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.serve.StopSignal;
import dev.keyward.cli.serve.load.LoadRun;
import dev.keyward.cli.serve.load.RollClient;
import dev.keyward.cli.serve.load.RsaBound;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.KeyRelease;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code hgs load}: how many releases of keys a second a service does. */
public final class LoadHgs implements Command {

  private static final int MOST_KEY_BYTES = 1 << 14;
  private static final int IDENTITY_BITS = 2048;
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int SAMPLE = 50;
  private static final int LEAST_BOUND_MILLIS = 30;
  private static final int MOST_BOUND_MILLIS = 1500;

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "load",
        "URL",
        "request many keys from a service, and measure how many it releases each second",
        List.of(
            OptionSpec.value("host-key", "FILE", "the private key of a registered host, PEM")
                .required(),
            OptionSpec.value(
                    "protector", "FILE", "the protector whose key is requested again and again")
                .required(),
            Options.VM,
            OptionSpec.value("requests", "N", "the number of releases, at most (1000)"),
            OptionSpec.value("connections", "N", "the number of requests at the same time (32)"),
            OptionSpec.value("seconds", "N", "the time in seconds, at most (60)"),
            OptionSpec.flag("anywhere", "allow a service that is not on this machine")),
        "The command attests once and opens one release. Then it asks for the same on all"
            + " connections and reads every fiftieth answer. It counts only releases, and says how"
            + " many requests failed, also if you stop it with Ctrl-C. Before and after, it"
            + " measures what two private RSA operations of the service's key sizes allow on this"
            + " machine. The ratio means something only if the service runs here too. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    URI url = url(arguments.exactly(1).operand(0), arguments.has("anywhere"));
    String keyFile = arguments.required("host-key");
    KeyPair host = hostKey(session, keyFile);
    byte[] protector =
        new ProtectorInput(session, arguments).single(arguments.required("protector"));
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    RollClient client = new RollClient(http, url);
    RsaEngine engine = RsaEngine.fastest();
    KeyPair identity = OutsideKeys.generate(IDENTITY_BITS, session.random());
    byte[] certificate = client.attest(attestation(host, identity, session));
    byte[] request =
        RollTransportKeyRequest.of(protector, certificate, ReleaseAlgorithms.WRITTEN).encode();
    requireOpens(client.release(request), identity, engine);
    RsaBound bound = bound(client, engine, session);
    int threads = Runtime.getRuntime().availableProcessors();
    Duration boundTime = boundTime(arguments);
    double before = bound.perSecond(threads, boundTime);
    try (StopSignal stop = new StopSignal()) {
      LoadRun.Plan plan = plan(arguments, url, stop);
      stop.hold();
      LoadRun.Result result = LoadRun.run(request, plan);
      double after = stop.isTold() ? before : bound.perSecond(threads, boundTime);
      new LoadView(url.toString(), plan.connections(), result)
          .print(
              session.console(),
              new LoadView.Bound(engine.description(), threads, (before + after) / 2));
      session.console().close();
      return result.failures() == 0 ? ExitCode.DONE : ExitCode.ANSWER_NO;
    }
  }

  private static int requests(Arguments arguments) throws UsageException {
    return arguments.integer("requests", 1, MOST_REQUESTS, 1000);
  }

  /** A load of few requests does not wait longer for the bound than for its releases. */
  private static Duration boundTime(Arguments arguments) throws UsageException {
    int millis = requests(arguments) / 2 * 3;
    return Duration.ofMillis(Math.min(MOST_BOUND_MILLIS, Math.max(LEAST_BOUND_MILLIS, millis)));
  }

  private static LoadRun.Plan plan(Arguments arguments, URI url, StopSignal stop)
      throws UsageException {
    int connections = arguments.integer("connections", 1, 1000, 32);
    int seconds = arguments.integer("seconds", 1, 3600, 60);
    AtomicInteger count = new AtomicInteger();
    return new LoadRun.Plan(
        url,
        requests(arguments),
        connections,
        Duration.ofSeconds(seconds),
        body -> body.length > 0 && (count.incrementAndGet() % SAMPLE != 0 || isRelease(body)),
        stop::isTold);
  }

  private static boolean isRelease(byte[] body) {
    try {
      RollTransportKeyResponse.parse(body);
      return true;
    } catch (KeywardException e) {
      return false;
    }
  }

  private static KeyPair hostKey(Session session, String file)
      throws KeywardException, IOException, UsageException {
    byte[] pem = SafeFiles.readAtMost(session.path(file), MOST_KEY_BYTES);
    try {
      return OutsideKeys.parsePem(pem, file);
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
  }

  private static AttestationRequest attestation(KeyPair host, KeyPair identity, Session session)
      throws KeywardException {
    return AttestationRequest.create(
        session.random(), identity.getPublic(), host, EnumSet.of(IdentityType.ENCRYPTION));
  }

  /** One release is opened before others are measured. */
  private static void requireOpens(
      RollTransportKeyResponse response, KeyPair identity, RsaEngine engine)
      throws KeywardException {
    KeyRelease.open(response, identity.getPrivate(), ReleaseAlgorithms.WRITTEN, engine).close();
  }

  private static RsaBound bound(RollClient client, RsaEngine engine, Session session)
      throws KeywardException, IOException {
    GuardianMetadata metadata = GuardianMetadata.parse(client.metadata(), "metadata");
    return new RsaBound(
        engine,
        metadata.signing().keyBits().orElse(IDENTITY_BITS),
        metadata.encryption().keyBits().orElse(IDENTITY_BITS),
        session.random());
  }

  private static URI url(String text, boolean anywhere) throws UsageException, IOException {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new UsageException("\"" + text + "\" is not a URL");
    }
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
      throw new UsageException("\"" + text + "\" is not a URL of a service");
    }
    if (!anywhere && !InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
      throw new UsageException(
          url.getHost() + " is not this machine", "--anywhere loads a service elsewhere");
    }
    return url;
  }
}
