package dev.keyward.internal.hvs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Changes are made in their order, and the later one wins where two overlap. */
class ChangedSourceTest {

  private static final int SIZE = 60;

  @Test
  void everyRangeReadsAsIfTheFileWereWritten() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] content = new byte[SIZE];
      List<ReplayLog.Change> changes = new ArrayList<>();
      for (int change = random.nextInt(9); change > 0; change--) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        changes.add(new ReplayLog.Change(random.nextInt(SIZE - bytes.length), bytes));
      }
      HvsSource changed = ChangedSource.of(HvsSource.of(content.clone()), changes);
      for (ReplayLog.Change change : changes) {
        System.arraycopy(
            change.bytes(), 0, content, (int) change.destination(), change.bytes().length);
      }
      for (int start = 0; start < SIZE; start += 7) {
        byte[] target = new byte[random.nextInt(SIZE - start)];
        changed.read(start, target);
        assertArrayEquals(Arrays.copyOfRange(content, start, start + target.length), target);
      }
    }
  }
}
