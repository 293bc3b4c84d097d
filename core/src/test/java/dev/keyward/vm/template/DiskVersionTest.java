package dev.keyward.vm.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskVersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "1.2.3.4", "65535.65535.65535.65535", "10.0.0.1"})
  void readsWhatItWrites(String text) throws Exception {
    assertEquals(text, DiskVersion.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.65536",
        "01.2.3.4",
        "1.2.3.-4",
        "+1.2.3.4",
        "1.2.3.",
        " 1.2.3.4",
        "1.2.3.4\n",
        "1,2,3,4",
        "99999.0.0.0",
        "1.2.3.4a",
        "١.2.3.4"
      })
  void refusesWhatIsNoVersion(String text) {
    var e = assertThrows(MalformedInputException.class, () -> DiskVersion.parse(text));
    assertEquals("bad-disk-version", e.fault().code());
  }

  @Test
  void refusesNumbersOutOfBounds() {
    assertThrows(IllegalArgumentException.class, () -> new DiskVersion(1, 65536, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new DiskVersion(1, 0, 0, -1));
  }

  @Test
  void comparesTheFirstNumberFirst() throws Exception {
    String[] rising = {
      "0.9.9.9", "1.0.0.0", "1.0.0.1", "1.0.1.0", "1.1.0.0", "2.0.0.0", "10.0.0.0"
    };
    for (int i = 1; i < rising.length; i++) {
      DiskVersion before = DiskVersion.parse(rising[i - 1]);
      assertTrue(before.compareTo(DiskVersion.parse(rising[i])) < 0, rising[i]);
    }
  }

  @Test
  void ordersAsTheNumbersReadAsOne() {
    Random random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      int[] a = random.ints(4, 0, 3).toArray();
      int[] b = random.ints(4, 0, 3).toArray();
      assertEquals(
          Integer.signum(Long.compare(one(a), one(b))),
          Integer.signum(version(a).compareTo(version(b))));
    }
  }

  private static long one(int[] numbers) {
    return ((numbers[0] * 100L + numbers[1]) * 100 + numbers[2]) * 100 + numbers[3];
  }

  private static DiskVersion version(int[] numbers) {
    return new DiskVersion(numbers[0], numbers[1], numbers[2], numbers[3]);
  }
}
