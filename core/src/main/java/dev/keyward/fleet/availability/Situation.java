package dev.keyward.fleet.availability;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is out at the same time.
 *
 * @param outages none, one or two
 */
public record Situation(List<Outage> outages) {

  /** Nothing is out. */
  public static final Situation ALL_UP = new Situation(List.of());

  /** Copies the list; refuses more than two. */
  public Situation {
    outages = List.copyOf(outages);
    if (outages.size() > 2) {
      throw new IllegalArgumentException("more than two outages");
    }
  }

  /** With one thing out. */
  public static Situation of(Outage outage) {
    return new Situation(List.of(outage));
  }

  /** Such as {@code all up}, or {@code site north down, link wan-1 down}. */
  @Override
  public String toString() {
    return outages.isEmpty()
        ? "all up"
        : outages.stream().map(Outage::toString).collect(Collectors.joining(", "));
  }
}
