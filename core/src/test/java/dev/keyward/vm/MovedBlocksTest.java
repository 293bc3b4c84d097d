package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.sealing.PermittedGuardian;
import dev.keyward.vm.sealing.VmPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of one file in another, and files that were tampered with. */
class MovedBlocksTest {

  private static final int HEADER = 0;
  private static final int SIGNATURE = 1;
  private static final int PROTECTOR = 2;
  private static final int VTPM = 3;
  private static final int SECRET = 4;
  private static final int SEAL = 5;
  private static final Map<String, byte[]> CONTENTS = new LinkedHashMap<>();

  static {
    CONTENTS.put("vtpm-state", new byte[500]);
    CONTENTS.put("secret/word", new byte[500]);
  }

  @TempDir Path folder;
  private byte[] app;
  private byte[] other;

  @BeforeEach
  void shieldTwo() throws Exception {
    app = TestVms.shielded("app", CONTENTS);
    other = TestVms.shielded("other", CONTENTS);
  }

  private String refusal(byte[] file) throws Exception {
    Path path = TestVms.write(folder, file);
    return assertThrows(KeywardException.class, () -> TestVms.contents(path, "branch"))
        .fault()
        .code();
  }

  private byte[] resealed() throws Exception {
    Path path = TestVms.write(folder, app);
    return TestVms.resealed(path, VmEdit.NOTHING);
  }

  private byte[] rolled() throws Exception {
    return TestVms.rolled(TestVms.write(folder, app), "branch");
  }

