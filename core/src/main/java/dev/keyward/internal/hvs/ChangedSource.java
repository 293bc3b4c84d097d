package dev.keyward.internal.hvs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file as it is once changes are made to it. The file itself stays as it is. */
final class ChangedSource implements HvsSource {

  private final HvsSource source;

  /** The new bytes by their place; no two overlap. */
  private final TreeMap<Long, ByteBuffer> pieces = new TreeMap<>();

  private ChangedSource(HvsSource source) {
    this.source = source;
  }

  /** Of a file and changes to it that all lie inside, in the order in which they are made. */
  static ChangedSource of(HvsSource source, List<ReplayLog.Change> changes) {
    ChangedSource changed = new ChangedSource(source);
    for (ReplayLog.Change change : changes) {
      if (change.bytes().length > 0) {
        changed.put(change.destination(), ByteBuffer.wrap(change.bytes()));
      }
    }
    return changed;
  }

  /** A later change wins over the part of an earlier one that it covers. */
  private void put(long start, ByteBuffer bytes) {
    long end = start + bytes.capacity();
    Map.Entry<Long, ByteBuffer> before = pieces.lowerEntry(start);
    if (before != null && end(before) > start) {
      cut(before, start, end);
    }
    Map.Entry<Long, ByteBuffer> covered = pieces.ceilingEntry(start);
    while (covered != null && covered.getKey() < end) {
      pieces.remove(covered.getKey());
      cut(covered, start, end);
      covered = pieces.higherEntry(covered.getKey());
    }
    pieces.put(start, bytes);
  }

  /** Keeps of a piece what lies before {@code start} and from {@code end} on. */
  private void cut(Map.Entry<Long, ByteBuffer> piece, long start, long end) {
    long first = piece.getKey();
    ByteBuffer bytes = piece.getValue();
    if (first < start) {
      pieces.put(first, bytes.slice(0, (int) (start - first)));
    }
    if (end(piece) > end) {
      pieces.put(end, bytes.slice((int) (end - first), (int) (end(piece) - end)));
    }
  }

  private static long end(Map.Entry<Long, ByteBuffer> piece) {
    return piece.getKey() + piece.getValue().capacity();
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public void read(long offset, byte[] target) throws IOException {
    source.read(offset, target);
    Map.Entry<Long, ByteBuffer> piece = pieces.floorEntry(offset);
    if (piece == null) {
      piece = pieces.higherEntry(offset);
    }
    while (piece != null && piece.getKey() < offset + target.length) {
      long start = Math.max(offset, piece.getKey());
      long end = Math.min(offset + target.length, end(piece));
      if (start < end) {
        int from = (int) (start - piece.getKey());
        piece.getValue().get(from, target, (int) (start - offset), (int) (end - start));
      }
      piece = pieces.higherEntry(piece.getKey());
    }
  }
}
