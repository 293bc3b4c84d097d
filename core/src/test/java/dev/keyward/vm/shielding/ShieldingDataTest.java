package dev.keyward.vm.shielding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.TestTools;
import dev.keyward.vm.Mutations;
import dev.keyward.vm.TestVms;
import dev.keyward.vm.VmHeaderForm;
import dev.keyward.vm.layout.HeaderFields;
import dev.keyward.vm.layout.PartForm;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShieldingDataTest {

  private static final Map<String, String> CONTENTS =
      Map.of(
          "answer-file", new String(TestShielding.ANSWERS, StandardCharsets.UTF_8),
          "file/setup.ps1", new String(TestShielding.SETUP, StandardCharsets.UTF_8));

  private static byte[] file;
  private static byte[] other;

  @BeforeAll
  static void createOnce() throws Exception {
    file = TestShielding.create("server");
    other = TestShielding.create("another");
  }

  private static String header() {
    return new String(TestVms.blocks(file).get(0), StandardCharsets.UTF_8);
  }

  private static void refused(String code, byte[] bytes) {
    KeywardException e =
        assertThrows(KeywardException.class, () -> TestShielding.read(bytes).close());
    assertEquals(code, e.fault().code(), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"contoso", "branch", "datacenter"})
  void opensForTheOwnerAndItsGuardians(String as) throws Exception {
    assertEquals(CONTENTS, TestShielding.contents(file, as));
  }

  @Test
  void doesNotOpenForAStranger() {
    NoAccessException e =
        assertThrows(NoAccessException.class, () -> TestShielding.contents(file, "stranger"));
    assertEquals("not-addressed", e.fault().code());
  }

  @Test
  void tellsWithoutAKeyWhomItIsForAndWhichDisksItAccepts() throws Exception {
    try (ShieldingData data = TestShielding.read(file)) {
      ShieldingHeader header = data.header();
      assertEquals(VmPolicy.SHIELDED, header.policy());
      assertEquals("contoso", header.addressees().owner().name().toString());
      assertEquals(
          List.of("branch", "datacenter"),
          header.addressees().guardians().stream().map(each -> each.name().toString()).toList());
      assertEquals(List.of(TestShielding.qualifier("server")), header.qualifiers());
      assertEquals("@ComputerName@", header.substitutions().get(0).text());
      assertEquals(
          List.of("answer-file", "file/setup.ps1"),
          header.parts().stream().map(part -> part.name().toString()).toList());
      assertEquals(256, header.parts().get(0).size());
    }
  }

  @Test
  void hasNothingOfItsContentInTheClear() {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains("a secret of the test"));
    assertFalse(text.contains("a script of the test"));
  }

  @Test
  void isSealedWithOtherKeysEachTime() throws Exception {
    byte[] again = TestShielding.create("server");
    assertFalse(java.util.Arrays.equals(TestVms.blocks(file).get(3), TestVms.blocks(again).get(3)));
  }

  @Test
  void refusesEachChangedFieldOfTheHeader() {
    Set<String> fields = new LinkedHashSet<>();
    Matcher matcher = Pattern.compile("\"(\\w+)\":(\"[^\"]*\"|[0-9]+)").matcher(header());
    while (matcher.find()) {
      fields.add(matcher.group(1));
      byte[] changed = header().getBytes(StandardCharsets.UTF_8);
      changed[matcher.end() - (matcher.group(2).startsWith("\"") ? 2 : 1)] ^= 1;
      List<byte[]> blocks = TestVms.blocks(file);
      blocks.set(0, changed);
      assertThrows(
          KeywardException.class,
          () -> TestShielding.read(TestVms.file(blocks)).close(),
          matcher.group());
    }
    assertTrue(
        fields.containsAll(
            Set.of(
                "schema",
                "name",
                "console",
                "signing",
                "encryption",
                "certificate",
                "signer",
                "version",
                "rule",
                "text",
                "size",
                "sha256")),
        fields.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, header-signature",
    "1, header-signature",
    "2, protector-of-another",
    "3, part-changed",
    "4, part-changed",
    "5, header-of-another"
  })
  void refusesEachBlockOfAnotherFileOfTheSameOwner(int block, String code) {
    refused(code, TestVms.spliced(file, other, block));
  }

  @Test
  void refusesTheHeaderAndSignatureOfAnotherFile() {
    refused("header-of-another", TestVms.spliced(file, other, 0, 1));
  }

  @Test
  void refusesChangedBytesAllOverItsParts() {
    changeBytes(37);
  }

  @Test
  @Tag("soak")
  void refusesEachThirdByteThatIsChangedInItsParts() {
    changeBytes(3);
  }

  private static void changeBytes(int step) {
    for (int part = 3; part <= 4; part++) {
      int length = TestVms.blocks(file).get(part).length;
      for (int at = 0; at < length; at += step) {
        List<byte[]> blocks = TestVms.blocks(file);
        blocks.get(part)[at] ^= 1;
        refused("part-changed", TestVms.file(blocks));
      }
    }
  }

  @Test
  void refusesPartsInAnotherOrder() {
    List<byte[]> blocks = TestVms.blocks(file);
    blocks.add(3, blocks.remove(4));
    refused("part-changed", TestVms.file(blocks));
  }

  @Test
  void refusesAPartMoreOrLess() {
    List<byte[]> blocks = TestVms.blocks(file);
    blocks.remove(4);
    refused("parts-of-another", TestVms.file(blocks));
    blocks.add(4, new byte[100]);
    blocks.add(4, new byte[100]);
    refused("parts-of-another", TestVms.file(blocks));
  }

  /** Nobody signs the seal, but what it lists must be what the owner signed. */
  @Test
  void refusesASealThatListsOtherParts() {
    List<byte[]> blocks = TestVms.blocks(file);
    String seal = new String(blocks.get(5), StandardCharsets.UTF_8);
    blocks.set(
        5, seal.replace("file/setup.ps1", "file/start.ps1").getBytes(StandardCharsets.UTF_8));
    refused("parts-of-another", TestVms.file(blocks));
  }

  @Test
  void doesNotOpenWithChangedPartKeys() throws Exception {
    List<byte[]> blocks = TestVms.blocks(file);
    String seal = new String(blocks.get(5), StandardCharsets.UTF_8);
    int at = seal.indexOf("\"keys\":\"") + 30;
    char changed = seal.charAt(at) == 'A' ? 'B' : 'A';
    blocks.set(
        5,
        (seal.substring(0, at) + changed + seal.substring(at + 1))
            .getBytes(StandardCharsets.UTF_8));
    byte[] bytes = TestVms.file(blocks);
    KeywardException e =
        assertThrows(KeywardException.class, () -> TestShielding.contents(bytes, "branch"));
    assertEquals("part-keys", e.fault().code());
  }

  @Test
  void doesNotOpenAsAnotherGeneration() throws Exception {
    List<byte[]> blocks = TestVms.blocks(file);
    ByteBuffer.wrap(blocks.get(2)).putLong(2);
    refused("other-generation", TestVms.file(blocks));
    String seal = new String(blocks.get(5), StandardCharsets.UTF_8);
    blocks.set(
        5, seal.replace("\"generation\":1", "\"generation\":2").getBytes(StandardCharsets.UTF_8));
    byte[] bytes = TestVms.file(blocks);
    KeywardException e =
        assertThrows(KeywardException.class, () -> TestShielding.contents(bytes, "branch"));
    assertEquals("part-keys", e.fault().code());
  }

  @Test
  void refusesTheHeaderSignedByAnotherKey() throws KeywardException {
    refused(
        "header-signature", TestShielding.resigned(file, TestVms.blocks(file).get(0), "fabrikam"));
  }

  @Test
  void refusesTheProtectorOfAnotherOwner() throws Exception {
    byte[] fabrikams = TestShielding.create("server", "fabrikam");
    refused("protector-of-another-owner", TestVms.spliced(file, fabrikams, 2));
  }

  @Test
  void refusesAWrappingThatTheHeaderDoesNotPermit() throws KeywardException {
    String header = header();
    int start = header.indexOf(",{\"name\":\"datacenter\"");
    int end = header.indexOf("}", start) + 1;
    byte[] without =
        (header.substring(0, start) + header.substring(end)).getBytes(StandardCharsets.UTF_8);
    refused("wrapping-not-permitted", TestShielding.resigned(file, without, "contoso"));
  }

  @Test
  void refusesAShieldedVm() throws Exception {
    refused("wrong-kind", TestVms.shielded("app", Map.of()));
  }

  @Test
  void isRefusedAsAShieldedVm() {
    KeywardException e =
        assertThrows(
            KeywardException.class,
            () -> VmHeaderForm.decode(header().getBytes(StandardCharsets.UTF_8)));
    assertEquals("wrong-kind", e.fault().code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shielding-data/2 | shielding-data/3 | unknown-version",
        "\"rule\":\"greater\" | \"rule\":\"less\" | bad-field",
        "\"version\":\"1.2.3.4\" | \"version\":\"1.2.3.4.5\" | bad-disk-version",
        "\"name\":\"server\" | \"name\":\"\" | bad-disk-name",
        "\"text\":\"@ComputerName@\" | \"text\":\"@Department@\" | bad-field",
        "\"name\":\"answer-file\" | \"name\":\"file/answers\" | bad-field",
        "\"name\":\"file/setup.ps1\" | \"name\":\"secret/setup.ps1\" | bad-field",
        "\"name\":\"file/setup.ps1\" | \"name\":\"answer-file\" | bad-field",
        "\"name\":\"file/setup.ps1\" | \"name\":\"file/../setup\" | bad-part-name",
        "\"console\":\"blocked\" | \"console\":\"administrator\" | bad-field",
        "\"name\":\"shielded\" | \"name\":\"encryption-supported\" | bad-field",
        "\"policy\": | \"more\":1,\"policy\": | unknown-field",
        "\"qualifiers\":[ | \"qualifiers\":[], \"x\":[ | bad-field",
      })
  void refusesASignedHeaderThatBreaksTheForm(String old, String replacement, String code)
      throws KeywardException {
    assertTrue(header().contains(old), old);
    byte[] header = header().replace(old, replacement).getBytes(StandardCharsets.UTF_8);
    refused(code, TestShielding.resigned(file, header, "contoso"));
  }

  @Test
  void mutationsEndInDeclaredErrorsOrChangeNothing() throws Exception {
    mutateFiles(1_000, 20261123);
  }

  @Test
  @Tag("soak")
  void tenThousandMutationsEndInDeclaredErrorsOrChangeNothing() throws Exception {
    mutateFiles(10_000, 20261124);
  }

  private static void mutateFiles(int count, long seed) throws Exception {
    int refused = Mutations.refused(file, count, seed, ShieldingDataTest::readsTheSame);
    assertTrue(refused > count / 10 * 9, refused + " refused");
  }

  private static void readsTheSame(byte[] mutated) throws Exception {
    try (ShieldingData data = TestShielding.read(mutated)) {
      assertEquals(List.of(TestShielding.qualifier("server")), data.header().qualifiers());
    }
  }

  @Test
  void mutationsOfSignedHeadersEndInDeclaredErrors() throws Exception {
    mutateHeaders(1_000, 5);
  }

  @Test
  @Tag("soak")
  void tenThousandMutationsOfSignedHeadersEndInDeclaredErrors() throws Exception {
    mutateHeaders(10_000, 6);
  }

  private static void mutateHeaders(int count, long seed) throws Exception {
    byte[] header = TestVms.blocks(file).get(0);
    int refused = Mutations.refused(header, count, seed, ShieldingHeaderForm::decode);
    assertTrue(refused > count / 2, refused + " refused");
  }

  @Test
  void holdsTheLargestHeader() throws Exception {
    SealedPart part = TestShielding.read(file).header().parts().get(0);
    List<SealedPart> parts = new ArrayList<>(List.of(part));
    for (int i = 0; i < 63; i++) {
      String name = "x".repeat(60) + i;
      parts.add(new SealedPart(PartName.file(name), part.sealedSize(), part.digest()));
    }
    List<VolumeIdQualifier> qualifiers = new ArrayList<>();
    List<Substitution> substitutions = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      qualifiers.add(TestShielding.qualifier("\u4e16".repeat(256)));
    }
    for (int i = 0; i < 256; i++) {
      substitutions.add(Substitution.find("@NextHop-100-" + (i + 100) + "@").orElseThrow());
    }
    ShieldingHeader header =
        new ShieldingHeader(
            VmPolicy.ENCRYPTION_SUPPORTED,
            TestShielding.read(file).header().addressees(),
            qualifiers,
            substitutions,
            parts,
            true);
    byte[] bytes = ShieldingHeaderForm.encode(header);
    int guardians = 63 * 300;
    int certificate = HeaderFields.MAX_CERTIFICATE * 4 / 3;
    assertTrue(bytes.length + guardians + certificate < SignedHeader.MAX_SIZE, "" + bytes.length);
    assertEquals(header, ShieldingHeaderForm.decode(bytes));
  }

  @Test
  void refusesContentOfAnotherSizeThanAnnounced() throws Exception {
    ShieldingDraft draft =
        new ShieldingDraft(
            VmPolicy.SHIELDED,
            TestVms.keys("contoso").signing(),
            List.of(),
            List.of(TestShielding.qualifier("server")));
    PartSource longer =
        new PartSource(
            PartName.ANSWER_FILE, 3, () -> new java.io.ByteArrayInputStream(new byte[4]));
    assertThrows(
        IOException.class,
        () ->
            new ShieldingAuthor(TestTools.of(TestVms.ENGINE, TestVms.RANDOM))
                .create(
                    draft,
                    AnswerFile.parse(TestShielding.ANSWERS),
                    List.of(longer),
                    new ByteArrayOutputStream()));
  }

  @Test
  void cannotBeMadeOfPartsOutOfBounds() throws Exception {
    SealedPart answers = TestShielding.read(file).header().parts().get(0);
    assertFalse(ShieldingHeader.areParts(List.of(), PartForm.PADDED));
    assertFalse(ShieldingHeader.areParts(List.of(answers, answers), PartForm.PADDED));
    SealedPart large =
        new SealedPart(
            PartName.file("large"),
            dev.keyward.internal.crypto.cipher.StreamSize.sealed(ShieldingHeader.MAX_PART + 512L),
            answers.digest());
    assertFalse(ShieldingHeader.areParts(List.of(answers, large), PartForm.PADDED));
    assertTrue(ShieldingHeader.areParts(List.of(answers), PartForm.PADDED));
  }
}
