package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.TestFolder;
import dev.keyward.VerificationFailedException;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.run.EarlierRun;
import dev.keyward.host.run.EarlierRun.Outcome;
import dev.keyward.host.run.RunListener;
import dev.keyward.host.run.RunRecord;
import dev.keyward.host.run.RunSetting;
import dev.keyward.host.run.SealedBack;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command changes is sealed again, whenever the run ends and however. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "host run needs Linux")
class RunningMachineTest {

  private static final String CHANGED = "what the command wrote";

  @TempDir Path folder;
  private TestWorld world;
  private Path app;
  private Path memory;
  private final List<EarlierRun> earlier = new ArrayList<>();

  private final RunListener listener =
      new RunListener() {
        @Override
        public void decided(Decision decision) {
          world.decisions.add(decision);
        }

        @Override
        public void settled(EarlierRun run) {
          earlier.add(run);
        }
      };

  @BeforeEach
  void shield() throws Exception {
    world = new TestWorld(Files.createDirectory(folder.resolve("world")));
    world.configure(Optional.empty(), Optional.empty());
    app = world.shielded("app", "branch", "datacenter");
    memory = Files.createDirectory(folder.resolve("memory"));
  }

  private RunningMachine run(Acceptance acceptance) throws KeywardException, IOException {
    StartOrder order = new StartOrder(app, acceptance, opened -> {});
    return world.guardedHost().run(order, new RunSetting(memory, true), listener);
  }

  private static void change(RunningMachine machine) throws IOException {
    Files.writeString(machine.parts().resolve("secret/word"), CHANGED);
  }

