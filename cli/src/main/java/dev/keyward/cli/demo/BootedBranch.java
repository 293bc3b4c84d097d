package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.Program;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.tpm.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A measured host that really boots: a guest with OVMF as its firmware and swtpm as its TPM. It
 * answers the challenges of both services while it runs.
 */
final class BootedBranch implements MeasuredPart {

  private static final Path SECURE = Path.of("/usr/share/OVMF/OVMF_VARS_4M.snakeoil.fd");
  private static final Path INSECURE = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");
  private static final String BOOTS = "the guest boots";
  private static final String INSECURE_BOOTS = "the guest boots without Secure Boot";

  private final Session session;
  private final DemoScript script;
  private final DemoGuest guest;
  private final Path kernel;

  BootedBranch(Session session, DemoScript script, DemoGuest guest, Path kernel) {
    this.session = session;
    this.script = script;
    this.guest = guest;
    this.kernel = kernel;
  }

  /** What is done with a guest that runs. */
  @FunctionalInterface
  private interface Work {
    void with(GuestTpm tpm) throws KeywardException, IOException;
  }

  @Override
  public void play(MeasuredHost host) throws KeywardException, IOException {
    script.say("");
    script.say("A host that is measured: a guest that boots here, with OVMF as its firmware and");
    script.say("swtpm as its TPM. It shows how a host with a TPM attests. It proves nothing about");
    script.say("this machine, which can read the keys of swtpm");
    guest.build(kernel);
    Path parts = Files.createDirectory(guest.folder().resolve("measured-host"));
    makeTpm(Files.createDirectory(parts.resolve("vtpm")));
    script.say("The guest boots with Secure Boot on. Both services are given its endorsement key");
    boot(parts, SECURE, tpm -> enrol(host, tpm));
    script.say("The guest boots with Secure Boot off");
    boot(
        parts,
        INSECURE,
        tpm -> {
          for (DemoService service : List.of(host.datacenter(), host.branch())) {
            host.attest(
                INSECURE_BOOTS,
                service,
                tpm.shown(),
                AttestationStatus.INSECURE_HOST_CONFIGURATION);
          }
        });
  }

  private void enrol(MeasuredHost host, GuestTpm tpm) throws KeywardException, IOException {
    MeasuredHost.Shown shown = tpm.shown();
    host.register(shown.keys());
    host.attest(BOOTS, host.datacenter(), shown, AttestationStatus.INSECURE_HOST_CONFIGURATION);
    EventLog log = shown.log();
    script.say(
        "Both get a policy that is drafted from its boot, of " + log.events().size() + " events");
    for (DemoService service : List.of(host.datacenter(), host.branch())) {
      host.draft(service, log, shown.commandLine());
      host.attest(BOOTS, service, shown, AttestationStatus.PASSED);
    }
  }

  private void makeTpm(Path state) throws IOException {
    Program.require(session.environment().variables(), "swtpm_setup", "swtpm-tools")
        .run(List.of("--tpm2", "--tpmstate", state.toString(), "--pcr-banks", "sha256"))
        .requireSuccess("swtpm_setup");
  }

  /** Boots the guest with these variables of the firmware; it runs as long as the work. */
  private void boot(Path parts, Path variables, Work work) throws KeywardException, IOException {
    Files.copy(variables, parts.resolve("uefi-vars.fd"), StandardCopyOption.REPLACE_EXISTING);
    Path disk = guest.folder().resolve("questions.img");
    GuestLine.makeDisk(disk);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<String> boot = thread.submit(() -> guest.bootMeasured(parts, disk));
      GuestLine line = new GuestLine(disk, boot);
      try {
        work.with(GuestTpm.of(line));
      } finally {
        line.off();
      }
    } finally {
      thread.shutdownNow();
    }
  }
}
