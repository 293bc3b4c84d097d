package dev.keyward.hgs;

import dev.keyward.crypto.Tools;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.hgs.message.ServiceInfo;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Both services behind one door: one request in, one reply out, nothing kept in between. Safe for
 * use by several threads. Every request gets a reply; nothing is thrown.
 */
public final class HgsEndpoint {

  private static final int UNAVAILABLE = 503;
  private static final String UNKNOWN = "unknown";

  private static final String ATTESTATION = HgsPaths.ATTESTATION.toLowerCase(Locale.ROOT) + "/";
  private static final String ATTESTATION_SERVICE = ATTESTATION + "attestationservice.svc/";
  private static final String ATTESTATION_V1 = ATTESTATION + "v1.0/";
  private static final String ATTESTATION_V2 = ATTESTATION + "v2.0/";

  private static final Map<String, Route> ROUTES =
      Stream.of(Route.values())
          .collect(Collectors.toUnmodifiableMap(route -> folded(route.path), route -> route));

  /** What can be asked for, where, and in what form. */
  private enum Route {
    METADATA(Route.READ + Route.SEPARATOR + "POST", HgsPaths.METADATA, ""),
    PROBE(Route.READ, HgsPaths.PROBE, ""),
    ROLL_V1("POST", HgsPaths.ROLL_V1, "xml"),
    ROLL_V2("POST", HgsPaths.ROLL_V2, "xml"),
    GET_INFO(Route.READ, HgsPaths.GET_INFO, ""),
    SIGNING_CERTIFICATES(Route.READ, HgsPaths.SIGNING_CERTIFICATES, ""),
    ATTEST("POST", HgsPaths.HOST_KEY_ATTEST, "json"),
    TPM_ATTEST("POST", HgsPaths.ATTESTATION + HgsPaths.TPM_ATTEST_BELOW, "json"),
    TPM_CHALLENGE("POST", HgsPaths.ATTESTATION + HgsPaths.TPM_CHALLENGE_BELOW, "json"),
    TPM_EVIDENCE("POST", HgsPaths.ATTESTATION + HgsPaths.TPM_EVIDENCE_BELOW, "json"),
    DOMAIN_ATTEST("POST", HgsPaths.ATTESTATION + HgsPaths.DOMAIN_ATTEST_BELOW, "json"),
    HEALTH(Route.READ + Route.SEPARATOR + Route.OPTIONS, HgsPaths.HEALTH, ""),
    LIVE(Route.READ, HgsPaths.LIVE, "");

    private static final String READ = "GET, HEAD";
    private static final String OPTIONS = "OPTIONS";
    private static final String SEPARATOR = ", ";

    private final List<String> methods;
    private final String path;
    private final String form;

    Route(String methods, String path, String form) {
      this.methods = List.of(methods.split(SEPARATOR));
      this.path = path;
      this.form = form;
    }

    /** As a header {@code Allow} names them. */
    String allowed() {
      return String.join(SEPARATOR, methods);
    }

    boolean takes(String method) {
      return methods.contains(method);
    }

    String verb() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final HgsKeys keys;
  private final KeyProtectionService.Shared shared;
  private final MeasuredHosts hosts;
  private final TpmAttestation measuring;

  /**
   * For the service at one moment.
   *
   * @param tools the random source gives keys, salts and serial numbers; the clock, the validity of
   *     health certificates
   */
  public HgsEndpoint(HgsKeys keys, Tools tools) {
    this(keys, KeyProtectionService.Shared.of(tools));
  }

  private HgsEndpoint(HgsKeys keys, KeyProtectionService.Shared shared) {
    this.keys = keys;
    this.shared = shared;
    this.hosts = new MeasuredHosts(keys.description(), keys.hostRecords());
    this.measuring = new TpmAttestation(keys, hosts, shared.tools());
  }

  /** The same after the service changed, with the caches of this one. */
  public HgsEndpoint after(HgsKeys changed) {
    return new HgsEndpoint(changed, shared);
  }