  private static String word(Path file) throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE);
        OpenedVm opened = vm.unlock(TestWorld.OWNER.opening(), TestWorld.RANDOM)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      opened.copy(vm.parts().get(0), out);
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  private List<Path> inMemory() throws IOException {
    try (Stream<Path> files = Files.list(memory)) {
      return files.toList();
    }
  }

  /** As SIGKILL leaves it: nothing is sealed back or wiped, and only the claim is free. */
  private void killedRun() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      change(machine);
    }
  }

  @Test
  void aChangedPartIsSealedBackAndNoServiceIsAsked() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      change(machine);
      world.asked.clear();
      world.down("branch");
      world.down("datacenter");
      SealedBack back = machine.sealBack();
      assertEquals(3, back.generation());
      assertEquals("[secret/word]", back.changed().toString());
      machine.wipe();
    }
    assertEquals(List.of(), world.asked);
    assertEquals(CHANGED, word(app));
    assertEquals(List.of(), inMemory());
  }

  @Test
  void protectorAndHeaderStayAndAllPartsHaveNewKeys() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      change(machine);
      try (ShieldedVm before = ShieldedVm.open(app, TestWorld.ENGINE)) {
        machine.sealBack();
        try (ShieldedVm after = ShieldedVm.open(app, TestWorld.ENGINE)) {
          assertEquals(before.headerDigest(), after.headerDigest());
          assertArrayEquals(
              before.protector().protector().encode(), after.protector().protector().encode());
          assertNotEquals(before.parts().get(0).digest(), after.parts().get(0).digest());
          assertEquals(VmHistory.Relation.DESCENDANT, after.history().to(before.history()));
        }
      }
      machine.wipe();
    }
  }

  @Test
  void theHostRemembersTheStateThatItSealedAndRefusesTheOneBefore() throws Exception {
    byte[] older;
    try (RunningMachine machine = run(Acceptance.NONE)) {
      older = Files.readAllBytes(app);
      change(machine);
      machine.sealBack();
      machine.wipe();
    }
    byte[] newer = Files.readAllBytes(app);
    assertArrayEquals(
        older, Files.readAllBytes(world.machineFolder(app).resolve("last-known-good.svm")));
    Files.write(app, older);
    assertThrows(VerificationFailedException.class, () -> world.start(app));
    Files.write(app, newer);
    assertEquals(4, world.start(app).generation());
    assertEquals(CHANGED, word(app));
  }

  @Test
  void aRunThatChangesNothingLeavesTheFileAsItIs() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      byte[] before = Files.readAllBytes(app);
      assertEquals(List.of(), machine.sealBack().changed());
      assertArrayEquals(before, Files.readAllBytes(app));
      machine.wipe();
    }
  }

  @Test
  void theNextStartSealsThePartsOfAKilledRun() throws Exception {
    killedRun();
    assertEquals(1, inMemory().size());
    StartOrder order = new StartOrder(app, Acceptance.NONE, opened -> {});
    StartedVm started = world.guardedHost().start(order, listener);
    assertEquals(Outcome.SEALED_BACK, earlier.get(0).outcome());
    assertEquals(3, earlier.get(0).generation());
    assertEquals(4, started.generation());
    assertEquals(CHANGED, word(app));
    assertEquals(List.of(), inMemory());
  }

  @Test
  void aRunThatWasKilledBeforeItsCommandBeganIsWiped() throws Exception {
    killedRun();
    RunRecord record = RunRecord.read(world.machineFolder(app)).orElseThrow();
    RunRecord.opening(record.folder(), record.since()).write(world.machineFolder(app));
    world.start(app);
    assertEquals(new String(TestWorld.SECRET, StandardCharsets.UTF_8), word(app));
    assertEquals(List.of(), inMemory());
  }

  /** Wiping writes zeros first; here it fails after that, because a program runs in the folder. */
  @Test
  void whatAnInterruptedWipingLeavesIsNotSealed() throws Exception {
    Path sleep = Path.of("/bin/sleep");
    assumeTrue(Files.isExecutable(sleep), "skipped: there is no /bin/sleep");
    try (RunningMachine machine = run(Acceptance.NONE)) {
      Path copy = Files.copy(sleep, machine.parts().resolve("program"));
      Process program = new ProcessBuilder(copy.toString(), "600").start();
      try {
        assertThrows(IOException.class, machine::wipe);
      } finally {
        program.destroyForcibly().waitFor();
      }
      Files.write(machine.parts().resolve("secret/word"), new byte[TestWorld.SECRET.length]);
    }
    world.start(app);
    assertEquals(new String(TestWorld.SECRET, StandardCharsets.UTF_8), word(app));
    assertEquals(List.of(), earlier);
    assertEquals(List.of(), inMemory());
  }

  /** Killed between the record of the new state and the new file. */
  @Test
  void partsWhoseSealingWasInterruptedAreSealedBack() throws Exception {
    byte[] before;
    RunRecord record;
    try (RunningMachine machine = run(Acceptance.NONE)) {
      before = Files.readAllBytes(app);
      change(machine);
      machine.sealBack();
      record = RunRecord.read(world.machineFolder(app)).orElseThrow();
    }
    assertTrue(record.sealed().isPresent());
    // The record of the machine is placed after the file.
    Path remembered = world.machineFolder(app).resolve("machine.json");
    Files.write(app, before);
    Files.delete(remembered);
    run(Acceptance.NONE).close();
    assertEquals(Outcome.SEALED_BACK, earlier.get(0).outcome());
    assertEquals(CHANGED, word(app));
  }

  /** Killed between the new file and the wiping. */
  @Test
  void partsThatAreSealedAlreadyAreNotSealedAgain() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      change(machine);
      machine.sealBack();
      Files.writeString(machine.parts().resolve("secret/word"), "later");
    }
    world.start(app);
    assertEquals(CHANGED, word(app));
    assertEquals(List.of(), inMemory());
  }

  @Test
  void aPowerLossIsNamedAndTheLastSealedStateStarts() throws Exception {
    killedRun();
    TestFolder.delete(inMemory().get(0));
    run(Acceptance.NONE).close();
    assertEquals(Outcome.LOST, earlier.get(0).outcome());
    assertEquals(2, earlier.get(0).generation());
    assertEquals(new String(TestWorld.SECRET, StandardCharsets.UTF_8), word(app));
  }

  @Test
  void partsOfAKilledRunAreNotLostWhenAnotherStateIsStarted() throws Exception {
    byte[] older = Files.readAllBytes(app);
    killedRun();
    Files.write(app, older);
    VerificationFailedException refused =
        assertThrows(VerificationFailedException.class, () -> world.start(app, true));
    assertEquals("unsealed-parts", refused.fault().code());
    assertEquals(1, inMemory().size());
    run(new Acceptance(true, true, Optional.empty())).close();
    assertEquals(Outcome.SAVED_APART, earlier.get(0).outcome());
    assertEquals(CHANGED, word(earlier.get(0).file()));
    assertEquals(new String(TestWorld.SECRET, StandardCharsets.UTF_8), word(app));
  }

  @Test
  void aFileThatWasChangedMeanwhileIsNotReplaced() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      change(machine);
      Path other = world.shieldedBy(TestWorld.OWNER, "app", "other", "branch");
      byte[] content = Files.readAllBytes(other);
      Files.write(app, content);
      VerificationFailedException refused =
          assertThrows(VerificationFailedException.class, machine::sealBack);
      assertEquals("file-changed", refused.fault().code());
      assertArrayEquals(content, Files.readAllBytes(app));
      Path saved = machine.save();
      assertEquals(folder.resolve("world/app.svm.unsaved"), saved);
      assertEquals(CHANGED, word(saved));
      machine.wipe();
    }
  }

  @Test
  void twoRunsOfOneMachineDoNotGoTogether() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      assertEquals(2, machine.started().generation());
      FileSystemException refused =
          assertThrows(FileSystemException.class, () -> run(Acceptance.NONE));
      assertTrue(refused.getReason().contains("is not over on this host"), refused.getReason());
      assertThrows(FileSystemException.class, () -> world.start(app));
    }
  }

  @Test
  void aRemovedPartIsSaidAndStaysAsItWas() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      Files.delete(machine.parts().resolve("secret/word"));
      assertEquals("[secret/word]", machine.sealBack().missing().toString());
      machine.wipe();
    }
    assertEquals(new String(TestWorld.SECRET, StandardCharsets.UTF_8), word(app));
  }

  @Test
  void aShieldedMachineWantsAWordAndTheHostLogsIt() throws Exception {
    StartOrder order = new StartOrder(app, Acceptance.NONE, opened -> {});
    NotTrustedException refused =
        assertThrows(
            NotTrustedException.class,
            () -> world.guardedHost().run(order, new RunSetting(memory, false), listener));
    assertEquals("policy-unchecked", refused.fault().code());
    assertEquals(List.of(), world.asked);
    run(Acceptance.NONE).close();
    String events = Files.readString(world.host.path().resolve(HostFolder.EVENTS));
    assertTrue(events.contains("\"id\":9001"), events);
  }

  @Test
  void onlyTheOwnerEntersTheFolder() throws Exception {
    try (RunningMachine machine = run(Acceptance.NONE)) {
      Path outer = machine.parts().getParent();
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(outer)));
      machine.wipe();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"schema\":\"keyward.host-machine-run/1\",\"folder\":\"/dev/shm/\\u0000\"}",
        "{\"schema\":\"keyward.host-machine-run/1\",\"folder\":\"not/absolute\"}"
      })
  void aDamagedRecordOfARunIsNamedWithAWayBack(String record) throws Exception {
    world.start(app);
    Files.writeString(world.machineFolder(app).resolve("run.json"), record);
    KeywardException refused = assertThrows(KeywardException.class, () -> world.start(app));
    assertTrue(refused.fault().hint().orElseThrow().contains("--accept-rollback"));
    assertEquals(3, world.start(app, true).generation());
    assertEquals(4, world.start(app).generation());
  }

  @Test
  void aStartThatFailsLeavesNothingInMemory() throws Exception {
    world.down("branch");
    world.down("datacenter");
    assertThrows(KeywardException.class, () -> run(Acceptance.NONE));
    assertEquals(List.of(), inMemory());
    world.up("branch");
    run(Acceptance.NONE).close();
    assertEquals(List.of(), earlier);
  }
}
