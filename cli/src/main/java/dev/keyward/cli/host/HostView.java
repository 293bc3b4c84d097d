package dev.keyward.cli.host;

import dev.keyward.host.HostState;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.host.failover.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A host's configuration and how it stands, under the names of {@code Get-HgsClientConfiguration};
 * what Windows has no name for follows.
 */
final class HostView {

  private final Map<String, Object> properties = new LinkedHashMap<>();

  HostView(Optional<HostConfiguration> configuration, Optional<HostState> state, Instant now) {
    Optional<HgsServer> primary = configuration.map(HostConfiguration::primary);
    Optional<HgsServer> fallback = configuration.flatMap(HostConfiguration::fallback);
    AttestationStatus status = status(configuration, state, now);
    boolean passed = status == AttestationStatus.PASSED;
    boolean attested = passed || status == AttestationStatus.EXPIRED;
    properties.put("IsHostGuarded", passed);
    properties.put("Mode", configuration.isPresent() ? "HostGuardianService" : "Local");
    putUrls("", primary);
    properties.put("AttestationOperationMode", attested ? "HostKey" : "Unknown");
    properties.put("AttestationStatus", status.windowsName());
    properties.put("AttestationSubstatus", substatus(state));
    putUrls("Fallback", fallback);
    boolean behind = state.filter(each -> each.side() == Side.FALLBACK).isPresent();
    properties.put("IsFallbackInUse", attested && behind);
    properties.put("AttestationStatusNumber", status.number());
    properties.put("GuardianName", guardian(primary));
    properties.put("FallbackGuardianName", guardian(fallback));
    properties.put(
        "FailoverLimitSeconds", configuration.map(each -> each.failoverLimit().toSeconds()));
    properties.put("TrustedAuthorities", configuration.map(each -> each.authorities().size()));
    properties.put("LastAsked", state.map(each -> each.at().toString()));
    properties.put(
        "HealthCertificateUntil", state.flatMap(HostState::validUntil).map(Instant::toString));
  }

  private static AttestationStatus status(
      Optional<HostConfiguration> configuration, Optional<HostState> state, Instant now) {
    return configuration.isEmpty()
        ? AttestationStatus.NOT_CONFIGURED
        : state.map(each -> each.statusAt(now)).orElse(AttestationStatus.UNKNOWN);
  }

  /** What Windows says where it has nothing to say, or what was seen. */
  static String substatus(Optional<HostState> state) {
    return state.map(HostState::substatus).filter(text -> !text.isEmpty()).orElse("NoInformation");
  }

  private void putUrls(String prefix, Optional<HgsServer> server) {
    properties.put(
        prefix + "KeyProtectionServerUrl",
        server.map(each -> each.address().keyProtection().toString()));
    properties.put(
        prefix + "AttestationServerUrl",
        server.map(each -> each.address().attestation().toString()));
  }

  private static Optional<String> guardian(Optional<HgsServer> server) {
    return server.flatMap(HgsServer::guardian).map(PinnedGuardian::name).map(Object::toString);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    properties.forEach(
        (name, value) ->
            lines.add(
                String.format(Locale.ROOT, "%-30s : %s", name, shown(value)).stripTrailing()));
    return lines;
  }

  /** As PowerShell prints it. */
  private static String shown(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    return value instanceof Optional<?> optional
        ? optional.map(Object::toString).orElse("")
        : value.toString();
  }

  Map<String, Object> json(String folder) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("folder", folder);
    json.putAll(properties);
    return json;
  }
}