  /** What the service answers. */
  public HgsReply answer(HgsRequest request) {
    return refuse(request.method(), request.path(), request.headers().contentType())
        .orElseGet(() -> answer(route(request.method(), request.path()).orElseThrow(), request))
        .at(shared.tools().clock().instant());
  }

  /**
   * Answers as {@link #answer} does, while the folder of the service is damaged. {@code /health}
   * says so, but still with status 200, so that a balancer goes on sending requests.
   *
   * @param left how long requests are answered if the folder stays as it is
   */
  public HgsReply answerWhileDamaged(HgsRequest request, Duration left) {
    HgsReply reply = answer(request);
    String text =
        "{\"status\":\"ready\",\"folder\":\"damaged\",\"secondsLeft\":" + left.toSeconds() + "}";
    boolean isHealth = reply.record().verb().equals(Route.HEALTH.verb()) && reply.status() == 200;
    return isHealth
        ? HgsReply.ok(Route.HEALTH.verb(), HgsReply.JSON, text.getBytes(StandardCharsets.UTF_8))
            .at(shared.tools().clock().instant())
        : reply;
  }

  /**
   * Answers as {@link #answer} does, while a device with keys of the service is away. What needs
   * keys is refused at once, with status 503, and {@code /health} too, so that a balancer sends
   * requests elsewhere.
   */
  public HgsReply answerWithoutKeys(HgsRequest request) {
    Optional<HgsReply> refused =
        refuse(request.method(), request.path(), request.headers().contentType());
    if (refused.isPresent()) {
      return refused.get();
    }
    return switch (route(request.method(), request.path()).orElseThrow()) {
      case METADATA, GET_INFO, SIGNING_CERTIFICATES -> answer(request);
      case HEALTH ->
          new HgsReply(
                  UNAVAILABLE,
                  HgsReply.JSON,
                  "{\"status\":\"unavailable\",\"keys\":\"away\"}".getBytes(StandardCharsets.UTF_8),
                  HgsReply.Headers.AGAIN,
                  RequestRecord.of(Route.HEALTH.verb(), ReleaseDecision.KEY_UNUSABLE))
              .at(shared.tools().clock().instant());
      default -> unavailable(request.path(), ReleaseDecision.AWAY);
    };
  }

  /**
   * What is answered whatever the body holds, so that it need not be read: to an unknown path, a
   * wrong method or a wrong form. Empty where the body counts.
   */
  public static Optional<HgsReply> refuse(
      String method, String path, Optional<String> contentType) {
    Optional<Route> known = route(method, path);
    if (known.isEmpty()) {
      return Optional.of(plain(404, "no such path"));
    }
    Route route = known.get();
    if (!route.takes(method)) {
      HgsReply.Headers allow = HgsReply.Headers.allow(route.allowed());
      return Optional.of(plain(405, "only " + route.allowed(), route.verb(), allow));
    }
    return route.form.isEmpty() || isOf(route.form, contentType)
        ? Optional.empty()
        : Optional.of(plain(415, "only " + route.form, route.verb(), HgsReply.Headers.NONE));
  }

  private static Optional<Route> route(String method, String path) {
    // HAProxy asks this unless it is configured with another path.
    boolean balancer = method.equals(Route.OPTIONS) && path.equals("/");
    return Optional.ofNullable(ROUTES.get(folded(balancer ? HgsPaths.HEALTH : path)));
  }

  /** What a log calls such a request; {@code unknown} for no path of the service. */
  public static String verb(String method, String path) {
    return route(method, path).map(Route::verb).orElse(UNKNOWN);
  }

