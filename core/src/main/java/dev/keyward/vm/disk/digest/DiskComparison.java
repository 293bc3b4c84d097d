package dev.keyward.vm.disk.digest;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.vm.disk.ByteRange;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of a disk since its digest was made.
 *
 * @param expectedLength bytes of content then
 * @param actualLength bytes of content now; where it is another, the content is not compared
 * @param differing where the content differs: whole spans of the digest, neighbours put together,
 *     in order; nothing finer is known
 */
public record DiskComparison(long expectedLength, long actualLength, List<ByteRange> differing) {

  /** How many ranges an error names. */
  private static final int MOST_NAMED = 3;

  /** Copies the list. */
  public DiskComparison {
    differing = List.copyOf(differing);
  }

  /**
   * Hashes a disk and compares; a disk of another length is not read.
   *
   * @throws KeywardException and {@link IOException} as {@link DiskDigest#of} does
   */
  public static DiskComparison of(DiskDigest expected, VirtualDisk disk, Hashing hashing)
      throws KeywardException, IOException {
    if (expected.length() != disk.length()) {
      return new DiskComparison(expected.length(), disk.length(), List.of());
    }
    return of(expected, DiskDigest.of(disk, hashing));
  }

  /** Compares two digests. */
  public static DiskComparison of(DiskDigest expected, DiskDigest actual) {
    List<ByteRange> differing = new ArrayList<>();
    if (expected.length() == actual.length()) {
      for (int i = 0; i < expected.spans().size(); i++) {
        if (!expected.spans().get(i).equals(actual.spans().get(i))) {
          append(differing, expected.range(i));
        }
      }
    }
    return new DiskComparison(expected.length(), actual.length(), differing);
  }

  private static void append(List<ByteRange> ranges, ByteRange next) {
    int last = ranges.size() - 1;
    if (last >= 0 && ranges.get(last).end() == next.start()) {
      ByteRange joined = ranges.remove(last);
      ranges.add(new ByteRange(joined.start(), joined.length() + next.length()));
    } else {
      ranges.add(next);
    }
  }

  /** Whether length and content are the same. */
  public boolean same() {
    return expectedLength == actualLength && differing.isEmpty();
  }

  /**
   * Goes on only when nothing differs.
   *
   * @param where the disk's file
   * @param partitions of the disk as it was signed, to say which of them are touched
   * @throws VerificationFailedException codes {@code disk-length}, {@code disk-content}
   */
  public void requireSame(String where, PartitionTable partitions)
      throws VerificationFailedException {
    if (expectedLength != actualLength) {
      throw new VerificationFailedException(
          Fault.of(
              "disk-length",
              where,
              "a disk of " + actualLength + " bytes",
              expectedLength + " bytes"));
    }
    if (!differing.isEmpty()) {
      String named =
          differing.stream()
              .limit(MOST_NAMED)
              .map(each -> each + partitions.naming(each))
              .collect(Collectors.joining(", "));
      int more = differing.size() - MOST_NAMED;
      String rest = more > 0 ? " and " + more + " more ranges" : "";
      throw new VerificationFailedException(
          Fault.of(
              "disk-content",
              where,
              "other content in " + named + rest,
              "the content as it was signed"));
    }
  }
}
