package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.OpenedParts;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.PendingFolder;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.GuardedHost;
import dev.keyward.host.HostFolder;
import dev.keyward.host.HostTools;
import dev.keyward.host.StartOrder;
import dev.keyward.host.StartedVm;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.DecisionListener;
import dev.keyward.host.failover.FailoverRule;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HttpTransport;
import dev.keyward.vm.OpenedVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A guarded host at work, whose decisions are printed as they are made. */
public final class HostRun implements DecisionListener {

  private final Session session;
  private final String name;
  private final HostFolder folder;
  private final List<Decision> decisions = new ArrayList<>();
  private boolean eventsFailed;

  /** The host of the folder that a user named {@code name}. */
  public HostRun(Session session, String name, Path path) {
    this.session = session;
    this.name = name;
    this.folder = HostFolder.at(path, session.secrets());
  }

  /** Its folder. */
  public HostFolder folder() {
    return folder;
  }

  /** With this machine's network and clock. */
  public GuardedHost host() throws KeywardException, IOException {
    List<GuardianCertificate> authorities =
        folder.configuration().map(HostConfiguration::authorities).orElse(List.of());
    return new GuardedHost(
        folder,
        new HostTools(
            new HttpTransport(authorities),
            HostTiming.system(),
            session::now,
            RsaEngine.jdk(),
            session.random()));
  }

  /** Starts a machine; under JSON, tells before an error what led to it. */
  public StartedVm start(GuardedHost host, StartOrder order) throws KeywardException, IOException {
    try {
      return host.start(order, this);
    } catch (KeywardException | IOException e) {
      explain();
      throw e;
    }
  }

  void write(OpenedVm opened, PendingFolder folder) throws KeywardException, IOException {
    OpenedParts.write(opened, folder, session.console());
  }

  /** A line of the result, or kept for the JSON. */
  @Override
  public void decided(Decision decision) {
    decisions.add(decision);
    if (!session.console().json()) {
      session.console().line(decision.toString());
    }
    if (decision.next() == FailoverRule.Next.TRY_FALLBACK) {
      String event = eventsFailed ? "" : " (event 2021 in " + name + "/" + HostFolder.EVENTS + ")";
      session.console().warning("switching to the fallback" + event);
    }
  }

  @Override
  public void notWritten(Path file, IOException failure) {
    eventsFailed |= file.endsWith(HostFolder.EVENTS);
    String reason = Failures.io(file.toString(), failure).message();
    session.console().warning(reason + "; going on without this record");
  }

  private void explain() {
    if (session.console().json()) {
      decisions.forEach(decision -> session.console().note(decision.toString()));
    }
  }

  /** The decisions so far, for programs. */
  public List<HostAnswer.Decided> answer() {
    return decisions.stream().map(HostAnswer.Decided::of).toList();
  }
}
