package dev.keyward.host;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.DecisionListener;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.record.EventLog;
import dev.keyward.host.record.HealthCertificates;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a host writes for later readers and for its next start: its event log, the result of the
 * last start or test, its health certificates. No start depends on any of it. A file that cannot be
 * written is reported to the listener once, and each missing record is counted.
 */
final class Bookkeeping {

  private final HostFolder folder;
  private final DecisionListener listener;
  private final HostTools tools;
  private final Set<Path> told = new HashSet<>();

  Bookkeeping(HostFolder folder, DecisionListener listener, HostTools tools) {
    this.folder = folder;
    this.listener = listener;
    this.tools = tools;
  }

  /** Writes that the host switches to the fallback. */
  void fallbackUsed(HostConfiguration configuration, Decision decision) throws IOException {
    Instant now = tools.clock().instant();
    EventLog events = folder.events();
    record(events.file(), () -> events.fallbackUsed(now, configuration, decision));
  }

  /** Saves the result of the last start or test. */
  void save(HostState state) throws IOException {
    record(folder.stateFile(), () -> folder.save(state));
  }

  /** The health certificate that a service issued for {@code key}, if one is here. */
  Optional<GuardianCertificate> healthCertificate(HgsAddress address, PublicKey key)
      throws IOException {
    HealthCertificates certificates = folder.healthCertificates();
    try {
      return certificates.find(address, key, tools.clock().instant());
    } catch (IOException e) {
      tell(certificates.file(address), e);
      return Optional.empty();
    }
  }

  /** Keeps a health certificate for the next start. */
  void keep(HgsAddress address, GuardianCertificate certificate) throws IOException {
    HealthCertificates certificates = folder.healthCertificates();
    attempt(certificates.file(address), () -> certificates.keep(address, certificate));
  }

  /** Forgets a health certificate that its service refused. */
  void forget(HgsAddress address) throws IOException {
    HealthCertificates certificates = folder.healthCertificates();
    attempt(certificates.file(address), () -> certificates.forget(address));
  }

  private interface Write {
    void run() throws IOException;
  }

  private void record(Path file, Write write) throws IOException {
    Path counter = folder.unrecordedFile();
    if (attempt(file, write)) {
      attempt(counter, () -> Unrecorded.reserve(counter, tools));
    } else {
      attempt(counter, () -> Unrecorded.add(counter, 1, tools));
    }
  }

  private boolean attempt(Path file, Write write) throws IOException {
    try {
      write.run();
      return true;
    } catch (IOException e) {
      tell(file, e);
      return false;
    }
  }

  private void tell(Path file, IOException failure) throws IOException {
    if (failure instanceof ClosedByInterruptException) {
      throw failure;
    }
    if (told.add(file)) {
      listener.notWritten(file, failure);
    }
  }
}
