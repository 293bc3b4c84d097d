package dev.keyward.internal.hvs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A container gives its keys, or says what of it is damaged. */
class HvsFileTest {

  private static final Path SAMPLES = Path.of(System.getProperty("keyward.fixtures"), "vmcx");
  private static final byte[] LARGE = new byte[5000];

  static {
    LARGE[4999] = 7;
  }

  private static HvsFile read(byte[] content) throws HvsException, IOException {
    return HvsFile.read(HvsSource.of(content));
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(SAMPLES.resolve(name));
  }

  private static HvsFile sample(String name) throws HvsException, IOException {
    return read(bytes(name));
  }

  private static Optional<String> name(HvsFile file) throws HvsException, IOException {
    return file.root().find("configuration", "properties", "name").orElseThrow().text();
  }

  private static HvsWriter machine() {
    return new HvsWriter()
        .text("/configuration/properties/name", "web-01")
        .number("/configuration/properties/version", 0x900)
        .bool("/configuration/security/settings/tpm_enabled", true)
        .bytes("/configuration/security/keys/key_protector", LARGE);
  }

  private static String error(byte[] content) {
    return String.valueOf(assertThrows(HvsException.class, () -> read(content)).getMessage());
  }

  @Test
  void givesTextNumbersAndBytes() throws Exception {
    HvsKey root = read(machine().file()).root();
    HvsKey name = root.find("configuration", "properties", "name").orElseThrow();
    assertEquals(Optional.of("web-01"), name.text());
    assertEquals("/configuration/properties/name", name.path());
    HvsKey version = root.find("configuration", "properties", "version").orElseThrow();
    assertEquals(Optional.of(0x900L), version.number());
    HvsKey tpm = root.find("configuration", "security", "settings", "tpm_enabled").orElseThrow();
    assertEquals(Optional.of(1L), tpm.number());
    HvsKey large = root.find("configuration", "security", "keys", "key_protector").orElseThrow();
    assertArrayEquals(LARGE, large.value());
  }

  @Test
  void listsTheKeysBelowANode() throws Exception {
    HvsKey keys = read(machine().file()).root().find("configuration", "security").orElseThrow();
    assertEquals(List.of("settings", "keys"), keys.children().stream().map(HvsKey::name).toList());
    assertEquals(Optional.empty(), keys.find("nothing"));
  }

  @Test
  void everySampleWithoutADamageIsReadWithItsName() throws Exception {
    for (String name : List.of("web-01", "buero-02", "gen1-03", "more-slack", "more-depth-32")) {
      HvsFile file = sample(name + ".vmcx");
      assertEquals(Set.of(), file.remarks(), name);
      assertTrue(name(file).isPresent());
    }
  }

  @Test
  void theSecondHeaderCountsWhereTheFirstIsDamaged() throws Exception {
    assertEquals(
        Set.of(HvsRemark.HEADER_COPY_DAMAGED), sample("first-header-damaged.vmcx").remarks());
    assertTrue(error(bytes("both-headers-damaged.vmcx")).contains("header"));
  }

  @Test
  void aWholeReplayLogIsApplied() throws Exception {
    HvsFile file = sample("replay-log-complete.vmcx");
    assertEquals(Set.of(), file.remarks());
    assertEquals(Optional.of("web-99"), name(file));
  }

  @Test
  void aDamagedReplayLogChangesNothing() throws Exception {
    HvsFile file = sample("replay-log-pending.vmcx");
    assertEquals(Set.of(HvsRemark.UNSAVED_CHANGES), file.remarks());
    assertEquals(Optional.of("web-01"), name(file));
  }

  @Test
  void theNewerOfTwoKeyTablesCounts() throws Exception {
    assertEquals(Optional.of("two-tables"), name(sample("more-two-tables-older-copy.vmcx")));
  }

  @Test
  void everyDamagedSampleIsRefusedWithTheNameOfItsPart() throws Exception {
    assertTrue(error(bytes("truncated.vmcx")).contains("table"));
    assertTrue(error(bytes("version-3.vmcx")).contains("0x0300"));
    assertTrue(error(bytes("pointer-outside.vmcx")).contains("outside"));
    assertTrue(error(bytes("pointer-huge.vmcx")).contains("outside"));
    assertTrue(error(bytes("more-pointer-negative.vmcx")).contains("outside"));
    assertTrue(error(bytes("node-is-its-own-parent.vmcx")).contains("cycle"));
    assertTrue(error(bytes("more-older-copy-with-damaged-head.vmcx")).contains("checksum"));
    assertTrue(error(bytes("more-same-index-same-sequence.vmcx")).contains("index"));
    assertTrue(error(bytes("more-depth-33.vmcx")).contains("at most 32"));
    assertTrue(error(bytes("more-log-writes-to-8192.vmcx")).contains("table"));
  }

  @Test
  void twoKeysOfOneNameAreAnErrorWhereTheyAreRead() throws Exception {
    HvsKey root = sample("more-duplicate-key.vmcx").root();
    HvsException twice =
        assertThrows(
            HvsException.class,
            () -> root.find("configuration", "security", "keys", "key_protector"));
    assertEquals("key key_protector", twice.part());
    assertTrue(root.find("configuration", "properties", "name").isPresent());
    HvsKey nodes = sample("more-duplicate-node.vmcx").root();
    assertThrows(
        HvsException.class, () -> nodes.find("configuration", "security", "keys", "key_protector"));
  }

  @Test
  void aFileThatChangesBetweenTwoReadsIsNoticed() throws Exception {
    byte[] content = machine().file();
    HvsFile file = read(content);
    HvsKey large =
        file.root().find("configuration", "security", "keys", "key_protector").orElseThrow();
    large.value();
    assertTrue(file.isUnchanged());
    content[content.length - 1] ^= 1;
    assertTrue(file.isUnchanged(), "the rest of the page is not part of the value");
    content[HvsWriter.KEY_TABLE + 4096 + 4999] ^= 1;
    assertFalse(file.isUnchanged());
  }

  @Test
  void noValueOfMoreThanAMebibyteIsReadWhole() throws Exception {
    byte[] content = new HvsWriter().bytes("/value", new byte[HvsKey.MOST_BYTES + 1]).file();
    HvsKey value = read(content).root().find("value").orElseThrow();
    assertThrows(HvsException.class, value::value);
    assertEquals(16, value.start(16).length);
  }

  @Test
  void noMoreThanSixteenMebibytesOfValuesAreRead() throws Exception {
    byte[] content = new HvsWriter().bytes("/value", new byte[HvsKey.MOST_BYTES]).file();
    HvsKey value = read(content).root().find("value").orElseThrow();
    for (int time = 0; time < 16; time++) {
      value.value();
    }
    assertThrows(HvsException.class, value::value);
  }

  @Test
  void aContainerIsKnownByEitherSignature() throws Exception {
    byte[] content = machine().file();
    assertTrue(HvsFile.isSigned(content));
    content[0] ^= 1;
    assertTrue(HvsFile.isSigned(content));
    content[4096] ^= 1;
    assertFalse(HvsFile.isSigned(content));
    assertFalse(HvsFile.isSigned(new byte[0]));
  }
}