  private HgsReply answer(Route route, HgsRequest request) {
    byte[] body = request.body();
    KeyProtectionService protection = new KeyProtectionService(keys, hosts, shared);
    AttestationService attestation = new AttestationService(keys, shared.tools());
    String verb = route.verb();
    return switch (route) {
      case METADATA -> protection.metadata(verb);
      case PROBE -> protection.probe(verb);
      case ROLL_V1 -> protection.roll(verb, body, 1);
      case ROLL_V2 -> protection.roll(verb, body, 2);
      case GET_INFO -> HgsReply.ok(verb, HgsReply.JSON, ServiceInfo.of(mode()).encode());
      case SIGNING_CERTIFICATES ->
          attestation.signingCertificates(verb, request.headers().accept());
      case ATTEST -> attestation.attest(verb, body);
      case TPM_CHALLENGE -> measuring.challenge(verb, body);
      case TPM_EVIDENCE -> measuring.attest(verb, body);
      case TPM_ATTEST, DOMAIN_ATTEST ->
          HgsReply.of(
              verb,
              AttestationError.otherMode(
                  mode(),
                  mode() == OperationMode.TPM
                      ? "this service attests TPMs with Keyward's own messages only"
                      : "this service attests host keys"));
      case LIVE -> live();
      case HEALTH ->
          HgsReply.ok(
              verb, HgsReply.JSON, "{\"status\":\"ready\"}".getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Says that the process lives; also while the service may not answer. */
  public static HgsReply live() {
    return HgsReply.ok(
        Route.LIVE.verb(), HgsReply.JSON, "{\"status\":\"live\"}".getBytes(StandardCharsets.UTF_8));
  }

  /** A service that attests host keys too says that: all clients know that mode. */
  private OperationMode mode() {
    return keys.description().measuring().kind() == AttestationKind.TPM
        ? OperationMode.TPM
        : OperationMode.HOST_KEY;
  }

  /** What a server answers that has no room for the request: status 503, to be tried again. */
  public static HgsReply unavailable(String path, String why) {
    Route route = ROUTES.get(folded(path));
    if (route != null && route.path.startsWith(HgsPaths.ATTESTATION)) {
      return HgsReply.of(
          route.verb(), new AttestationError(AttestationError.Kind.UNAVAILABLE, why, true));
    }
    String verb = route == null ? UNKNOWN : route.verb();
    return HgsReply.of(verb, new KpsError(KpsError.Code.UNAVAILABLE, why));
  }

  /** The same until an operator repairs the service: the answer has no {@code Retry-After}. */
  public static HgsReply closed(String path, String why) {
    return unavailable(path, why).withoutTime();
  }

  /** A short answer in plain text, for what is not of the protocols. */
  public static HgsReply plain(int status, String text) {
    boolean again = status == UNAVAILABLE;
    return plain(status, text, UNKNOWN, again ? HgsReply.Headers.AGAIN : HgsReply.Headers.NONE);
  }

  private static HgsReply plain(int status, String text, String verb, HgsReply.Headers headers) {
    RequestRecord record = RequestRecord.of(verb, "HTTP " + status);
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new HgsReply(status, HgsReply.TEXT, body, headers, record);
  }

  /** Takes a body that does not say what it is; the readers are strict. */
  private static boolean isOf(String form, Optional<String> contentType) {
    String type = contentType.orElse(form).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals(form) || type.endsWith("/" + form) || type.endsWith("+" + form);
  }

  /**
   * The path by which a route is known: without regard to case, and for attestation without the
   * slash at the end, the name of the service and the first version, which Microsoft's clients
   * write. Letters other than ASCII's stay what they are.
   */
  private static String folded(String path) {
    if (!ForeignText.isAscii(path)) {
      return path;
    }
    String plain = path.toLowerCase(Locale.ROOT);
    if (!plain.startsWith(ATTESTATION)) {
      return plain.equals(HgsPaths.READY) ? HgsPaths.HEALTH : plain;
    }
    if (plain.endsWith("/")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    if (plain.startsWith(ATTESTATION_SERVICE)) {
      plain = ATTESTATION + plain.substring(ATTESTATION_SERVICE.length());
    }
    return plain.startsWith(ATTESTATION_V1)
        ? ATTESTATION_V2 + plain.substring(ATTESTATION_V1.length())
        : plain;
  }
}
