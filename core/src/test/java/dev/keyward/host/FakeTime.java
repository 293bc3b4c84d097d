package dev.keyward.host;

import dev.keyward.host.failover.HostTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that goes forward only when somebody waits. */
public final class FakeTime {

  private long nanos = 1;
  public final List<Duration> rests = new ArrayList<>();

  public HostTiming timing() {
    return new HostTiming(
        () -> nanos,
        time -> {
          rests.add(time);
          pass(time);
        },
        () -> 0.5);
  }

  public void pass(Duration time) {
    nanos += time.toNanos();
  }

  public Duration since() {
    return Duration.ofNanos(nanos - 1);
  }
}
