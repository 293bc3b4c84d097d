package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.host.Acceptance;
import dev.keyward.host.RunningMachine;
import dev.keyward.host.StartOrder;
import dev.keyward.host.run.MemoryFolder;
import dev.keyward.host.run.RunSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The branch office with a guest that boots. Its disk opens where a Host Guardian Service releases
 * the key of its virtual TPM, and nowhere else.
 */
final class GuestPlay {

  private static final String LOCKED = "locked: the TPM does not give the key of the disk";
  private static final String REFUSED = "refused by the primary, the fallback not asked";

  private final Session session;
  private final DemoGuest guest;
  private final boolean kept;
  private final Path folder;
  private final DemoScript script;
  private final GuestOwner owner;

  GuestPlay(Session session, DemoGuest guest, boolean kept) {
    this.session = session;
    this.guest = guest;
    this.kept = kept;
    this.folder = guest.folder();
    this.script = new DemoScript(session.console());
    this.owner = new GuestOwner(session, guest);
  }

  /** Plays it with the kernel of that folder. */
  ExitCode play(Path kernel) throws KeywardException, IOException {
    Path memory = MemoryFolder.require(session.environment().variables());
    try (Cast cast = new Cast(session, folder, RsaEngine.jdk())) {
      script.say("1. The owner, business-it, makes a guest: a kernel, busybox, tpm2-tools and");
      script.say("   cryptsetup in one file that is signed for Secure Boot");
      guest.build(kernel);
      script.say(
          "2. The guest boots at the owner's. It encrypts its disk, and seals the key of the");
      script.say("   disk in its virtual TPM, to the PCRs of the boot file and of Secure Boot");
      script.step("first boot", owner.install(memory), counters(1));
      cast.enterAll();
      cast.exchangeMetadata();
      script.say("3. The owner shields the guest for two Host Guardian Services, branch-hgs and");
      script.say("   datacenter-hgs: guest.svm has the passphrase of its virtual TPM");
      owner.shield(cast);
      try (DemoService datacenter = DemoService.create(session, cast, Cast.Party.DATACENTER_HGS);
          DemoService branch = DemoService.create(session, cast, Cast.Party.BRANCH_HGS)) {
        onHosts(datacenter, branch, new RunSetting(memory, false));
      }
      if (kept) {
        cast.keepPassphrase();
      }
    }
    script.say("7. The owner opens the disk from outside, with the key that the owner kept");
    script.step("the disk from outside", "counter " + owner.counter(), "counter 3");
    if (kept) {
      script.say("");
      script.say("The folder keeps the guest, its disks, guest.svm, the services and the hosts");
    }
    return script.endOfGuest();
  }

  private void onHosts(DemoService datacenter, DemoService branch, RunSetting setting)
      throws KeywardException, IOException {
    datacenter.start();
    branch.start();
    DemoHost host = host("branch-host", branch, datacenter);
    datacenter.register(host);
    branch.register(host);
    script.say("4. It starts on branch-host, which is registered with both services");
    script.step("start on a registered host", start(host, owner.place(), setting), counters(2));
    branch.stop();
    script.say("5. The branch's HGS is down; the guest still starts through the datacenter's");
    script.step("start through the fallback", start(host, owner.place(), setting), counters(3));
    branch.start();
    script.say(
        "6. Another host has copies of guest.svm, of the disk and of the virtual TPM, but no");
    script.say("   service has registered this host");
    GuestPlace copies = owner.place().copyTo(folder.resolve("copies"));
    DemoHost stranger = host("stranger", branch, datacenter);
    script.step("start on an unregistered host", start(stranger, copies, setting), REFUSED);
    script.say("   It still boots the copy of the disk, with a virtual TPM of its own");
    script.step("boot without the key", owner.bootWithAnotherTpm(copies, setting.memory()), LOCKED);
  }

  private DemoHost host(String name, DemoService primary, DemoService fallback)
      throws KeywardException, IOException {
    DemoHost host = DemoHost.create(session, folder, name);
    host.configure(primary, Optional.of(fallback));
    return host;
  }

  private String start(DemoHost host, GuestPlace place, RunSetting setting)
      throws KeywardException, IOException {
    DemoDecisions decisions = new DemoDecisions(script);
    StartOrder order = new StartOrder(place.vm(), Acceptance.NONE, opened -> {});
    try (RunningMachine machine = host.guarded().run(order, setting, decisions)) {
      return guest.boot(machine, place);
    } catch (KeywardException e) {
      return decisions.failure(e);
    }
  }

  private static String counters(int boots) {
    return "tpm " + boots + " disk " + boots;
  }
}
