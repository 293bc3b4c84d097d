package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.console.AnswerField;
import dev.keyward.cli.console.Console;
import dev.keyward.host.HostFolder;
import dev.keyward.host.HostState;
import dev.keyward.host.Unrecorded;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.host.failover.Side;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A host's configuration and attestation status, under the names of {@code
 * Get-HgsClientConfiguration}; what Windows has no name for follows.
 */
final class HostView {

  private final HostAnswer.Properties properties;
  private final HostAnswer.Keys keys;

  /** Reads a file that may be damaged. */
  private interface Reading<T> {
    Optional<T> read() throws KeywardException, IOException;
  }

  /** How a host stood when it last asked, and how many records are missing since it was made. */
  record Past(Optional<HostState> state, Optional<Unrecorded> unrecorded) {

    static final Past NONE = new Past(Optional.empty(), Optional.empty());

    /** Warns of what cannot be read: it decides about nothing. */
    static Past of(HostFolder folder, Console console) throws IOException {
      return new Past(read(folder::state, console), read(folder::unrecorded, console));
    }

    private static <T> Optional<T> read(Reading<T> reading, Console console) throws IOException {
      try {
        return reading.read();
      } catch (KeywardException e) {
        console.warning(e.fault().message());
        e.fault().hint().ifPresent(console::hint);
        return Optional.empty();
      }
    }
  }

  /** Of a host that is configured, or not, as it stood when it last asked. */
  static HostView of(HostFolder folder, Past past, Instant now)
      throws KeywardException, IOException {
    Optional<HostConfiguration> configuration = folder.configuration();
    HostAnswer.Keys keys =
        new HostAnswer.Keys(
            folder.hostKey().digest().toString(),
            pinned(configuration.map(HostConfiguration::primary)),
            pinned(configuration.flatMap(HostConfiguration::fallback)));
    Optional<String> tpm = folder.tpm().map(each -> each.setting().address());
    return new HostView(new Present(configuration, tpm), past, now, keys);
  }

  /** What a host is now, apart from its keys. */
  private record Present(Optional<HostConfiguration> configuration, Optional<String> tpm) {}

  private HostView(Present present, Past past, Instant now, HostAnswer.Keys keys) {
    Optional<HostConfiguration> configuration = present.configuration();
    Optional<HostState> state = past.state();
    Optional<Unrecorded> unrecorded = past.unrecorded();
    this.keys = keys;
    Optional<HgsServer> primary = configuration.map(HostConfiguration::primary);
    Optional<HgsServer> fallback = configuration.flatMap(HostConfiguration::fallback);
    AttestationStatus status = status(configuration, state, now);
    boolean passed = status == AttestationStatus.PASSED;
    boolean attested = passed || status == AttestationStatus.EXPIRED;
    boolean behind = state.filter(each -> each.side() == Side.FALLBACK).isPresent();
    properties =
        new HostAnswer.Properties(
            passed,
            configuration.isPresent() ? "HostGuardianService" : "Local",
            keyProtection(primary),
            attestation(primary),
            attested ? attestedBy(present.tpm()) : "Unknown",
            status.windowsName(),
            substatus(state),
            keyProtection(fallback),
            attestation(fallback),
            attested && behind,
            status.number(),
            guardian(primary),
            guardian(fallback),
            configuration.map(each -> each.failoverLimit().toSeconds()),
            configuration.map(each -> each.authorities().size()),
            state.map(HostState::at),
            state.flatMap(HostState::validUntil),
            present.tpm(),
            unrecorded.map(Unrecorded::count),
            unrecorded.map(Unrecorded::last));
  }

  private static String attestedBy(Optional<String> tpm) {
    return tpm.isPresent() ? "Tpm" : "HostKey";
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

  private static Optional<String> keyProtection(Optional<HgsServer> server) {
    return server.map(each -> each.address().keyProtection().toString());
  }

  private static Optional<String> attestation(Optional<HgsServer> server) {
    return server.map(each -> each.address().attestation().toString());
  }

  private static Optional<String> guardian(Optional<HgsServer> server) {
    return server.flatMap(HgsServer::guardian).map(PinnedGuardian::name).map(Object::toString);
  }

  /** The SHA-256 of the signing keys that are pinned, sorted. */
  private static List<String> pinned(Optional<HgsServer> server) {
    return server.flatMap(HgsServer::guardian).stream()
        .flatMap(guardian -> guardian.signing().stream())
        .map(Object::toString)
        .sorted()
        .toList();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (AnswerField field : AnswerField.of(properties)) {
      Object value = field.value(properties);
      if (!field.isLeftOut(value)) {
        String line = String.format(Locale.ROOT, "%-30s : %s", field.name(), shown(value));
        lines.add(line.stripTrailing());
      }
    }
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

  HostAnswer.Shown answer(String folder) {
    return new HostAnswer.Shown(folder, properties, Optional.of(keys));
  }
}
