package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TestTrust;
import dev.keyward.host.Acceptance.Kind;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmEdit;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.VmResealer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host starts the state that it wrote last, and what comes from it. */
@Tag("windows")
class HistoryTest {

  private static final GuardianKeys HEIR = TestWorld.guardian("heir");
  private static final VmResealer RESEALER =
      new VmResealer(TestTools.of(TestWorld.ENGINE, TestWorld.RANDOM));
  private static final Acceptance ROLLBACK = new Acceptance(true, false, Optional.empty());
  private static final Acceptance BRANCH = new Acceptance(false, true, Optional.empty());

  @TempDir Path temp;

  private TestWorld world;
  private Path app;

  @BeforeEach
  void build() throws Exception {
    world = new TestWorld(temp);
    world.configure(Optional.of("branch"), Optional.of("datacenter"));
    app = world.shielded("app", "branch", "datacenter");
  }

  private Path copy(Path file, String name) throws Exception {
    return Files.copy(file, temp.resolve(name + ".svm"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void reseal(Path file, VmEdit edit) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE)) {
      RESEALER.reseal(vm, TestWorld.OWNER, edit.accepting(sealer -> true), out);
    }
    Files.write(file, out.toByteArray());
  }

  private void revoke(Path file, String guardian) throws Exception {
    GuardianHistory out = GuardianHistory.of(world.guardianOf(guardian));
    reseal(file, new VmEdit(List.of(), List.of(out), List.of(), Optional.empty()));
  }

