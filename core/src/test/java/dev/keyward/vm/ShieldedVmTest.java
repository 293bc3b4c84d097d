package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShieldedVmTest {

  private static final int PLAIN = (1 << 20) - 16;

  @TempDir Path folder;

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Map<String, byte[]> some() {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("vtpm-state", random(3000, 1));
    contents.put("secret/admin-password", "a very secret word".getBytes(StandardCharsets.UTF_8));
    contents.put("secret/empty", new byte[0]);
    return contents;
  }

  private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> found) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
    expected.forEach((name, content) -> assertArrayEquals(content, found.get(name), name));
  }

  private Path shielded() throws Exception {
    return TestVms.write(folder, TestVms.shielded("app", some()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contoso", "branch", "datacenter"})
  void opensForEveryGuardianInIt(String name) throws Exception {
    assertSame(some(), TestVms.contents(shielded(), name));
  }

  @Test
  void doesNotOpenForAStranger() throws Exception {
    Path file = shielded();
    KeywardException refused =
        assertThrows(KeywardException.class, () -> TestVms.contents(file, "stranger"));
    assertEquals("not-addressed", refused.fault().code());
  }

  @Test
  void tellsWithoutAKeyWhatTheOwnerSigned() throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(shielded(), TestVms.ENGINE)) {
      VmHeader expected =
          TestVms.header("app", VmPolicy.SHIELDED, "contoso", "branch", "datacenter");
      assertEquals(expected, vm.header());
      assertEquals(1, vm.generation());
      assertEquals(3072, vm.parts().get(0).size());
      for (SealedPart part : vm.parts()) {
        vm.checkPart(part);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PLAIN - 41, PLAIN - 40, PLAIN - 39, 2 * PLAIN - 40, 3_000_000})
  void keepsContentOfAnySize(int size) throws Exception {
    Map<String, byte[]> contents = Map.of("vtpm-state", random(size, size));
    Path file = TestVms.write(folder, TestVms.shielded("app", contents));
    assertSame(contents, TestVms.contents(file, "branch"));
  }

  @Test
  void mayHaveNoPartsAtAll() throws Exception {
    Path file = TestVms.write(folder, TestVms.shielded("app", Map.of()));
    assertTrue(TestVms.contents(file, "branch").isEmpty());
  }

  @Test
  void hasNothingOfItsContentInTheClear() throws Exception {
    String text = new String(TestVms.shielded("app", some()), StandardCharsets.ISO_8859_1);
    assertFalse(text.contains("a very secret word"));
  }

  @Test
  void isRolledWithoutTheOwnerAndWithoutTouchingItsParts() throws Exception {
    Path file = shielded();
    byte[] before = java.nio.file.Files.readAllBytes(file);
    byte[] rolled = TestVms.rolled(file, "branch");
    TestVms.write(folder, rolled);
    assertSame(some(), TestVms.contents(file, "datacenter"));
    for (int block : new int[] {0, 1, 3, 4, 5}) {
      assertArrayEquals(TestVms.blocks(before).get(block), TestVms.blocks(rolled).get(block));
    }
    try (ShieldedVm vm = ShieldedVm.open(file, TestVms.ENGINE)) {
      assertEquals(2, vm.generation());
    }
  }

  @Test
  void isNotRolledToWrappingsThatTheHeaderDoesNotPermit() throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(shielded(), TestVms.ENGINE);
        OpenedVm opened = vm.unlock(TestVms.keys("branch").opening(), TestVms.RANDOM);
        TransportKey key = TransportKey.create(TestVms.RANDOM)) {
      var protector = TestVms.protector(key, "contoso", "branch", "stranger");
      KeywardException refused =
          assertThrows(
              KeywardException.class,
              () -> TestVms.AUTHOR.roll(opened, protector, key, OutputStream.nullOutputStream()));
      assertEquals("wrapping-not-permitted", refused.fault().code());
    }
  }

  @Test
  void isResealedToOthersWithNewKeysAndAnotherName() throws Exception {
    Path file = shielded();
    byte[] before = java.nio.file.Files.readAllBytes(file);
    VmEdit edit =
        new VmEdit(
            TrustedHistory.of(TestVms.trustedOf("third", "datacenter")),
            revoked("branch", "stranger"),
            List.of(),
            Optional.of("app, renamed"));
    byte[] resealed = TestVms.resealed(file, edit);
    TestVms.write(folder, resealed);
    assertSame(some(), TestVms.contents(file, "third"));
    assertSame(some(), TestVms.contents(file, "datacenter"));
    assertThrows(KeywardException.class, () -> TestVms.contents(file, "branch"));
    for (int block = 0; block < TestVms.blocks(before).size(); block++) {
      assertFalse(
          java.util.Arrays.equals(
              TestVms.blocks(before).get(block), TestVms.blocks(resealed).get(block)));
    }
    try (ShieldedVm vm = ShieldedVm.open(file, TestVms.ENGINE)) {
      assertEquals("app, renamed", vm.header().vm().name());
      assertEquals(2, vm.generation());
    }
  }

  private static List<GuardianHistory> revoked(String... names) {
    return Arrays.stream(names).map(name -> GuardianHistory.of(TestVms.guardian(name))).toList();
  }

  @Test
  void tellsWhatAResealDid() throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(shielded(), TestVms.ENGINE)) {
      ResealedVm done =
          new VmResealer(TestTools.of(TestVms.ENGINE, TestVms.RANDOM))
              .reseal(
                  vm,
                  TestVms.keys("contoso"),
                  new VmEdit(
                      TrustedHistory.of(TestVms.trustedOf("third", "datacenter")),
                      revoked("branch", "stranger"),
                      List.of(),
                      Optional.empty()),
                  new ByteArrayOutputStream());
      assertEquals("[third]", done.granted().toString());
      assertEquals("[datacenter]", done.alreadyGranted().toString());
      assertEquals("[branch]", done.revoked().toString());
      assertEquals("[stranger]", done.notGranted().toString());
    }
  }

  @Test
  void isResealedByItsOwnerOnly() throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(shielded(), TestVms.ENGINE)) {
      VmEdit edit = VmEdit.NOTHING;
      KeywardException refused =
          assertThrows(
              KeywardException.class,
              () ->
                  new VmResealer(TestTools.of(TestVms.ENGINE, TestVms.RANDOM))
                      .reseal(vm, TestVms.keys("branch"), edit, OutputStream.nullOutputStream()));
      assertEquals("not-the-owner", refused.fault().code());
    }
  }

  @Test
  void keepsItsOwnerIn() throws Exception {
    Path file = shielded();
    VmEdit edit =
        new VmEdit(
            List.of(),
            List.of(GuardianHistory.of(TestVms.guardian("contoso"))),
            List.of(),
            Optional.empty());
    KeywardException refused =
        assertThrows(KeywardException.class, () -> TestVms.resealed(file, edit));
    assertEquals("owner-stays", refused.fault().code());
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 4})
  void refusesContentOfAnotherSizeThanAnnounced(long announced) throws Exception {
    try (TransportKey key = TransportKey.create(TestVms.RANDOM)) {
      VmDraft draft =
          new VmDraft(
              TestVms.header("app", VmPolicy.SHIELDED, "contoso", "branch"),
              TestVms.keys("contoso").signing(),
              TestVms.protector(key, "contoso", "branch"),
              key);
      PartSource part =
          new PartSource(
              PartName.VTPM_STATE, announced, () -> new ByteArrayInputStream(new byte[3]));
      assertThrows(
          IOException.class,
          () -> TestVms.AUTHOR.shield(draft, List.of(part), OutputStream.nullOutputStream()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Secret/x",
        "secret/",
        "secret/..",
        "secret/a/b",
        "secret/nul.txt",
        "secret/a."
      })
  void refusesNamesOfPartsThatAreNoFileNames(String name) {
    assertThrows(KeywardException.class, () -> PartName.parse(name));
  }
}
