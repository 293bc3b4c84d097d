package dev.keyward.vm.disk.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.vm.disk.Opening;
import dev.keyward.vm.disk.TestVhdx;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree, against constants made elsewhere and against RFC 6962's recursive definition. */
class DiskDigestTest {

  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private Path raw(byte[] content) throws IOException {
    return Files.write(folder.resolve("raw"), content);
  }

  private static byte[] counted(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i % 251);
    }
    return content;
  }

  /** RFC 6962, 2.1: split at the largest power of two below the number of leaves. */
  private static TreeHash top(TreeHasher hasher, List<TreeHash> leaves) {
    int count = leaves.size();
    if (count == 1) {
      return leaves.get(0);
    }
    int left = Integer.highestOneBit(count - 1);
    return hasher.node(
        top(hasher, leaves.subList(0, left)), top(hasher, leaves.subList(left, count)));
  }

  private static List<TreeHash> leaves(byte[] content) {
    TreeHasher hasher = new TreeHasher();
    List<TreeHash> leaves = new ArrayList<>();
    for (int at = 0; at < content.length; at += MIB) {
      int end = Math.min(content.length, at + MIB);
      byte[] block = Arrays.copyOfRange(content, at, end);
      leaves.add(hasher.leaf(block, block.length));
    }
    return leaves;
  }

  @ParameterizedTest
  @CsvSource({
    "2097664, b9a0318194fa3637846a5183d528507a037ec268843b098e231aa18fb52c2c55",
    "5242880, 4c9df17be52087297ca8fcb8bef7fa4375a6146568bf3781c040f15616477550",
  })
  void agreesWithAnotherProgramWrittenFromTheText(int length, String root) throws Exception {
    assertEquals(root, Opening.digest(raw(counted(length))).root().toString());
  }

  @Test
  void agreesWithAnotherProgramOnASectorOfZeros() throws Exception {
    assertEquals(
        "0a381601c7bed390b419fefb7a9b1ef602e49b39a9c41428cb9e1b42c87df949",
        Opening.digest(raw(new byte[512])).root().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void agreesWithTheRecursiveDefinition(int blocks) throws Exception {
    agrees(blocks);
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(ints = {4, 6, 7, 8, 9, 15, 16, 17})
  void agreesWithTheRecursiveDefinitionOfMoreBlocks(int blocks) throws Exception {
    agrees(blocks);
  }

  private void agrees(int blocks) throws Exception {
    byte[] content = new byte[blocks * MIB - 512];
    new Random(blocks).nextBytes(content);
    TreeHasher hasher = new TreeHasher();
    TreeHash expected = hasher.root(content.length, top(hasher, leaves(content)));
    assertEquals(expected, Opening.digest(raw(content)).root());
  }

  @Test
  void agreesWithTheRecursiveDefinitionWhereSpansHaveManyBlocks() throws Exception {
    // 20,482 blocks of 1 MiB in spans of 8 MiB, all but a few of them zeros.
    long size = 20_482L * MIB - 4096;
    TestVhdx vhdx = new TestVhdx(size, 2 * MIB, 4096);
    TreeHasher hasher = new TreeHasher();
    List<TreeHash> leaves = new ArrayList<>(Collections.nCopies(20_481, ZeroTrees.of(0)));
    leaves.add(hasher.leaf(new byte[MIB], MIB - 4096));
    byte[] block = new byte[MIB];
    for (int each : new int[] {0, 3, 4, 511, 5000, 10_239}) {
      block[each % 100] = 7;
      leaves.set(2 * each, hasher.leaf(block, MIB));
      vhdx.block(each, block.clone());
    }
    DiskDigest digest = Opening.digest(vhdx.write(folder.resolve("disk")));
    assertEquals(8 * MIB, digest.spanSize());
    assertEquals(2561, digest.spans().size());
    assertEquals(hasher.root(size, top(hasher, leaves)), digest.root());
    assertEquals(top(hasher, leaves.subList(8, 16)), digest.spans().get(1));
    assertEquals(top(hasher, leaves.subList(20_480, 20_482)), digest.spans().get(2560));
  }

  @Test
  void givesTheSameForZerosThatAreHeldAndForHoles() throws Exception {
    TestVhdx holes = new TestVhdx(5 * MIB, MIB, 512);
    DiskDigest digest = Opening.digest(holes.write(folder.resolve("disk")));
    assertEquals(digest, Opening.digest(raw(new byte[5 * MIB])));
    assertEquals(5, digest.spans().size());
  }

  @Test
  void hashesSixtyFourTebibytesOfNothing() throws Exception {
    TestVhdx vhdx = new TestVhdx(64L << 40, 256L * MIB, 512);
    DiskDigest digest = Opening.digest(vhdx.write(folder.resolve("disk")));
    TreeHasher hasher = new TreeHasher();
    assertEquals(hasher.root(64L << 40, ZeroTrees.of(26)), digest.root());
    assertEquals(4096, digest.spans().size());
  }

  @Test
  void isTheSameWithAnyNumberOfThreads() throws Exception {
    Path file = raw(counted(9 * MIB + 512));
    try (VirtualDisk disk = Opening.open(file)) {
      DiskDigest one = DiskDigest.of(disk, Hashing.quietly(1));
      assertEquals(one, DiskDigest.of(disk, Hashing.quietly(7)));
    }
  }

  @Test
  void tellsTheLengthApartFromZerosAtTheEnd() throws Exception {
    DiskDigest shorter = Opening.digest(raw(new byte[512]));
    DiskDigest longer = Opening.digest(raw(new byte[1024]));
    assertFalse(shorter.root().equals(longer.root()));
  }

  @Test
  void tellsProgressThatRisesToTheLength() throws Exception {
    TestVhdx vhdx = new TestVhdx(40L * MIB - 512, MIB, 512);
    Path file = vhdx.block(3, counted(MIB)).block(39, counted(9)).write(folder.resolve("disk"));
    List<Long> told = new ArrayList<>();
    try (VirtualDisk disk = Opening.open(file)) {
      DiskDigest.of(disk, new Hashing(3, told::add, new Random(1)));
    }
    List<Long> sorted = new ArrayList<>(told);
    Collections.sort(sorted);
    assertEquals(sorted, told);
    assertEquals(40L * MIB - 512, told.get(told.size() - 1));
  }

  @Test
  void endsWithWhatTheProgressThrew() throws Exception {
    RuntimeException thrown = new IllegalStateException("enough");
    Hashing hashing =
        new Hashing(
            2,
            done -> {
              throw thrown;
            },
            new Random(1));
    try (VirtualDisk disk = Opening.open(raw(counted(4 * MIB)))) {
      Exception caught =
          assertThrows(IllegalStateException.class, () -> DiskDigest.of(disk, hashing));
      assertSame(thrown, caught);
    }
  }

  @Test
  void endsWhenItIsInterrupted() throws Exception {
    try (VirtualDisk disk = Opening.open(raw(counted(4 * MIB)))) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> DiskDigest.of(disk, Hashing.quietly(2)));
      assertTrue(Thread.interrupted());
      assertEquals(4 * MIB, DiskDigest.of(disk, Hashing.quietly(2)).length());
    }
  }

  @Test
  void saysSoWhenTheFileBecomesShorterMeanwhile() throws Exception {
    Path file = raw(counted(4 * MIB));
    try (VirtualDisk disk = Opening.open(file)) {
      Files.write(file, new byte[512]);
      IOException e =
          assertThrows(IOException.class, () -> DiskDigest.of(disk, Hashing.quietly(2)));
      assertTrue(e.getMessage().startsWith("disk: "), e.getMessage());
    }
  }

  @Test
  void comesBackFromItsParts() throws Exception {
    DiskDigest digest = Opening.digest(raw(counted(3 * MIB)));
    List<TreeHash> spans = new ArrayList<>();
    for (TreeHash each : digest.spans()) {
      spans.add(TreeHash.parse(each.toString()));
    }
    assertEquals(
        digest, DiskDigest.parse(digest.length(), TreeHash.of(digest.root().encode()), spans));
  }

  @Test
  void refusesPartsThatDoNotBelongTogether() throws Exception {
    DiskDigest digest = Opening.digest(raw(counted(3 * MIB)));
    List<TreeHash> two = digest.spans().subList(0, 2);
    TreeHash root = digest.root();
    assertEquals("disk-digest-spans", code(3L * MIB, root, two));
    assertEquals("disk-digest-spans", code(3L * MIB + 512, root, digest.spans()));
    assertEquals("disk-digest-root", code(3L * MIB - 512, root, digest.spans()));
    assertEquals("disk-digest-root", code(3L * MIB, two.get(0), digest.spans()));
    assertEquals("disk-digest-length", code(0, root, digest.spans()));
    assertEquals("disk-digest-length", code((64L << 40) + 1, root, digest.spans()));
    assertThrows(IllegalArgumentException.class, () -> new DiskDigest(3L * MIB, root, MIB, two));
  }

  private static String code(long length, TreeHash root, List<TreeHash> spans) {
    KeywardException e =
        assertThrows(MalformedInputException.class, () -> DiskDigest.parse(length, root, spans));
    return e.fault().code();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1",
    "1048576, 0, 1",
    "1048577, 0, 2",
    "4294967296, 0, 4096",
    "4294967297, 1, 2049",
    "136365211648, 5, 4064",
    "70368744177664, 14, 4096",
  })
  void cutsIntoAtMost4096Spans(long length, int level, int count) {
    Spans spans = Spans.of(length);
    assertEquals(level, spans.level());
    assertEquals(count, spans.count());
    assertEquals(length, spans.end(count - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "ABCDEF", "zz"})
  void refusesTextThatIsNoDigest(String text) {
    assertThrows(MalformedInputException.class, () -> TreeHash.parse(text));
  }
}
