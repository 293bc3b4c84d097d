package dev.keyward.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that goes forward only when somebody waits. */
final class FakeTime {

  private long nanos = 1;
  final List<Duration> rests = new ArrayList<>();

  HostTiming timing() {
    return new HostTiming(
        () -> nanos,
        time -> {
          rests.add(time);
          pass(time);
        });
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  Duration since() {
    return Duration.ofNanos(nanos - 1);
  }
}