  private Path handedOver(Path file) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE)) {
      VmResealer.Hands hands = new VmResealer.Hands(TestWorld.OWNER.opening(), HEIR.signing());
      var branch = TestTrust.trusted(world.guardianOf("branch"));
      var heirs = new VmResealer.Heirs(List.of(branch), sealer -> true);
      RESEALER.handOver(vm, hands, heirs, out);
    }
    return Files.write(temp.resolve("handed.svm"), out.toByteArray());
  }

  private static Acceptance owner(GuardianKeys owner) {
    Thumbprint print = owner.guardian().signing().keyThumbprint();
    return new Acceptance(false, false, Optional.of(print));
  }

  private Fault refusal(Path file, Acceptance acceptance) {
    return assertThrows(VerificationFailedException.class, () -> world.start(file, acceptance))
        .fault();
  }

  private Fault refusal(Path file) {
    return refusal(file, Acceptance.NONE);
  }

  private static VmHistory history(Path file) throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE)) {
      return vm.history();
    }
  }

  @Test
  void everyEditKeepsTheLineageAndNamesTheStateBefore() throws Exception {
    VmHistory first = history(app);
    world.start(app);
    VmHistory second = history(app);
    reseal(app, VmEdit.NOTHING);
    VmHistory third = history(app);
    VmHistory fourth = history(handedOver(app));
    assertEquals(List.of(), first.ancestry().digests());
    assertEquals(List.of(first.digest()), second.ancestry().digests());
    assertEquals(List.of(second.digest(), first.digest()), third.ancestry().digests());
    assertEquals(
        List.of(third.digest(), second.digest(), first.digest()), fourth.ancestry().digests());
    for (VmHistory later : List.of(second, third, fourth)) {
      assertEquals(first.lineage(), later.lineage());
    }
  }

  @Test
  void whatComesFromTheLastStateStarts() throws Exception {
    world.start(app);
    reseal(app, VmEdit.NOTHING);
    reseal(app, VmEdit.NOTHING);
    assertEquals(Set.of(), world.start(app).accepted());
  }

  @Test
  void anEarlierStateIsOlder() throws Exception {
    Path old = copy(app, "old");
    world.start(app);
    assertEquals("older-generation", refusal(old).code());
    assertEquals("older-generation", refusal(old, BRANCH).code());
    assertEquals(Set.of(Kind.ROLLBACK), world.start(old, ROLLBACK).accepted());
  }

  @Test
  void afterARollbackTheFormerLineIsAnotherBranch() throws Exception {
    Path old = copy(app, "old");
    world.start(app);
    world.start(app);
    world.start(old, ROLLBACK);
    assertEquals("another-branch", refusal(app).code());
    assertEquals("another-branch", refusal(app, ROLLBACK).code());
    assertEquals(Set.of(), world.start(old).accepted());
  }

  @Test
  void aHigherNumberOnAnotherBranchIsNotNewer() throws Exception {
    Path other = copy(app, "other");
    world.start(app);
    reseal(other, VmEdit.NOTHING);
    reseal(other, VmEdit.NOTHING);
    reseal(other, VmEdit.NOTHING);
    assertEquals("another-branch", refusal(other).code());
    assertEquals(Set.of(Kind.BRANCH), world.start(other, BRANCH).accepted());
    assertEquals("another-branch", refusal(app).code());
  }

  @Test
  void whatTheOtherBranchRevokedIsSaid() throws Exception {
    Path other = copy(app, "other");
    revoke(app, "datacenter");
    world.start(app);
    String found = refusal(other).found();
    assertTrue(found.contains("revoked since then: datacenter ("), found);
    world.start(other, ROLLBACK);
    String back = refusal(app).found();
    assertTrue(
        back.contains("let in on the other branch, or revoked on this one: datacenter ("), back);
  }

  @Test
  void aVmThatWasShieldedAgainIsSaidToBe() throws Exception {
    world.start(app);
    Path before = copy(app, "before");
    Path made = world.shielded("app", "branch");
    assertEquals("shielded-again", refusal(made).code());
    assertEquals(Set.of(Kind.BRANCH), world.start(made, BRANCH).accepted());
    // From now on the old secret is not newer, also with a higher number.
    assertEquals("shielded-again", refusal(before).code());
    assertEquals(Set.of(), world.start(made).accepted());
  }

  @Test
  void aVmOfAnotherOwnerIsRefusedUntilThatOwnerIsNamed() throws Exception {
    world.start(app);
    Path handed = handedOver(app);
    assertEquals("another-owner", refusal(handed).code());
    assertEquals("another-owner", refusal(handed, owner(TestWorld.OWNER)).code());
    assertEquals(Set.of(Kind.OWNER), world.start(handed, owner(HEIR)).accepted());
    assertEquals(Set.of(), world.start(handed).accepted());
  }

  @Test
  void theRecordMovesWithTheOwner() throws Exception {
    world.start(app);
    Path handed = handedOver(app);
    Path before = copy(handed, "before");
    world.start(handed, owner(HEIR));
    assertEquals("older-generation", refusal(before).code());
    assertEquals("another-owner", refusal(app).code());
    assertEquals("older-generation", refusal(app, owner(TestWorld.OWNER)).code());
  }

  @Test
  void aHandOverOfAnOlderStateIsABranchBesides() throws Exception {
    Path handed = handedOver(app);
    world.start(app);
    assertEquals("another-branch", refusal(handed, owner(HEIR)).code());
    Acceptance both =
        new Acceptance(false, true, Optional.of(HEIR.guardian().signing().thumbprint()));
    assertEquals(Set.of(Kind.OWNER, Kind.BRANCH), world.start(handed, both).accepted());
  }

  @Test
  void anotherTenantsVmOfTheSameIdNeedsNobodysWord() throws Exception {
    world.start(app);
    Path other = world.shieldedBy(HEIR, "app", "other", "branch");
    assertEquals(Set.of(), world.start(other).accepted());
    assertEquals(Set.of(), world.start(app).accepted());
  }

  @Test
  void aMoveThatWasCutOffIsFinishedByTheNextStart() throws Exception {
    world.start(app);
    Path left = world.machineFolder(app).resolve("machine.json");
    byte[] record = Files.readAllBytes(left);
    Path handed = handedOver(app);
    world.start(handed, owner(HEIR));
    Files.write(left, record);
    assertEquals(Set.of(), world.start(handed).accepted());
    assertFalse(Files.exists(left));
  }

  @Test
  void aStartThatEndedBetweenFileAndRecordIsTakenUp() throws Exception {
    Path record = world.machineFolder(app).resolve("machine.json");
    world.start(app);
    byte[] before = Files.readAllBytes(record);
    world.start(app);
    Files.write(record, before);
    assertEquals(Set.of(), world.start(app).accepted());
  }

  @Test
  void aRecordOfBeforeCountsByItsNumberOnce() throws Exception {
    Path old = copy(app, "old");
    world.start(app);
    Path record = world.machineFolder(app).resolve("machine.json");
    Files.writeString(record, "{\"schema\":\"keyward.host-machine/1\",\"generation\":2}");
    assertEquals("older-generation", refusal(old).code());
    Path other = copy(old, "other");
    reseal(other, VmEdit.NOTHING);
    assertEquals(Set.of(), world.start(other).accepted());
    assertEquals("another-branch", refusal(app).code());
  }

  @Test
  void anAcceptanceThatIsNotNeededIsNotTold() throws Exception {
    Acceptance all = new Acceptance(true, true, owner(TestWorld.OWNER).owner());
    assertEquals(Set.of(), world.start(app, all).accepted());
    assertEquals(Set.of(), world.start(app, all).accepted());
  }
}
