package dev.keyward.cli.protector.batch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SeenIdsTest {

  @Test
  void everyIdIsNewOnce() {
    SeenIds seen = new SeenIds();
    for (int i = 0; i < 50_000; i++) {
      assertTrue(seen.add("vm-" + i));
    }
    for (int i = 0; i < 50_000; i += 7) {
      assertFalse(seen.add("VM-" + i));
    }
  }
}
