package dev.keyward.internal.hvs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was read, so that a second reading shows whether the file changed meanwhile. */
final class WitnessedSource implements HvsSource {

  private final HvsSource source;
  private final List<Range> ranges = new ArrayList<>();

  WitnessedSource(HvsSource source) {
    this.source = source;
  }

  private record Range(long offset, int length, int checksum) {}

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public void read(long offset, byte[] target) throws IOException {
    source.read(offset, target);
    ranges.add(new Range(offset, target.length, HvsPart.checksum(target)));
  }

  /** Reads every range again; false where one has other bytes now. */
  boolean isUnchanged() throws IOException {
    for (Range range : ranges) {
      byte[] again = new byte[range.length];
      source.read(range.offset, again);
      if (HvsPart.checksum(again) != range.checksum) {
        return false;
      }
    }
    return true;
  }
}
