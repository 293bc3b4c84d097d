package dev.keyward.audit.ledger;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.VmName;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Remembers what the names of millions of VMs look like: eight bytes for each look, half of a
 * digest and where its first name stands, in a table that is 80 to 92 % full. So a look costs at
 * most ten bytes beside the name, which {@link SeenPlaces} keeps for other reasons too. Whether two
 * names look alike is decided by the names, never by the digests.
 */
final class SeenNames {

  private static final int SMALLEST = 1009;
  private static final int MOST_FULL = 92;

  private final SeenPlaces places;
  private final NameLook look;
  private long[] entries = new long[SMALLEST];
  private int size;

  SeenNames(SeenPlaces places, NameLook look) {
    this.places = places;
    this.look = look;
  }

  /** The first name that looked as this one does, where it is another name. */
  Optional<String> note(SeenPlaces.Here here) {
    String name = SeenPlaces.name(here.place());
    String seen = look.of(name);
    int digest = digest(seen);
    for (int slot = slot(digest); ; slot = next(slot, digest)) {
      long entry = entries[slot];
      if (entry == 0) {
        entries[slot] = (long) digest << Integer.SIZE | Integer.toUnsignedLong(here.at());
        size++;
        growWhereFull();
        return Optional.empty();
      }
      if ((int) (entry >>> Integer.SIZE) == digest) {
        String before = places.at((int) entry).name();
        if (before.equals(name) || look.of(before).equals(seen)) {
          return Optional.of(before).filter(other -> !VmName.same(other, name));
        }
      }
    }
  }

  /** Never zero, which marks a free slot. */
  private static int digest(String seen) {
    int digest = Thumbprint.of(seen.getBytes(StandardCharsets.UTF_8)).hashCode();
    return digest == 0 ? 1 : digest;
  }

  private int slot(int digest) {
    return Integer.remainderUnsigned(digest, entries.length);
  }

  /** Steps differ, so that nobody can choose names that stand in one long row. */
  private int next(int slot, int digest) {
    int step = 1 + Integer.remainderUnsigned(Integer.reverse(digest), entries.length - 1);
    return (int) (((long) slot + step) % entries.length);
  }

  /** To a prime number of slots: each step then leads through all of them. */
  private void growWhereFull() {
    if (100L * size < (long) MOST_FULL * entries.length) {
      return;
    }
    long[] old = entries;
    long more = old.length * 8L / 7;
    entries = new long[BigInteger.valueOf(more).nextProbablePrime().intValueExact()];
    for (long entry : old) {
      if (entry != 0) {
        int digest = (int) (entry >>> Integer.SIZE);
        int slot = slot(digest);
        while (entries[slot] != 0) {
          slot = next(slot, digest);
        }
        entries[slot] = entry;
      }
    }
  }

  /** How many bytes all that takes, without the names. */
  long bytes() {
    return (long) Long.BYTES * entries.length;
  }
}
