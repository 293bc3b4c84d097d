package dev.keyward.audit.diff;

import dev.keyward.UnsupportedFormatException;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.text.VmName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * By what the rows of one audit are found in the other, in 24 bytes each: 64 bits of digests of the
 * VM's id, of its name, and of its path below the input without its ending. Two names whose digests
 * begin alike are taken for one name that two VMs have, which is reported as ambiguous.
 */
final class VmRows {

  private static final int ROW = 56;

  /** Stands for no id. */
  static final long NONE = 0;

  private final HeapShare room;
  private final Inputs inputs;
  private final Blocks.Longs ids = new Blocks.Longs();
  private final Blocks.Longs names = new Blocks.Longs();
  private final Blocks.Longs paths = new Blocks.Longs();

  /** The folders and files that were audited. */
  record Inputs(List<String> paths) {

    /** The longest first: one may lie in another. */
    Inputs {
      paths =
          paths.stream()
              .map(Inputs::slashes)
              .sorted((one, two) -> Integer.compare(two.length(), one.length()))
              .toList();
    }

    private static String slashes(String path) {
      String plain = path.replace('\\', '/');
      return plain.length() > 1 && plain.endsWith("/")
          ? plain.substring(0, plain.length() - 1)
          : plain;
    }

    /** The path of a file below what was named; nothing where it was named itself. */
    String below(String file) {
      String path = slashes(file);
      for (String input : paths) {
        if (path.equals(input)) {
          return "";
        }
        if (path.startsWith(input) && path.startsWith("/", input.length())) {
          return path.substring(input.length() + 1);
        }
      }
      return path;
    }
  }

  VmRows(HeapShare room, Inputs inputs) {
    this.room = room;
    this.inputs = inputs;
  }

  void add(Place place) throws UnsupportedFormatException {
    if (!room.take(ROW)) {
      throw PartyNumbers.tooLarge("protectors");
    }
    // The last known good protector of a VM is never its current one.
    String kind = place.lastKnownGood() ? "last " : "current ";
    ids.add(
        place
            .mark()
            .id()
            .map(id -> mark(kind + VmName.bareId(id).toLowerCase(Locale.ROOT)))
            .orElse(NONE));
    names.add(mark(kind + VmName.folded(place.name())));
    String path = VmName.withoutEnding(inputs.below(place.file()));
    paths.add(mark(kind + VmName.folded(path + "#" + place.name())));
  }

  private static long mark(String text) {
    long prefix = Thumbprint.of(text.getBytes(StandardCharsets.UTF_8)).prefix();
    return prefix == NONE ? 1 : prefix;
  }

  int size() {
    return names.size();
  }

  long id(int row) {
    return ids.get(row);
  }

  boolean hasId(int row) {
    return ids.get(row) != NONE;
  }

  long name(int row) {
    return names.get(row);
  }

  long path(int row) {
    return paths.get(row);
  }

  /** The id and something else together. */
  long idWith(int row, long other) {
    long mixed = Long.rotateLeft(ids.get(row), 31) ^ other;
    return mixed == NONE ? 1 : mixed;
  }
}
