package dev.keyward.vm.template;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The version of a template disk, such as {@code 1.0.12.3}: four whole numbers, each below 65536,
 * the first counting most.
 */
public record DiskVersion(int major, int minor, int build, int revision)
    implements Comparable<DiskVersion> {

  /** The longest text that is read, in characters. */
  public static final int MAX_LENGTH = 64;

  private static final int LIMIT = 1 << 16;
  private static final Pattern FORM =
      Pattern.compile("(0|[1-9][0-9]{0,4})(\\.(0|[1-9][0-9]{0,4})){3}");
  private static final Comparator<DiskVersion> ORDER =
      Comparator.comparingInt(DiskVersion::major)
          .thenComparingInt(DiskVersion::minor)
          .thenComparingInt(DiskVersion::build)
          .thenComparingInt(DiskVersion::revision);

  /** Refuses numbers below 0 or from 65536. */
  public DiskVersion {
    if (!isPart(major) || !isPart(minor) || !isPart(build) || !isPart(revision)) {
      throw new IllegalArgumentException("a version has four numbers below " + LIMIT);
    }
  }

  /**
   * Reads four decimal numbers with points between, without leading zeros.
   *
   * @throws MalformedInputException code {@code bad-disk-version}
   */
  public static DiskVersion parse(String text) throws MalformedInputException {
    if (FORM.matcher(text).matches()) {
      String[] parts = text.split("\\.");
      int[] numbers = new int[parts.length];
      boolean fit = true;
      for (int i = 0; i < parts.length; i++) {
        numbers[i] = Integer.parseInt(parts[i]);
        fit &= isPart(numbers[i]);
      }
      if (fit) {
        return new DiskVersion(numbers[0], numbers[1], numbers[2], numbers[3]);
      }
    }
    throw new MalformedInputException(
        Fault.of(
            "bad-disk-version",
            "version",
            text.length() + " characters that are not a version of a disk",
            "A.B.C.D, each a number from 0 to 65535"));
  }

  private static boolean isPart(int number) {
    return number >= 0 && number < LIMIT;
  }

  @Override
  public int compareTo(DiskVersion other) {
    return ORDER.compare(this, other);
  }

  /** Such as {@code 1.0.12.3}. */
  @Override
  public String toString() {
    return major + "." + minor + "." + build + "." + revision;
  }
}
