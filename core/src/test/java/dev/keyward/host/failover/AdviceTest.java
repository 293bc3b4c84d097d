package dev.keyward.host.failover;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {

  @ParameterizedTest
  @EnumSource(Seen.class)
  void everythingThatCanBeSeenHasAdvice(Seen seen) {
    assertFalse(Advice.on(seen).isEmpty());
  }
}
