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
import dev.keyward.host.RunningMachine;
import dev.keyward.host.StartOrder;
import dev.keyward.host.StartedVm;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.FailoverRule;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HttpTransport;
import dev.keyward.host.run.EarlierRun;
import dev.keyward.host.run.RunListener;
import dev.keyward.host.run.RunSetting;
import dev.keyward.vm.OpenedVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A guarded host at work, whose decisions are printed as they are made. */
public final class HostRun implements RunListener {

  private final Session session;
  private final String name;
  private final HostFolder folder;
  private final Consumer<String> lines;
  private final List<Decision> decisions = new ArrayList<>();
  private Optional<EarlierRun> earlier = Optional.empty();
  private boolean eventsFailed;

  /** The host of the folder that a user named {@code name}. */
  public HostRun(Session session, String name, Path path) {
    this(session, name, path, session.console()::line);
  }

  private HostRun(Session session, String name, Path path, Consumer<String> lines) {
    this.session = session;
    this.name = name;
    this.lines = lines;
    this.folder = HostFolder.at(path, session.secrets());
  }

  /** The same where standard output is that of another program. */
  static HostRun beside(Session session, String name, Path path) {
    return new HostRun(session, name, path, session.console()::note);
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

  /** The same for a command that works on the opened parts. */
  RunningMachine run(GuardedHost host, StartOrder order, RunSetting setting)
      throws KeywardException, IOException {
    try {
      return host.run(order, setting, this);
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
      lines.accept(decision.toString());
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

  @Override
  public void settled(EarlierRun run) {
    earlier = Optional.of(run);
    EarlierRunView view = new EarlierRunView(run);
    if (run.outcome() == EarlierRun.Outcome.UNCHANGED) {
      session.console().note(view.words());
    } else {
      session.console().warning(view.words());
    }
    view.hint().ifPresent(session.console()::hint);
  }

  /** What became of an earlier run, for programs. */
  Optional<HostAnswer.Earlier> earlier() {
    return earlier.map(run -> new EarlierRunView(run).answer());
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
