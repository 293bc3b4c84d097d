package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ShieldedVm;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host remembers of machines, and of whose. */
@Tag("windows")
class MachineRecordTest {

  private static final GuardianKeys TENANT = TestWorld.guardian("tenant");

  @TempDir Path temp;

  private TestWorld world;
  private Path app;

  @BeforeEach
  void build() throws Exception {
    world = new TestWorld(temp);
    world.configure(Optional.of("branch"), Optional.of("datacenter"));
    app = world.shielded("app", "branch");
  }

  private static MachineKey key(Path file) throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE)) {
      return MachineKey.of(vm);
    }
  }

  private Path record(Path file) throws Exception {
    return world.host.path().resolve("machines").resolve(key(file).toString());
  }

  private Path formerRecord(Path file) throws Exception {
    return world.host.path().resolve("machines").resolve(key(file).id().toString());
  }

  private static void requireOpens(Path file, GuardianKeys owner) throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE);
        OpenedVm opened = vm.unlock(owner.opening(), TestWorld.RANDOM)) {
      opened.copy(vm.parts().get(0), OutputStream.nullOutputStream());
    }
  }

  @Test
  void anotherTenantsMachineOfTheSameIdBlocksNothing() throws Exception {
    Path other = world.shieldedBy(TENANT, "app", "other", "branch");
    world.start(other);
    world.start(other);
    assertEquals(2, world.start(app).generation());
    assertEquals(4, world.start(other).generation());
  }

  @Test
  void anotherTenantsMachineOfTheSameIdOverwritesNothing() throws Exception {
    byte[] before = Files.readAllBytes(app);
    world.start(app);
    world.start(world.shieldedBy(TENANT, "app", "other", "branch"));
    assertArrayEquals(before, Files.readAllBytes(record(app).resolve("last-known-good.svm")));
  }

  @Test
  void theRecordOfBeforeIsFoundForItsOwner() throws Exception {
    Path old = temp.resolve("old.svm");
    Files.copy(app, old);
    world.start(app);
    Path record = record(app);
    Files.move(record, formerRecord(app));
    VerificationFailedException e =
        assertThrows(VerificationFailedException.class, () -> world.start(old));
    assertEquals("older-generation", e.fault().code());
    assertEquals(3, world.start(app).generation());
    assertTrue(Files.exists(record.resolve("machine.json")));
    assertFalse(Files.exists(formerRecord(app)));
  }

  @Test
  void theRecordOfBeforeIsNotTakenForAnotherOwner() throws Exception {
    Path other = world.shieldedBy(TENANT, "app", "other", "branch");
    world.start(app);
    world.start(app);
    Files.move(record(app), formerRecord(app));
    assertEquals(2, world.start(other).generation());
    assertTrue(Files.exists(formerRecord(app)));
    assertEquals(4, world.start(app).generation());
  }

  @Test
  void aRecordOfBeforeThatNamesNoOwnerCountsForAll() throws Exception {
    Path old = temp.resolve("old.svm");
    Files.copy(app, old);
    world.start(app);
    Files.delete(record(app).resolve("last-known-good.svm"));
    Files.delete(record(app).resolve("last-sealed-by-owner.svm"));
    Files.move(record(app), formerRecord(app));
    assertThrows(VerificationFailedException.class, () -> world.start(old));
    assertEquals(3, world.start(app).generation());
  }

  @Test
  void whatTheOwnerSealedLastIsKeptHoweverOftenAServiceSeals() throws Exception {
    byte[] owners = Files.readAllBytes(app);
    world.start(app);
    world.start(app);
    Path kept = record(app).resolve("last-sealed-by-owner.svm");
    assertArrayEquals(owners, Files.readAllBytes(kept));
    // The way back: the owner's file takes the place of those that a service may have spoilt.
    Files.copy(kept, app, StandardCopyOption.REPLACE_EXISTING);
    requireOpens(app, TestWorld.OWNER);
    assertEquals(2, world.start(app, true).generation());
  }
}
