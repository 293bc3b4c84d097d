package dev.keyward.vm.disk.digest;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The hash tree over the content of a virtual disk, cut at the level that says where a disk
 * differs.
 *
 * <p>The content, {@code length} bytes, is cut into blocks of 1 MiB (1,048,576 bytes); the last may
 * be shorter and is not padded. With SHA-256 as H, and commas for joining bytes:
 *
 * <ul>
 *   <li>a leaf is H(0x00, block);
 *   <li>the nodes of a level are paired from the left; a pair gives the node H(0x01, left, right)
 *       of the next level, and an odd last one goes up to the next level unchanged. This is the
 *       Merkle tree of RFC 6962, 2.1;
 *   <li>the top is the only node of the last level; for one block it is that block's leaf;
 *   <li>the root is H(0x02, length as 8 bytes big-endian, top).
 * </ul>
 *
 * <p>A span is 1 MiB times 2^k, with the smallest k that leaves at most 4096 spans. The hash of
 * span number i, from 0, is node i of level k (leaves are level 0): the tree over the blocks in
 * that span. From the hashes of the spans the top is made by pairing, as above.
 *
 * @param length bytes of content, 1 to 64 TiB
 * @param root the root
 * @param spanSize bytes of a span; the last may be shorter
 * @param spans the hashes of the spans, in order, at most 4096
 */
public record DiskDigest(long length, TreeHash root, long spanSize, List<TreeHash> spans) {

  /**
   * Refuses parts that do not belong together; they cannot exist.
   *
   * @throws IllegalArgumentException when the root does not follow from the rest
   */
  public DiskDigest {
    spans = List.copyOf(spans);
    Spans cut = Spans.of(length);
    if (spanSize != cut.size() || spans.size() != cut.count()) {
      throw new IllegalArgumentException(
          spans.size() + " spans of " + spanSize + " bytes in " + length);
    }
    if (!root.equals(rootOf(length, spans))) {
      throw new IllegalArgumentException("the root does not follow from the spans");
    }
  }

  /**
   * Hashes the content of a disk. Holes are not read; blocks of zeros are read where they are not
   * holes, but not hashed. Memory: 2 MiB a thread.
   *
   * @throws KeywardException when the file's structure was changed since it was opened
   * @throws IOException when it cannot be read, when it changed since it was opened ({@link
   *     VirtualDisk#requireUnchanged}), or as {@link java.io.InterruptedIOException} when the
   *     calling thread is interrupted
   */
  public static DiskDigest of(VirtualDisk disk, Hashing hashing)
      throws KeywardException, IOException {
    List<TreeHash> spans = new DiskHashing(disk, hashing).run();
    disk.requireUnchanged();
    long length = disk.length();
    return new DiskDigest(length, rootOf(length, spans), Spans.of(length).size(), spans);
  }

  /**
   * Puts together what was stored.
   *
   * @throws MalformedInputException code {@code disk-digest-length} for a length no disk has,
   *     {@code disk-digest-spans} for another number of spans than the length has, {@code
   *     disk-digest-root} when the root does not follow from them
   */
  public static DiskDigest parse(long length, TreeHash root, List<TreeHash> spans)
      throws MalformedInputException {
    if (length <= 0 || length > VirtualDisk.MOST_BYTES) {
      throw malformed("length", "a disk of " + length + " bytes", "1 byte to 64 TiB");
    }
    Spans cut = Spans.of(length);
    if (spans.size() != cut.count()) {
      throw malformed(
          "spans", spans.size() + " spans", cut.count() + " of " + cut.size() + " bytes");
    }
    if (!root.equals(rootOf(length, spans))) {
      throw malformed("root", "a root that does not follow from the spans", "the root of the tree");
    }
    return new DiskDigest(length, root, cut.size(), spans);
  }

  /** The bytes of content that a span covers. */
  public ByteRange range(int span) {
    Objects.checkIndex(span, spans.size());
    Spans cut = Spans.of(length);
    return new ByteRange(cut.start(span), cut.end(span) - cut.start(span));
  }

  private static TreeHash rootOf(long length, List<TreeHash> spans) {
    TreeHasher hasher = new TreeHasher();
    TreeFold fold = new TreeFold(hasher);
    spans.forEach(each -> fold.add(0, each));
    return hasher.root(length, fold.top());
  }

  private static MalformedInputException malformed(String what, String found, String expected) {
    return new MalformedInputException(
        Fault.of("disk-digest-" + what, "disk digest", found, expected));
  }
}
