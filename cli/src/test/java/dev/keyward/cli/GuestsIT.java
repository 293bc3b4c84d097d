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
  void aGuestWhoseStateIsAPartCountsOnAndItsOlderFileIsRefused() throws Exception {
    Path state = Files.createDirectory(work.resolve("state"));
    program("swtpm_setup", "--tpm2", "--createek", "--pcr-banks", "sha256", "--tpmstate", "state");
    keyward(shield("guest.svm --vtpm-state state/tpm2-00.permall"));
    Spawned.deleteTree(state);
    boots(1, "");
    Files.copy(work.resolve("guest.svm"), work.resolve("older.svm"));
    boots(2, "");
    boots(3, "");
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
    Files.writeString(
        work.resolve("insecure"),
        "cp " + RealGuest.INSECURE + " $KEYWARD_PARTS/uefi-vars.fd; exec " + boot(" state"));
    assertEquals(LOCKED, saidIn("sh insecure"));
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
    return "vm shield vm.json --owner owner --guardian branch --policy encryption-supported"
        + " --uefi-vars vars.fd --force -o "
        + rest;
  }

  private static String boot(String state) {
    return "sh " + guest.script() + " disk said" + state;
  }

  private void boots(int count, String state) throws Exception {
    assertEquals("tpm " + count + " disk " + count, saidIn(boot(state)));
    try (Stream<Path> runs = Files.walk(work.resolve("host/machines"))) {
      assertFalse(runs.anyMatch(file -> file.endsWith("run.json")));
    }
  }

  /** What the guest says last when this command runs on its opened parts. */
  private String saidIn(String command) throws Exception {
    RealGuest.makeReport(work);
    String line = "host run host guest.svm -- " + command;
    assertEquals(0, Spawned.start(work, line.split(" ")).waitFor(), line);
    return RealGuest.said(work);
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