  /** With the text of a block changed. */
  private static byte[] rewritten(byte[] file, int block, String from, String to) {
    List<byte[]> blocks = TestVms.blocks(file);
    String text = new String(blocks.get(block), StandardCharsets.UTF_8);
    if (!text.contains(from)) {
      fail("nothing to change: " + from);
    }
    blocks.set(block, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    return TestVms.file(blocks);
  }

  @Test
  void refusesAPartOfAnotherMachine() throws Exception {
    assertEquals("part-changed", refusal(TestVms.spliced(app, other, VTPM)));
  }

  @Test
  void refusesPartsThatChangedPlaces() throws Exception {
    List<byte[]> blocks = TestVms.blocks(app);
    Collections.swap(blocks, VTPM, SECRET);
    assertEquals("part-changed", refusal(TestVms.file(blocks)));
  }

  @Test
  void refusesAHeaderOfAnotherMachine() throws Exception {
    assertEquals("header-of-another", refusal(TestVms.spliced(app, other, HEADER, SIGNATURE)));
  }

  @Test
  void refusesAHeaderUnderTheSignatureOfAnother() throws Exception {
    assertEquals("header-signature", refusal(TestVms.spliced(app, other, HEADER)));
  }

  @Test
  void refusesThePolicyOfAnotherMachine() throws Exception {
    byte[] lax =
        TestVms.shielded(
            TestVms.header("app", VmPolicy.ENCRYPTION_SUPPORTED, "contoso", "branch", "datacenter"),
            CONTENTS);
    String policy = policy(lax);
    assertEquals("header-signature", refusal(rewritten(app, HEADER, policy(app), policy)));
  }

  private static String policy(byte[] file) {
    String header = new String(TestVms.blocks(file).get(HEADER), StandardCharsets.UTF_8);
    return header.substring(header.indexOf("\"policy\""), header.indexOf("\"owner\""));
  }

  @Test
  void refusesTheProtectorOfAnotherMachine() throws Exception {
    assertEquals("protector-of-another", refusal(TestVms.spliced(app, other, PROTECTOR)));
  }

  @Test
  void refusesTheSealOfAnOlderGenerationAfterARoll() throws Exception {
    assertEquals("other-generation", refusal(TestVms.spliced(rolled(), app, SEAL)));
  }

  @Test
  void refusesTheSealOfAnOlderGenerationAfterAReseal() throws Exception {
    assertEquals("other-generation", refusal(TestVms.spliced(resealed(), app, SEAL)));
  }

  @Test
  void refusesTheProtectorOfAnOlderGeneration() throws Exception {
    assertEquals("other-generation", refusal(TestVms.spliced(rolled(), app, PROTECTOR)));
  }

  @Test
  void refusesAnOlderPartInANewerFile() throws Exception {
    assertEquals("part-changed", refusal(TestVms.spliced(resealed(), app, VTPM)));
  }

  /** Whoever has no key can make the clear text of the seal agree; the keys do not open then. */
  @Test
  void refusesASealThatWasMadeToAgree() throws Exception {
    byte[] moved = TestVms.spliced(app, other, PROTECTOR);
    String ours = field(app, "wrappings");
    assertEquals("part-keys", refusal(rewritten(moved, SEAL, ours, field(other, "wrappings"))));
    byte[] headed = TestVms.spliced(app, other, HEADER, SIGNATURE);
    assertEquals(
        "part-keys",
        refusal(rewritten(headed, SEAL, field(app, "header"), field(other, "header"))));
    List<byte[]> blocks = TestVms.blocks(app);
    blocks.get(PROTECTOR)[7] = 9;
    byte[] newer = TestVms.file(blocks);
    assertEquals(
        "part-keys", refusal(rewritten(newer, SEAL, "\"generation\":1", "\"generation\":9")));
    byte[] parted = TestVms.spliced(app, other, VTPM);
    assertEquals(
        "part-keys",
        refusal(
            rewritten(
                parted,
                SEAL,
                Thumbprint.of(TestVms.blocks(app).get(VTPM)).toString(),
                Thumbprint.of(TestVms.blocks(other).get(VTPM)).toString())));
  }

  private static String field(byte[] file, String name) {
    String seal = new String(TestVms.blocks(file).get(SEAL), StandardCharsets.UTF_8);
    int at = seal.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return seal.substring(at, at + 64);
  }

  @Test
  void refusesAHeaderOfAnotherOwner() throws Exception {
    // A stranger signs a header of their own and puts it in front.
    VmHeader forged = TestVms.header("app", VmPolicy.SHIELDED, "stranger", "branch", "datacenter");
    List<byte[]> blocks = TestVms.blocks(app);
    byte[] header = VmHeaderForm.encode(forged);
    blocks.set(HEADER, header);
    blocks.set(
        SIGNATURE,
        TestVms.ENGINE
            .sign(
                TestVms.keys("stranger").signing().key(),
                FileKind.SHIELDED_VM.signedPrefix(),
                header)
            .value());
    assertEquals("protector-of-another-owner", refusal(TestVms.file(blocks)));
  }

  @Test
  void refusesAWrappingThatTheHeaderDoesNotName() throws Exception {
    try (var key = dev.keyward.protector.TransportKey.create(TestVms.RANDOM)) {
      byte[] document =
          TestVms.protector(key, "contoso", "branch", "stranger").protector().encode();
      List<byte[]> blocks = TestVms.blocks(app);
      blocks.set(
          PROTECTOR,
          java.nio.ByteBuffer.allocate(8 + document.length).putLong(1).put(document).array());
      assertEquals("wrapping-not-permitted", refusal(TestVms.file(blocks)));
    }
  }

  @Test
  void refusesTheSignatureOfAnotherType() throws Exception {
    List<byte[]> blocks = TestVms.blocks(app);
    blocks.set(
        SIGNATURE,
        TestVms.ENGINE
            .sign(
                TestVms.keys("contoso").signing().key(),
                FileKind.SHIELDING_DATA.signedPrefix(),
                blocks.get(HEADER))
            .value());
    assertEquals("header-signature", refusal(TestVms.file(blocks)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "keyward.shielded-vm/1|keyward.shielded-vm/2|unknown-version",
        "keyward.shielded-vm/1|keyward.shielding-data/1|wrong-kind",
        "keyward.shielded-vm/1|other/1|bad-field",
        "{\"schema\"|{\"more\":1,\"schema\"|unknown-field",
        "{\"schema\"|{\"schema\":\"x\",\"schema\"|bad-json",
        "\"name\":\"shielded\"|\"name\":\"encryption-supported\"|bad-field",
        "\"name\":\"shielded\"|\"name\":\"none\"|bad-field",
        "\"console\":\"blocked\"|\"console\":\"administrator\"|bad-field",
        "\"console\":\"blocked\",||missing-field",
        "\"name\":\"app\"|\"name\":\"apq\"|header-signature",
        "\"name\":\"app\"|\"name\":\"\"|bad-vm-name",
        "\"name\":\"app\"|\"name\":null|bad-field",
        "\"id\":\"|\"id\":\"x|bad-vm-id",
        "\"name\":\"branch\"|\"name\":\"brunch\"|header-signature",
        "\"name\":\"contoso\"|\"name\":\"Contoso\"|header-signature",
        "\"certificate\":\"MII|\"certificate\":\"MIJ|bad-certificate",
        "\"guardians\":[|\"guardians\":[1,|bad-field",
      })
  void refusesEachTamperedField(String from, String to, String code) throws Exception {
    assertEquals(code, refusal(rewritten(app, HEADER, from, to == null ? "" : to)));
  }

  @ParameterizedTest
  @CsvSource({"signing", "encryption"})
  void refusesAnotherGuardiansDigestInTheHeader(String key) throws Exception {
    PermittedGuardian branch = PermittedGuardian.of(TestVms.guardian("branch"));
    PermittedGuardian stranger = PermittedGuardian.of(TestVms.guardian("stranger"));
    Thumbprint from = key.equals("signing") ? branch.signing() : branch.encryption();
    Thumbprint to = key.equals("signing") ? stranger.signing() : stranger.encryption();
    assertEquals(
        "header-signature", refusal(rewritten(app, HEADER, from.toString(), to.toString())));
  }

  @Test
  void refusesOtherKeysSaltAndCounts() throws Exception {
    String seal = new String(TestVms.blocks(app).get(SEAL), StandardCharsets.UTF_8);
    String salt = seal.substring(seal.indexOf("salt") + 7, seal.indexOf("salt") + 51);
    String zero = Base64.getEncoder().encodeToString(new byte[32]);
    assertEquals("part-keys", refusal(rewritten(app, SEAL, salt, zero)));
    assertEquals(
        "bad-field", refusal(rewritten(app, SEAL, "\"generation\":1", "\"generation\":0")));
    assertEquals("bad-field", refusal(rewritten(app, SEAL, "secret/word", "vtpm-state")));
    assertEquals("part-keys", refusal(rewritten(app, SEAL, "secret/word", "secret/wore")));
    List<byte[]> fewer = TestVms.blocks(app);
    fewer.remove(SECRET);
    assertEquals("parts-of-another", refusal(TestVms.file(fewer)));
    List<byte[]> more = TestVms.blocks(app);
    more.add(SECRET, new byte[1]);
    assertEquals("parts-of-another", refusal(TestVms.file(more)));
  }

  @Test
  void refusesOtherMagicAndBlocksThatDoNotFit() throws Exception {
    byte[] foreign = app.clone();
    foreign[0] = 'k';
    assertEquals("not-a-keyward-file", refusal(foreign));
    byte[] newer = app.clone();
    newer[13] = '2';
    assertEquals("unknown-version", refusal(newer));
    assertEquals("not-a-keyward-file", refusal(new byte[0]));
    assertEquals("bad-blocks", refusal(Arrays.copyOf(app, app.length - 1)));
    assertEquals("bad-blocks", refusal(Arrays.copyOf(app, app.length + 1)));
    byte[] huge = app.clone();
    huge[15] = (byte) 0x80;
    assertEquals("bad-blocks", refusal(huge));
    List<byte[]> long0 = new ArrayList<>(TestVms.blocks(app));
    long0.set(HEADER, new byte[SignedHeader.MAX_SIZE + 1]);
    assertEquals("too-large", refusal(TestVms.file(long0)));
  }

  @Test
  void refusesEveryTruncationAndNamesIt() throws Exception {
    for (int length = 0; length < app.length; length += 61) {
      refusal(Arrays.copyOf(app, length));
    }
  }

  /** Refused with a declared error, or it opens to the same content. */
  private void mutate(int count, long seed) throws Exception {
    Random random = new Random(seed);
    int protectorAt = 15 + 8 + TestVms.blocks(app).get(0).length + 8 + 256;
    int opened = 0;
    for (int i = 0; i < count; i++) {
      byte[] damaged = app.clone();
      // The protector is the largest block and has its own mutations; every other one counts more.
      int at = random.nextInt(damaged.length);
      boolean inProtector = at > protectorAt + 100 && at < protectorAt + 9000;
      at = inProtector && random.nextInt(4) > 0 ? random.nextInt(protectorAt) : at;
      switch (random.nextInt(4)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt(256);
        case 2 -> damaged = without(damaged, at, 1 + random.nextInt(3));
        default -> damaged = restructured(damaged, random);
      }
      Path path = TestVms.write(folder, damaged);
      try {
        Map<String, byte[]> found = TestVms.contents(path, "branch");
        found.forEach((name, content) -> assertEquals(500, content.length, name));
        assertEquals(CONTENTS.keySet(), found.keySet());
        opened++;
      } catch (KeywardException e) {
        // Refused, as it may be.
      }
    }
    // Only what changed nothing, or what no signature covers, may pass.
    assertEquals(true, opened < count / 8, opened + " opened");
  }

  private static byte[] without(byte[] bytes, int at, int count) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - count);
    int from = Math.min(at, shorter.length);
    System.arraycopy(bytes, from + count, shorter, from, shorter.length - from);
    return shorter;
  }

  /** Whole blocks swapped, doubled or dropped, or a block's end cut off; lengths agree. */
  private static byte[] restructured(byte[] file, Random random) {
    List<byte[]> blocks = TestVms.blocks(file);
    int one = random.nextInt(blocks.size());
    switch (random.nextInt(4)) {
      case 0 -> Collections.swap(blocks, one, random.nextInt(blocks.size()));
      case 1 -> blocks.add(random.nextInt(blocks.size()), blocks.get(one));
      case 2 -> blocks.remove(one);
      default -> {
        byte[] block = blocks.get(one);
        int at = random.nextInt(block.length);
        byte[] changed = without(block, at, Math.min(block.length - at, 1 + random.nextInt(5)));
        blocks.set(one, changed.length == 0 ? block : changed);
      }
    }
    return TestVms.file(blocks);
  }

  @Test
  void lets200MutationsChangeNothing() throws Exception {
    mutate(200, 1);
  }

  @Test
  @Tag("soak")
  void lets300000MutationsChangeNothing() throws Exception {
    mutate(300_000, 2);
  }
}
