package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guests that really boot on the parts that {@code host run} opens. Each boot adds one to a counter
 * in the TPM and to one on the encrypted disk; the guest says both.
 */
@Tag("guests")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class GuestsIT extends InBranch {

  private static final String LOCKED = "locked: the TPM does not give the key of the disk";

  private static RealGuest guest;

  @BeforeAll
  static void install() throws Exception {
    guest = RealGuest.install();
  }

  @BeforeEach
  void makeDisks() throws IOException {
    guest.makeDisk(work.resolve("disk"));
    Files.copy(RealGuest.SECURE, work.resolve("vars.fd"));
  }

  @Test
  void aGuestWhoseStateIsAPartCountsOnInTheFallbackTooAndItsOlderFileIsRefused() throws Exception {
    Path state = Files.createDirectory(work.resolve("state"));
    program("swtpm_setup", "--tpm2", "--createek", "--pcr-banks", "sha256", "--tpmstate", "state");
    keyward(shield("guest.svm --vtpm-state state/tpm2-00.permall"));
    Spawned.deleteTree(state);
    boots(1, "");
    Files.copy(work.resolve("guest.svm"), work.resolve("older.svm"));
    boots(2, "");
    world.branch.down();
    assertTrue(boots(3, "").contains("switching to the fallback"));
    world.branch.up();
    assertTrue(BranchHost.done(work, "vm show guest.svm").contains("generation    7"));
    Files.copy(
        work.resolve("older.svm"), work.resolve("guest.svm"), StandardCopyOption.REPLACE_EXISTING);
    Spawned.Ended refused = BranchHost.run(work, "host run host guest.svm -- /bin/true");
    assertEquals(3, refused.code(), refused.err());
    assertTrue(refused.err().contains("generation 3"), refused.err());
  }

  @Test
  void aGuestWhoseStateStaysOnTheDiskCountsOnAndIsLockedWithoutSecureBoot() throws Exception {
    keyward(shield("guest.svm --vtpm-key new --swtpm-state state"));
    for (int boot = 1; boot <= 3; boot++) {
      boots(boot, " state");
    }
    assertUnregisteredHostIsRefused();
    Files.writeString(
        work.resolve("insecure"),
        "cp " + RealGuest.INSECURE + " $KEYWARD_PARTS/uefi-vars.fd; exec " + boot(" state"));
    hear("sh insecure");
    assertEquals(LOCKED, RealGuest.said(work));
  }

  /** The hook of libvirt, with a stand-in for virsh, records the state of a guest that boots. */
  @Test
  void anOlderStateOfTheVirtualTpmIsRefused() throws Exception {
    LibvirtWorld domain = new LibvirtWorld(work).shield("encryption-supported");
    Files.delete(domain.state);
    program(
        ("swtpm_setup --tpm2 --createek --pcr-banks sha256 --pwdfile key --cipher aes-256-cbc"
                + " --tpmstate swtpm")
            .split(" "));
    Path older = Files.copy(domain.state, work.resolve("older"));
    domain.done("host libvirt add host app lv.svm --swtpm-state swtpm");
    assertEquals(0, domain.hook("prepare begin").exit());
    assertEquals(0, domain.hook("start begin").exit());
    Path parts = Files.createDirectory(work.resolve("parts"));
    Files.writeString(parts.resolve("vtpm-key"), domain.secret());
    Files.move(work.resolve("vars.fd"), parts.resolve("uefi-vars.fd"));
    assertEquals("tpm 1 disk 1", guest.boot(work, parts, boot(" swtpm")));
    assertEquals(0, domain.hook("release end").exit());
    Files.copy(older, domain.state, StandardCopyOption.REPLACE_EXISTING);
    Run refused = domain.hook("prepare begin");
    assertEquals(3, refused.exit(), refused.err());
    assertEquals("", domain.secret());
  }

  private static String shield(String rest) {
    return "vm shield vm.json --owner owner --guardian branch --guardian datacenter --policy"
        + " encryption-supported --uefi-vars vars.fd --force -o "
        + rest;
  }

  /** The same host with the same file, when nothing but its registration is missing. */
  private void assertUnregisteredHostIsRefused() throws Exception {
    world.branch.unregister();
    try {
      Spawned.Ended refused = hostRun("touch started");
      assertEquals(1, refused.code(), refused.err());
      assertTrue(refused.err().contains("the host is not authorized"), refused.err());
      assertFalse(Files.exists(work.resolve("started")));
    } finally {
      world.branch.register(work.resolve("host/host-key.pem"));
    }
  }

  private static String boot(String state) {
    return "sh " + guest.script() + " disk said" + state;
  }

  /** What Keyward printed meanwhile. */
  private String boots(int count, String state) throws Exception {
    String printed = hear(boot(state));
    assertEquals("tpm " + count + " disk " + count, RealGuest.said(work));
    try (Stream<Path> runs = Files.walk(work.resolve("host/machines"))) {
      assertFalse(runs.anyMatch(file -> file.endsWith("run.json")));
    }
    return printed;
  }

  /** Lets the guest boot by this command on its opened parts; what was printed meanwhile. */
  private String hear(String command) throws Exception {
    RealGuest.makeReport(work);
    Spawned.Ended ended = hostRun(command);
    assertEquals(0, ended.code(), command + ": " + ended.err());
    return ended.err();
  }

  /**
   * In a process of its own. What it prints is printed by the test too: the script that boots a
   * guest says there why a guest did not start.
   */
  private Spawned.Ended hostRun(String command) throws Exception {
    Path printed = work.resolve("printed");
    int code =
        Spawned.process(work, ("host run host guest.svm -- " + command).split(" "))
            .redirectError(printed.toFile())
            .start()
            .waitFor();
    String text = Files.readString(printed);
    System.err.print(text);
    return new Spawned.Ended(code, "", text);
  }

  /** In a process of its own, which finds programs as users do. */
  private void keyward(String line) throws Exception {
    assertEquals(0, Spawned.start(work, BranchHost.words(line)).waitFor(), line);
  }

  private void program(String... words) throws Exception {
    Process process =
        new ProcessBuilder(words)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor(), words[0]);
  }
}
