package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.host.Acceptance;
import dev.keyward.host.HostFolder;
import dev.keyward.host.StartOrder;
import dev.keyward.host.StartedVm;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The live part of the scenario, in the order of the article: real servers on this machine, a
 * guarded host, and its decisions as it makes them.
 */
final class LiveBranch implements AutoCloseable {

  private static final String HOST = "branch-host";

  private final Session session;
  private final DemoScript script;
  private final DemoMachines machines;
  private final DemoService datacenter;
  private final DemoService branch;
  private final DemoHost host;

  LiveBranch(Session session, Cast cast, DemoScript script, DemoMachines machines)
      throws KeywardException, IOException {
    this.session = session;
    this.script = script;
    this.machines = machines;
    this.datacenter = DemoService.create(session, cast, Cast.Party.DATACENTER_HGS);
    this.branch = DemoService.create(session, cast, Cast.Party.BRANCH_HGS);
    this.host = DemoHost.create(session, cast.folder(), HOST);
  }

  /**
   * Plays it.
   *
   * @param measured what a measured host plays at the end
   */
  void play(MeasuredPart measured) throws KeywardException, IOException {
    deploy();
    goLive();
    losePrimary();
    meetVerdicts();
    removeFallback();
    branch.start();
    MeasuredHost.Services services = new MeasuredHost.Services(datacenter, branch);
    measured.play(new MeasuredHost(session, script, services));
  }

  private void deploy() throws KeywardException, IOException {
    script.say("1. The datacenter's HGS is up");
    datacenter.start();
    script.say("   " + datacenter.url());
    script.say("2. A branch host, registered with it, has it as its primary, and no fallback");
    datacenter.register(host);
    host.configure(datacenter, Optional.empty());
    test("the host passes attestation at the datacenter", Side.PRIMARY);
    script.say("3. The new shielded VM that is to be the branch's HGS starts that way");
    start(BranchOffice.HGS_VM, "started by the primary");
  }

  private void goLive() throws KeywardException, IOException {
    script.say("4. In it the branch's HGS comes up, with certificates of its own");
    branch.start();
    script.say("   " + branch.url());
    script.say("5. The host is registered with it too");
    branch.register(host);
    script.say("6. The host is configured again: branch as primary, datacenter as fallback");
    host.configure(branch, Optional.of(datacenter));
    test("the host passes attestation at the branch", Side.PRIMARY);
    test("and at the datacenter", Side.FALLBACK);
    script.say("7. An application VM, for the guardians of both, starts");
    start(BranchOffice.APP_VM, "started by the primary");
    script.step("event 2021", events(), events(0));
  }

  private void losePrimary() throws KeywardException, IOException {
    script.say("");
    script.say("The branch's HGS goes down; the application VM still starts");
    branch.stop();
    long begin = System.nanoTime();
    start(BranchOffice.APP_VM, "started by the fallback");
    boolean inTime = System.nanoTime() - begin < DemoHost.LIMIT.toNanos();
    script.step("the limit", inTime ? "within the limit" : "too late", "within the limit");
    script.step("event 2021", events(), events(1));
    script.say("Its own VM restarts through the fallback, since it cannot open itself");
    start(BranchOffice.HGS_VM, "started by the fallback");
    script.say("It is up again, and at once the primary again");
    branch.start();
    start(BranchOffice.APP_VM, "started by the primary");
    script.step("event 2021", events(), events(2));
  }

  private void meetVerdicts() throws KeywardException, IOException {
    script.say("");
    script.say(
        "A primary that can be reached and says no is final, as we read Microsoft's article:");
    script.say("The host is not registered at the branch any more, though it is at the datacenter");
    branch.unregister(host);
    start(BranchOffice.APP_VM, "refused by the primary, the fallback not asked");
    script.say(
        "Registered again; a VM without the branch's guardian, which the fallback could open");
    branch.register(host);
    start(BranchOffice.LONE_VM, "refused by the primary, the fallback not asked");
    script.step("event 2021", events(), events(2));
  }

  private void removeFallback() throws KeywardException, IOException {
    script.say("");
    script.say(
        "The fallback is removed: the host is configured without one; the primary goes down");
    host.configure(branch, Optional.empty());
    branch.stop();
    start(BranchOffice.APP_VM, "no service could be reached");
    test("a fallback to test is not configured", Side.FALLBACK);
  }

  private void test(String what, Side side) throws KeywardException, IOException {
    AttestationStatus status = host.guarded().test(Optional.of(side), decision -> {}).status();
    boolean configured =
        host.folder().configuration().flatMap(each -> each.server(side)).isPresent();
    script.step(
        what + ", host test --use-" + side.code(),
        "host test --use-" + side.code() + ": " + status.windowsName(),
        "host test --use-" + side.code() + ": " + (configured ? "Passed" : "NotConfigured"));
  }

  private void start(String name, String expected) throws KeywardException, IOException {
    StartOrder order = new StartOrder(machines.vm(name), Acceptance.NONE, opened -> {});
    DemoDecisions decisions = new DemoDecisions(script);
    String came;
    try {
      StartedVm started = host.guarded().start(order, decisions);
      came = "started by the " + started.side().code();
    } catch (KeywardException e) {
      came = decisions.failure(e);
    }
    script.step("host start " + machines.vm(name).getFileName(), came, expected);
  }

  private String events() throws IOException {
    Path file = host.folder().path().resolve(HostFolder.EVENTS);
    long count =
        Files.exists(file)
            ? Files.readString(file).lines().filter(line -> line.contains("\"id\":2021")).count()
            : 0;
    return events(count);
  }

  private static String events(long count) {
    return "event 2021 in the host's log: " + count;
  }

  @Override
  public void close() {
    branch.close();
    datacenter.close();
  }
}
