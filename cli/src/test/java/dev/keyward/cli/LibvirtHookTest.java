package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** libvirt's hook, with services that are really there and a virsh that is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "libvirt runs domains on Linux")
class LibvirtHookTest {

  private BranchHost services;
  private LibvirtWorld world;

  @BeforeAll
  void build(@TempDir Path folder) throws Exception {
    services = new BranchHost(folder);
  }

  @AfterAll
  void end() {
    services.close();
  }

  @BeforeEach
  void begin() throws Exception {
    services.branch.up();
    services.datacenter.up();
    world = new LibvirtWorld(services.copy());
  }

  private static void refused(Run run, int exit, String words) {
    assertEquals(exit, run.exit(), run.out() + run.err());
    assertTrue(run.err().contains(words), run.err());
  }

  private void requireNothingStarted(String status) {
    assertEquals("", world.secret());
    assertEquals(status, world.status());
  }

  @Test
  void aStartGivesLibvirtTheKeyAndRecordsThatTheGuestRuns() throws Exception {
    world.added("shielded");
    Run run = world.hook("prepare begin");
    assertEquals(0, run.exit(), run.err());
    assertEquals(LibvirtWorld.KEY, world.secret());
    assertTrue(world.defined().contains("ephemeral='yes' private='yes'"), world.defined());
    assertFalse(world.lines().contains(LibvirtWorld.KEY), world.lines());
    assertTrue(world.status().startsWith("app: runs since"), world.status());
    assertEquals(0, world.hook("start begin").exit());
  }

  @Test
  void theEndTakesTheKeyAndRecordsTheState() throws Exception {
    world.added("shielded");
    world.hook("prepare begin");
    world.changeState(2);
    assertEquals(0, world.hook("release end").exit());
    assertEquals("", world.secret());
    assertTrue(world.status().startsWith("app: stopped since"), world.status());
    assertEquals(0, world.hook("prepare begin").exit());
    assertEquals("", world.hook("started begin").out());
  }

  @Test
  void theHookAnswersInJson() throws Exception {
    world.added("shielded");
    Run run = world.run("host libvirt hook host app prepare begin - --output json");
    JsonSchemas.check("host-libvirt-hook", run.out());
    assertTrue(run.out().contains("\"vtpmState\": \"same\""), run.out());
    JsonSchemas.check(
        "host-libvirt-status", world.done("host libvirt status host --output json").out());
  }

  @Test
  void anotherStateAfterTheEndIsRefusedUntilItIsAcceptedAndOnlyOnce() throws Exception {
    world.added("shielded");
    String before = world.status();
    world.changeState(2);
    refused(world.hook("prepare begin"), 3, "another state of the virtual TPM");
    requireNothingStarted(before);
    world.done("host libvirt accept host app");
    world.changeState(3);
    refused(world.hook("prepare begin"), 3, "another state of the virtual TPM");
    world.changeState(2);
    assertEquals(0, world.hook("prepare begin").exit());
    world.hook("release end");
    world.changeState(4);
    refused(world.hook("prepare begin"), 3, "another state of the virtual TPM");
  }

