package dev.keyward.vm.template;

import static dev.keyward.vm.TestCatalogs.MIB;
import static dev.keyward.vm.TestCatalogs.parse;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.Mutations;
import dev.keyward.vm.TestCatalogs;
import dev.keyward.vm.TestVms;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.digest.DiskComparison;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.disk.digest.Hashing;
import dev.keyward.vm.disk.digest.TreeHash;
import dev.keyward.vm.disk.partition.PartitionTable;
import dev.keyward.vm.layout.BlockWriter;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.HeaderFields;
import dev.keyward.vm.layout.SignedHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeSignatureCatalogTest {

  @TempDir static Path folder;

  private static Path disk;
  private static VolumeSignatureCatalog catalog;
  private static byte[] file;

  @BeforeAll
  static void signOnce() throws Exception {
    disk = TestCatalogs.disk(folder, 2 * MIB + 1024);
    catalog = TestCatalogs.sign(disk, "Server äöü", "1.2.3.4", "contoso");
    file = TestCatalogs.withPartitions(catalog, 2).encode();
  }

  private static String header() {
    return new String(TestVms.blocks(file).get(0), StandardCharsets.UTF_8);
  }

  private static void refused(String code, byte[] bytes) {
    KeywardException e = assertThrows(KeywardException.class, () -> parse(bytes));
    assertEquals(code, e.fault().code(), e.getMessage());
  }

  /** A header with one text replaced, signed again by its signer. */
  private static byte[] signedWith(String old, String other) throws KeywardException, IOException {
    assertTrue(header().contains(old), old);
    return TestCatalogs.signedBytes(
        header().replace(old, other).getBytes(StandardCharsets.UTF_8), "contoso");
  }

  @Test
  void readsWhatItWrote() throws Exception {
    VolumeSignatureCatalog read = parse(file);
    assertEquals(catalog.header().name(), read.header().name());
    assertEquals("1.2.3.4", read.header().version().toString());
    assertEquals(catalog.header().digest(), read.header().digest());
    assertEquals(2, read.header().partitions().partitions().size());
    assertEquals(TestVms.guardian("contoso").signing().thumbprint(), read.header().signerId());
    assertArrayEquals(file, read.encode());
  }

  @Test
  void knowsTheDiskAgain() throws Exception {
    try (VirtualDisk opened = VirtualDisk.open(disk, "disk")) {
      assertTrue(
          DiskComparison.of(parse(file).header().digest(), opened, Hashing.quietly(2)).same());
    }
  }

  @Test
  void tellsAnotherDisk() throws Exception {
    Path other = TestCatalogs.disk(java.nio.file.Files.createTempDirectory(folder, "o"), 2 * MIB);
    try (VirtualDisk opened = VirtualDisk.open(other, "disk")) {
      assertFalse(DiskComparison.of(catalog.header().digest(), opened, Hashing.quietly(2)).same());
    }
  }

  @Test
  void refusesEachChangedFieldOfTheHeader() throws Exception {
    Set<String> fields = new LinkedHashSet<>();
    Matcher matcher = Pattern.compile("\"(\\w+)\":(\"[^\"]*\"|[0-9]+)").matcher(header());
    while (matcher.find()) {
      fields.add(matcher.group(1));
      int last = matcher.end() - (matcher.group(2).startsWith("\"") ? 2 : 1);
      byte[] changed = header().getBytes(StandardCharsets.UTF_8);
      int at = header().substring(0, last).getBytes(StandardCharsets.UTF_8).length;
      changed[at] ^= 1;
      List<byte[]> blocks = TestVms.blocks(file);
      blocks.set(0, changed);
      byte[] tampered = TestVms.file(blocks);
      assertThrows(KeywardException.class, () -> parse(tampered), matcher.group());
    }
    assertEquals(
        Set.of(
            "schema",
            "name",
            "version",
            "length",
            "number",
            "type",
            "id",
            "start",
            "root",
            "spanSize",
            "spans",
            "sha256",
            "certificate"),
        fields);
  }

  @Test
  void refusesAnotherWritingOfTheSameHeader() {
    List<byte[]> blocks = TestVms.blocks(file);
    blocks.set(0, header().replace("\"disk\":", "\"disk\" :").getBytes(StandardCharsets.UTF_8));
    refused("header-signature", TestVms.file(blocks));
  }

  @Test
  void refusesTheSignatureOfAnotherKey() throws Exception {
    refused("header-signature", TestCatalogs.signedBytes(TestVms.blocks(file).get(0), "fabrikam"));
  }

  @Test
  void refusesASignatureOverAnotherKindOfHeader() throws Exception {
    var out = new java.io.ByteArrayOutputStream();
    SignedHeader.create(
            FileKind.SHIELDED_VM,
            TestVms.blocks(file).get(0),
            TestCatalogs.signer("contoso").key(),
            TestVms.ENGINE)
        .write(new BlockWriter(out));
    refused("header-signature", out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "catalog/1 | catalog/2 | unknown-version",
        "volume-signature-catalog/1 | shielded-vm/1 | wrong-kind",
        "volume-signature-catalog/1 | something/1 | bad-field",
        "\"version\":\"1.2.3.4\" | \"version\":\"1.2.3\" | bad-disk-version",
        "\"version\":\"1.2.3.4\" | \"version\":\"1.2.3.4\",\"more\":1 | unknown-field",
        "\"version\":\"1.2.3.4\" | \"version\":\"1.2.3.4\",\"version\":\"1.2.3.4\" | bad-json",
        "\"version\":\"1.2.3.4\", | '' | missing-field",
        "Server äöü | '' | bad-disk-name",
        "Server äöü | a\\u0007b | bad-disk-name",
        "Server äöü | a\\ud800b | bad-disk-name",
        "\"length\":2098176 | \"length\":2098688 | disk-digest-root",
        "\"length\":2098176 | \"length\":0 | bad-field",
        "\"length\":2098176 | \"length\":-1 | bad-field",
        "\"length\":2098176 | \"length\":99999999 | disk-digest-spans",
        "\"number\":2 | \"number\":1 | bad-field",
        "\"number\":1 | \"number\":0 | bad-field",
        "\"number\":2 | \"number\":8193 | bad-field",
        "\"start\":8 | \"start\":7 | bad-field",
        "\"start\":8 | \"start\":2098176 | bad-field",
        "\"start\":8 | \"start\":99999999 | bad-field",
        "00000000-0000-0001 | 0000000A-0000-0001 | bad-field",
        "\"spanSize\":1048576 | \"spanSize\":2097152 | bad-field",
        "\"sha256\":\" | \"sha256\":\"00 | bad-field",
      })
  void refusesASignedHeaderThatBreaksTheForm(String old, String other, String code)
      throws Exception {
    refused(code, signedWith(old, other));
  }

  @Test
  void refusesAnotherCertificateThanTheDigestSays() throws Exception {
    String own = catalog.header().signerId().toString();
    String other = TestVms.guardian("fabrikam").signing().thumbprint().toString();
    refused("bad-field", signedWith(own, other));
  }

  @Test
  void refusesACertificateThatMayNotSign() throws Exception {
    var own = TestVms.guardian("contoso").signing();
    var other = TestVms.guardian("contoso").encryption();
    String encoded = java.util.Base64.getEncoder().encodeToString(own.der());
    String header =
        header()
            .replace(encoded, java.util.Base64.getEncoder().encodeToString(other.der()))
            .replace(own.thumbprint().toString(), other.thumbprint().toString());
    refused(
        "header-certificate",
        TestCatalogs.signedBytes(header.getBytes(StandardCharsets.UTF_8), "contoso"));
  }

  @Test
  void refusesMoreThanHeaderAndSignature() {
    List<byte[]> blocks = new ArrayList<>(TestVms.blocks(file));
    blocks.add(new byte[] {1});
    refused("bad-blocks", TestVms.file(blocks));
  }

  @Test
  void refusesAFileWithoutItsSignature() {
    refused("bad-blocks", TestVms.file(TestVms.blocks(file).subList(0, 1)));
  }

  @Test
  void refusesWhatIsTooLong() {
    refused("too-large", new byte[VolumeSignatureCatalog.MAX_SIZE + 1]);
  }

  @Test
  void holdsTheLargestCatalog() throws Exception {
    List<TreeHash> spans = Collections.nCopies(4096, TreeHash.of(new byte[32]));
    DiskDigest digest = largest(spans);
    CatalogHeader old = catalog.header();
    VolumeSignatureCatalog large =
        VolumeSignatureCatalog.create(
            new CatalogHeader(
                new DiskName("\u00fc".repeat(256)),
                DiskVersion.parse("65535.65535.65535.65535"),
                digest,
                TestCatalogs.withPartitions(catalog, 128).header().partitions(),
                old.signer()),
            TestCatalogs.signer("contoso"),
            TestVms.ENGINE);
    byte[] bytes = large.encode();
    assertTrue(bytes.length + HeaderFields.MAX_CERTIFICATE * 4 / 3 < SignedHeader.MAX_SIZE);
    assertEquals(digest, parse(bytes).header().digest());
  }

  /** The digest with whatever root follows from these spans. */
  private static DiskDigest largest(List<TreeHash> spans) throws Exception {
    List<byte[]> level = new ArrayList<>(spans.stream().map(TreeHash::encode).toList());
    while (level.size() > 1) {
      List<byte[]> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        next.add(Thumbprint.of(new byte[] {1}, level.get(i), level.get(i + 1)).bytes());
      }
      level = next;
    }
    byte[] length = java.nio.ByteBuffer.allocate(8).putLong(VirtualDisk.MOST_BYTES).array();
    TreeHash root = TreeHash.of(Thumbprint.of(new byte[] {2}, length, level.get(0)).bytes());
    return DiskDigest.parse(VirtualDisk.MOST_BYTES, root, spans);
  }

  @Test
  void cannotBeMadeWithMorePartitionsThanItHolds() {
    assertThrows(IllegalArgumentException.class, () -> TestCatalogs.withPartitions(catalog, 129));
  }

  @Test
  void cannotBeMadeWithAnotherSignersKey() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            VolumeSignatureCatalog.create(
                catalog.header(), TestCatalogs.signer("fabrikam"), TestVms.ENGINE));
  }

  @Test
  void mutationsEndInDeclaredErrors() throws Exception {
    mutateFiles(1_000, 20261123);
  }

  @Test
  @Tag("soak")
  void tenThousandMutationsEndInDeclaredErrors() throws Exception {
    mutateFiles(10_000, 20261124);
  }

  private static void mutateFiles(int count, long seed) throws Exception {
    int refused =
        Mutations.refused(
            file, count, seed, mutated -> assertArrayEquals(file, parse(mutated).encode()));
    assertTrue(refused > count / 100 * 99, refused + " refused");
  }

  /** The header's own parser meets every mutation, as nothing guards it in this test. */
  @Test
  void mutationsOfSignedHeadersEndInDeclaredErrors() throws Exception {
    mutateHeaders(1_000, 4);
  }

  @Test
  @Tag("soak")
  void tenThousandMutationsOfSignedHeadersEndInDeclaredErrors() throws Exception {
    mutateHeaders(10_000, 5);
  }

  private static void mutateHeaders(int count, long seed) throws Exception {
    byte[] header = TestVms.blocks(file).get(0);
    int refused = Mutations.refused(header, count, seed, CatalogHeaderForm::decode);
    assertTrue(refused > count / 2, refused + " refused");
  }

  @Test
  void sayingNothingOfPartitionsIsTakenForADiskWithoutAny() throws Exception {
    assertEquals(new PartitionTable(List.of()), parse(catalog.encode()).header().partitions());
  }

  @Test
  void theErrorNamesWhoseSignatureWasExpected() {
    byte[] bytes = file.clone();
    bytes[bytes.length - 1] ^= 1;
    var e = assertThrows(VerificationFailedException.class, () -> parse(bytes));
    assertTrue(e.getMessage().contains("contoso"), e.getMessage());
  }
}
