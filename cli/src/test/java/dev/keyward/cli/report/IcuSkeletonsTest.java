package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** What the checker of look-alikes says. */
class IcuSkeletonsTest {

  private final IcuSkeletons skeletons = new IcuSkeletons();

  /** An audit has this table of its own, so that it need not load the checker. */
  @Test
  void theseAreAllAsciiCharactersThatHaveAnotherSkeletonThanThemselves() {
    StringBuilder others = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      String skeleton = skeletons.of("a" + c + "b");
      if (!skeleton.equals("a" + c + "b")) {
        others.append(c).append(skeleton, 1, skeleton.length() - 1).append(' ');
      }
    }
    assertEquals("\"'' %\u00ba/\u2080 0O 1l Il `' mrn |l ", others.toString());
  }

  @Test
  void lettersOfOtherScriptsLookLikeLatinOnes() {
    assertEquals(skeletons.of("dc01"), skeletons.of("\u0501\u044101"));
    assertEquals(skeletons.of("HGS"), skeletons.of("\u041dGS"));
    assertNotEquals(skeletons.of("k\u00f6ln"), skeletons.of("koln"));
  }

  @Test
  void halfACharacterIsNoError() {
    assertEquals("a\ud800", skeletons.of("a\ud800"));
  }
}
