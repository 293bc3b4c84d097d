package dev.keyward.audit.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.guardian.Thumbprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which files two shares are compared by. */
class FileSampleTest {

  /** The numbers of the files that are opened, of so many. */
  private static List<Integer> opened(int files) {
    List<Integer> opened = new ArrayList<>();
    FileSample sample = new FileSample();
    for (int index = 0; index < files; index++) {
      int number = index;
      sample.add(
          () -> {
            opened.add(number);
            return new ByteArrayInputStream(new byte[0]);
          });
    }
    sample.digest();
    return opened;
  }

  private static Thumbprint digest(String... contents) {
    FileSample sample = new FileSample();
    for (String content : contents) {
      sample.add(() -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }
    return sample.digest();
  }

  @Test
  void upToSixtyFourFilesAreAllLookedAt() {
    for (int files : new int[] {0, 1, 2, 63, 64}) {
      assertEquals(files, opened(files).size());
    }
  }

  @Test
  void ofMoreTheFirstAndTheLastAreThereAndTheOthersEvenlySpread() {
    for (int files : new int[] {65, 66, 127, 1000, 12_345}) {
      List<Integer> opened = opened(files);
      assertTrue(opened.size() <= 64 && opened.size() > 31, files + ": " + opened);
      assertEquals(0, opened.get(0));
      assertEquals(files - 1, opened.get(opened.size() - 1));
      int step = opened.get(1);
      for (int index = 0; index < opened.size() - 1; index++) {
        assertEquals(index * step, opened.get(index), files + ": " + opened);
      }
    }
  }

  @Test
  void whatAFileHoldsCounts() {
    assertEquals(digest("a", "b"), digest("a", "b"));
    assertNotEquals(digest("a", "b"), digest("a", "c"));
    assertNotEquals(digest("a", "b"), digest("b", "a"));
  }

  @Test
  void aFileThatCannotBeReadIsNotAnEmptyOne() {
    FileSample sample = new FileSample();
    sample.add(
        () -> {
          throw new IOException("locked");
        });
    assertNotEquals(digest(""), sample.digest());
  }
}
