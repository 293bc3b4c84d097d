package dev.keyward.fleet.topology.fact;

/**
 * The release of Windows Server that a number names, as year and month: 1809. People write the
 * release, the product (2019) or the build (17763); compared as they are, these say nothing.
 */
public final class WindowsRelease {

  /** The first build of Windows Server 2016; smaller numbers are no builds. */
  private static final int FIRST_BUILD = 14393;

  private WindowsRelease() {}

  /** The release; a number that is no known product or build stays what it is. */
  public static int of(int number) {
    return switch (number) {
      case 2016 -> 1607;
      case 2019 -> 1809;
      case 2022 -> 2109;
      case 2025 -> 2409;
      default -> number < FIRST_BUILD ? number : ofBuild(number);
    };
  }

  /** Such as 21H2, which came out in the ninth month. */
  public static int ofHalfYear(String release) {
    int year = Integer.parseInt(release.substring(0, 2));
    return year * 100 + (release.endsWith("1") ? 3 : 9);
  }

  private static int ofBuild(int build) {
    if (build < 16299) {
      return 1607;
    }
    if (build < 17134) {
      return 1709;
    }
    if (build < 17763) {
      return 1803;
    }
    if (build < 20348) {
      return 1809;
    }
    return build < 26100 ? 2109 : 2409;
  }
}
