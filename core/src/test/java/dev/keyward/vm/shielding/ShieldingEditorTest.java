package dev.keyward.vm.shielding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.ProtectorEditor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.WrappingKeys;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.vm.TestVms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShieldingEditorTest {

  private static final Tools TOOLS = TestTools.of(TestVms.ENGINE, TestVms.RANDOM);
  private static final ProtectorEdit GRANT = ProtectorEdit.granting(TestVms.trustedOf("stranger"));
  private static final ProtectorEdit REVOKE =
      ProtectorEdit.revoking(List.of(TestVms.guardian("branch")));

  private static byte[] file;
  private static Map<String, String> contents;

  @BeforeAll
  static void createOnce() throws Exception {
    file = TestShielding.create("server");
    contents = TestShielding.contents(file, "contoso");
  }

  private static byte[] edited(byte[] before, String as, ProtectorEdit edit)
      throws KeywardException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShieldingData data = TestShielding.read(before)) {
      new ShieldingEditor(TOOLS).apply(data, TestVms.keys(as), edit, out);
    }
    return out.toByteArray();
  }

  private static void refused(String code, byte[] before, String as, ProtectorEdit edit) {
    KeywardException e = assertThrows(KeywardException.class, () -> edited(before, as, edit));
    assertEquals(code, e.fault().code(), e.getMessage());
  }

  @Test
  void letsAGuardianInAndKeepsTheOthers() throws Exception {
    byte[] after = edited(file, "contoso", GRANT);
    for (String who : List.of("contoso", "branch", "datacenter", "stranger")) {
      assertEquals(contents, TestShielding.contents(after, who), who);
    }
  }

  @Test
  void keepsWhatTheOwnerSaidBesides() throws Exception {
    try (ShieldingData before = TestShielding.read(file);
        ShieldingData after = TestShielding.read(edited(file, "contoso", GRANT))) {
      assertEquals(before.header().policy(), after.header().policy());
      assertEquals(before.header().qualifiers(), after.header().qualifiers());
      assertEquals(before.header().substitutions(), after.header().substitutions());
      assertEquals(2, after.blocks().binding().generation());
    }
  }

  @Test
  void permitsExactlyWhoIsInTheProtector() throws Exception {
    try (ShieldingData after =
        TestShielding.read(edited(edited(file, "contoso", GRANT), "contoso", REVOKE))) {
      assertEquals(
          List.of("datacenter", "stranger"),
          after.header().addressees().guardians().stream()
              .map(each -> each.name().toString())
              .toList());
      assertEquals(
          List.of("0", "2", "3"),
          after.protector().wrappings().stream().map(each -> each.id().toString()).toList());
    }
  }

  @Test
  void doesNotOpenForWhoIsTakenOut() throws Exception {
    byte[] after = edited(file, "contoso", REVOKE);
    assertEquals(contents, TestShielding.contents(after, "datacenter"));
    KeywardException e =
        assertThrows(KeywardException.class, () -> TestShielding.contents(after, "branch"));
    assertEquals("not-addressed", e.fault().code());
  }

  /** Who is taken out has the transport key of the old copy. */
  @Test
  void doesNotOpenWithTheTransportKeyOfAnOldCopy() throws Exception {
    byte[] after = edited(file, "contoso", REVOKE);
    try (ShieldingData before = TestShielding.read(file);
        ShieldingData now = TestShielding.read(after);
        TransportKey known =
            before
                .protector()
                .open(TestVms.keys("branch").opening(), TestVms.ENGINE, TestVms.RANDOM)) {
      KeywardException e = assertThrows(KeywardException.class, () -> now.blocks().unlock(known));
      assertEquals("part-keys", e.fault().code());
    }
  }

  @Test
  void isForTheOwnerOnly() {
    refused("not-the-owner", file, "branch", GRANT);
    refused("not-the-owner", file, "stranger", GRANT);
  }

  @Test
  void writesNothingWhereNothingChanges() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShieldingData data = TestShielding.read(file)) {
      EditedProtector edited =
          new ShieldingEditor(TOOLS)
              .apply(
                  data,
                  TestVms.keys("contoso"),
                  ProtectorEdit.granting(TestVms.trustedOf("branch")),
                  out);
      assertFalse(edited.changed());
    }
    assertEquals(0, out.size());
  }

  /** Else a file that opens for nobody would be called unchanged. */
  @Test
  void refusesASealThatDoesNotOpenAlsoWhereNothingWouldChange() {
    List<byte[]> blocks = TestVms.blocks(file);
    String seal = new String(blocks.get(5), StandardCharsets.UTF_8);
    int at = seal.indexOf("\"keys\":\"") + 30;
    char changed = seal.charAt(at) == 'A' ? 'B' : 'A';
    blocks.set(
        5,
        (seal.substring(0, at) + changed + seal.substring(at + 1))
            .getBytes(StandardCharsets.UTF_8));
    refused(
        "part-keys",
        TestVms.file(blocks),
        "contoso",
        ProtectorEdit.granting(TestVms.trustedOf("branch")));
  }

  /** A guardian that can open can seal again, under a key of its choice. */
  private static byte[] sealedBy(String name) throws KeywardException, IOException {
    GuardianKeys keys = TestVms.keys(name);
    try (ShieldingData data = TestShielding.read(file);
        TransportKey chosen = TransportKey.create(TestVms.RANDOM)) {
      Wrapping own =
          data.protector().wrappings().stream()
              .filter(each -> keys.guardian().decryptsFor(each.encryption()))
              .findFirst()
              .orElseThrow();
      WrappingKeys theirs =
          new WrappingKeys(
              GuardianName.parse(name), own, keys.opening().key(), keys.signing().key());
      KeyProtector rolled = new ProtectorEditor(TOOLS).roll(data.protector(), theirs, chosen);
      return TestShielding.resealed(
          file, keys, new ProtectorVerifier(TestVms.ENGINE).verify(rolled), chosen);
    }
  }

  @Test
  void takesOnTheSealOfAnotherOnlyWhereTheOwnerSaysSo() throws Exception {
    byte[] before = sealedBy("branch");
    assertEquals(contents, TestShielding.contents(before, "datacenter"));
    refused("sealed-by-other", before, "contoso", GRANT);
    GuardianCertificate branch = TestVms.guardian("branch").signing();
    byte[] after = edited(before, "contoso", GRANT.accepting(branch::sameKeyAs));
    assertEquals(contents, TestShielding.contents(after, "stranger"));
    try (ShieldingData data = TestShielding.read(after)) {
      assertTrue(data.protector().isSealedByOwner());
    }
  }

  @Test
  void refusesBlocksOfTheFileBefore() throws Exception {
    byte[] after = edited(file, "contoso", REVOKE);
    for (int block : Set.of(0, 2, 3, 4, 5)) {
      assertThrows(
          KeywardException.class,
          () -> TestShielding.contents(TestVms.spliced(after, file, block), "contoso"),
          "block " + block);
    }
    KeywardException e =
        assertThrows(
            KeywardException.class,
            () -> TestShielding.read(TestVms.spliced(after, file, 2)).close());
    assertEquals("wrapping-not-permitted", e.fault().code());
  }

  @Test
  void doesNotBecomeAFileOfBefore() throws Exception {
    byte[] header = TestVms.blocks(file).get(0);
    byte[] older =
        new String(header, StandardCharsets.UTF_8)
            .replace("shielding-data/2", "shielding-data/1")
            .getBytes(StandardCharsets.UTF_8);
    List<byte[]> blocks = TestVms.blocks(file);
    blocks.set(0, older);
    KeywardException e =
        assertThrows(
            KeywardException.class, () -> TestShielding.read(TestVms.file(blocks)).close());
    assertEquals("header-signature", e.fault().code());
  }

  @Test
  void refusesARootInAHeaderOfBefore() throws Exception {
    String root = ",\"rule\":\"exactly\",\"root\":\"" + "0".repeat(64) + "\"";
    String header =
        new String(TestVms.blocks(file).get(0), StandardCharsets.UTF_8)
            .replace(",\"rule\":\"greater\"", root);
    assertEquals(
        "header-of-another",
        code(TestShielding.resigned(file, header.getBytes(StandardCharsets.UTF_8), "contoso")));
    String older = header.replace("shielding-data/2", "shielding-data/1");
    assertEquals(
        "bad-field",
        code(TestShielding.resigned(file, older.getBytes(StandardCharsets.UTF_8), "contoso")));
    String without = header.replace(root, ",\"rule\":\"exactly\"");
    assertEquals(
        "missing-field",
        code(TestShielding.resigned(file, without.getBytes(StandardCharsets.UTF_8), "contoso")));
  }

  private static String code(byte[] bytes) {
    return assertThrows(KeywardException.class, () -> TestShielding.read(bytes).close())
        .fault()
        .code();
  }

  @Test
  void aKeyOfAnotherThanTheOwnerRollsNothing() throws Exception {
    SigningKey branch = TestVms.keys("branch").signing();
    Guardian guardian = branch.guardian();
    assertFalse(guardian.hasSigningKeyOf(TestVms.guardian("contoso").signing()));
    try (ShieldingData data = TestShielding.read(file);
        TransportKey key = TransportKey.create(TestVms.RANDOM)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ProtectorEditor(TOOLS).roll(data.protector(), branch, key));
    }
  }
}