  @Test
  void anotherStateAfterACrashStartsWithAWarning() throws Exception {
    world.added("shielded");
    world.hook("prepare begin");
    world.changeState(2);
    Run run = world.hook("prepare begin");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.err().contains("warning: app: this host did not see the guest end"), run.err());
  }

  @Test
  void aLostStateIsRefusedAfterACrashToo() throws Exception {
    world.added("shielded");
    world.hook("prepare begin");
    Files.delete(world.state);
    refused(world.hook("prepare begin"), 3, "no state of the virtual TPM");
  }

  /** libvirt calls the end of a start that the hook refused. */
  @Test
  void theEndOfARefusedStartRecordsNothing() throws Exception {
    world.added("shielded");
    String before = world.status();
    world.changeState(2);
    world.hook("prepare begin");
    assertEquals(0, world.hook("release end").exit());
    assertEquals(before, world.status());
  }

  @Test
  void aDomainThatThePolicyRefusesGetsNoKeyAndNoServiceIsAsked() throws Exception {
    world.added("shielded");
    String before = world.status();
    String open =
        LibvirtWorld.DOMAIN.replace("</devices>", "<serial type='pty'/><console/></devices>");
    Run run = world.hook("prepare begin", open);
    refused(run, 3, "<serial type='pty'>: the host reads the guest's serial port");
    assertTrue(run.err().contains("<console>"), run.err());
    assertEquals("", run.out());
    requireNothingStarted(before);
    refused(world.hook("start begin", open), 3, "<serial type='pty'>");
  }

  @Test
  void theOtherPolicyTakesASerialPort() throws Exception {
    world.added("encryption-supported");
    String open = LibvirtWorld.DOMAIN.replace("</devices>", "<serial type='pty'/></devices>");
    assertEquals(0, world.hook("prepare begin", open).exit());
  }

  @Test
  void theDomainOfAnotherMachineIsRefused() throws Exception {
    world.added("shielded");
    String other = LibvirtWorld.DOMAIN.replaceFirst("3fb65b17", "4fb65b17");
    refused(world.hook("prepare begin", other), 3, "<uuid>: the domain is another machine");
  }

  @Test
  void aStateOfTheVtpmThatTheHostDoesNotRecordIsRefused() throws Exception {
    world.added("shielded");
    String other =
        LibvirtWorld.DOMAIN.replace("<encryption", "<source type='dir' path='/srv'/><encryption");
    refused(world.hook("prepare begin", other), 3, "another state of the virtual TPM than the one");
    String same = other.replace("/srv", world.state.getParent().toString());
    assertEquals(0, world.hook("prepare begin", same).exit());
  }

  @Test
  void aStateInTheClearIsRefused() throws Exception {
    world.added("shielded");
    LibvirtWorld.write(world.state, "no state of swtpm");
    refused(world.hook("prepare begin"), 3, "bytes that are not swtpm's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore begin", "migrate begin"})
  void memoryOfAShieldedGuestIsNotRestored(String moment) throws Exception {
    world.added("shielded");
    refused(world.hook(moment), 3, moment.split(" ")[0] + " of a guest's memory");
    LibvirtWorld supported = new LibvirtWorld(services.copy()).added("encryption-supported");
    assertEquals(0, supported.hook(moment).exit());
  }

  @Test
  void domainsOfOthersPassInSilence() throws Exception {
    world.added("shielded");
    Run run = world.run("host libvirt hook host other prepare begin -");
    assertEquals(0, run.exit());
    assertEquals("", run.out() + run.err());
  }

  @Test
  void withoutAServiceNothingStarts() throws Exception {
    world.added("shielded");
    String before = world.status();
    services.branch.down();
    services.datacenter.down();
    assertEquals(5, world.hook("prepare begin").exit());
    requireNothingStarted(before);
  }

  @Test
  void libvirtThatTakesNoKeyEndsTheStart() throws Exception {
    world.added("shielded");
    String before = world.status();
    world.failing("secret-set-value", true);
    refused(world.hook("prepare begin"), 5, "virsh secret-set-value: error: libvirt says no");
    assertTrue(world.lines().endsWith("secret-undefine " + LibvirtWorld.ID + "\n"), world.lines());
    requireNothingStarted(before);
  }

  @Test
  void anOlderFileIsRefusedUntilItIsAccepted() throws Exception {
    world.added("shielded");
    Path file = world.folder.resolve("lv.svm");
    byte[] older = Files.readAllBytes(file);
    world.hook("prepare begin");
    world.hook("release end");
    Files.write(file, older);
    Run run = world.hook("prepare begin");
    assertEquals(3, run.exit(), run.err());
    world.done("host libvirt accept host app --rollback");
    assertEquals(0, world.hook("prepare begin").exit());
  }

  @Test
  void aMachineWithoutAPassphraseCannotBeAdded() throws Exception {
    world.shield("shielded");
    refused(
        world.run("host libvirt add host app app.svm --swtpm-state swtpm"), 3, "no part vtpm-key");
    world.done("host libvirt add host app lv.svm --swtpm-state swtpm");
    assertEquals(7, world.run("host libvirt add host app lv.svm --swtpm-state swtpm").exit());
    world.done("host libvirt remove host app");
    refused(world.run("host libvirt accept host app"), 3, "no domain of this host");
  }

  @Test
  void startGivesTheKeyBeforeLibvirtIsAskedAndTheHookAsksForNoSecondOne() throws Exception {
    world.added("shielded");
    Run run = world.run("host libvirt start app --host host --output json");
    assertEquals(0, run.exit(), run.err());
    JsonSchemas.check("host-libvirt-start", run.out());
    assertTrue(world.lines().endsWith("start -- app\n"), world.lines());
    assertEquals(LibvirtWorld.KEY, world.secret());
    assertTrue(world.status().startsWith("app: runs since"), world.status());
    world.runs(true);
    refused(world.run("host libvirt start app --host host"), 5, "the domain is running already");
  }

  @Test
  void aStartThatLibvirtRefusesTakesTheKeyBack() throws Exception {
    world.added("shielded");
    world.failing("start", true);
    refused(world.run("host libvirt start app --host host"), 5, "libvirt says no");
    assertEquals("", world.secret());
    assertTrue(world.status().startsWith("app: stopped since"), world.status());
  }

  @Test
  void theInstalledHookRunsKeywardForItsDomainsOnly() throws Exception {
    world.added("shielded");
    Path keyward = world.folder.resolve("bin/keyward");
    LibvirtWorld.write(keyward, "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(
        keyward, Files.getPosixFilePermissions(world.folder.resolve("bin/virsh")));
    Files.createDirectory(world.folder.resolve("hooks"));
    for (int time = 0; time < 2; time++) {
      world.done("host libvirt install host --hooks hooks --keyward bin/keyward");
    }
    Path hook = world.folder.resolve("hooks/qemu.d/keyward");
    String ran = shell(hook, "app", "prepare", "begin", "-");
    assertTrue(
        ran.startsWith(
            "--quiet host libvirt hook " + world.folder.resolve("host") + " app prepare begin -"),
        ran);
    assertEquals("", shell(hook, "app", "started", "begin", "-"));
    assertEquals("", shell(hook, "other", "prepare", "begin", "-"));
    LibvirtWorld.write(hook, "#!/bin/sh\n");
    Run foreign = world.run("host libvirt install host --hooks hooks --keyward bin/keyward");
    refused(foreign, 5, "another program's hook");
  }

  private static String shell(Path script, String... words) throws Exception {
    String[] all = new String[words.length + 1];
    all[0] = script.toString();
    System.arraycopy(words, 0, all, 1, words.length);
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
