package dev.keyward.audit.ledger;

import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.VmName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * VMs in little memory: the bytes of the name, six beside it, and eight of a digest where the VM
 * has an id, rounded up to four.
 */
final class SeenPlaces {

  private static final int BLOCK = 1 << 16;
  private static final int UNIT = 4;
  private static final int HEAD = 6;
  private static final int MOST_NAME = 1024;
  private static final int LENGTH = 0x0fff;
  private static final int OF_EXPORT = 0x1000;
  private static final int LAST_KNOWN_GOOD = 0x2000;
  private static final int WITH_ID = 0x4000;

  private final List<byte[]> blocks = new ArrayList<>();
  private int used = BLOCK;

  /** What two protectors with the same mark are to each other. */
  enum Likeness {
    /** Two of one VM, as far as ids tell, or a machine's last known good beside its current one. */
    SAME_VM,
    /** The names are alike, and no ids tell whether both are one VM. */
    SAME_NAME,
    /** Two ids, or two names. */
    OTHER_VM
  }

  /**
   * A VM as it is remembered.
   *
   * @param vm its name, of at most 1024 bytes
   * @param document the start of its document's digest
   * @param marks how it is compared
   */
  record Seen(String vm, int document, Marks marks) {

    /** What it is to the protector at {@code place}. */
    Likeness likenessTo(Place place) {
      Marks other = Marks.of(place);
      if (marks.id().isPresent() && other.id().isPresent()) {
        return marks.id().equals(other.id()) ? Likeness.SAME_VM : Likeness.OTHER_VM;
      }
      if (!VmName.same(compared(vm, marks), compared(cut(place.vm()), other))) {
        return Likeness.OTHER_VM;
      }
      // A file beside the entry of an export is usually the source of it.
      return marks.lastKnownGood() || other.lastKnownGood() || marks.named() != other.named()
          ? Likeness.SAME_VM
          : Likeness.SAME_NAME;
    }

    /** How it is compared with others. */
    String name() {
      return compared(vm, marks);
    }

    /** A file is called by its name, in whichever folder it lies. */
    private static String compared(String vm, Marks marks) {
      return marks.named() ? vm : VmName.last(vm);
    }
  }

  /**
   * What beside its name tells a VM from others.
   *
   * @param named whether the name is the VM's own, as in an export, and no path
   * @param id the start of the digest of its id
   */
  record Marks(boolean named, boolean lastKnownGood, Optional<Long> id) {

    static Marks of(Place place) {
      return new Marks(
          !place.isCalledByPath(),
          place.lastKnownGood(),
          place
              .mark()
              .id()
              .map(id -> id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
              .map(id -> Thumbprint.of(id).prefix()));
    }

    int bits() {
      return (named ? OF_EXPORT : 0)
          | (lastKnownGood ? LAST_KNOWN_GOOD : 0)
          | (id.isPresent() ? WITH_ID : 0);
    }
  }

  /** A VM that is remembered once, as soon as somebody asks where. */
  final class Here {
    private final int document;
    private final Place place;
    private OptionalInt at = OptionalInt.empty();

    private Here(int document, Place place) {
      this.document = document;
      this.place = place;
    }

    Place place() {
      return place;
    }

    /** Where the record begins, counted in units of four bytes, without a sign. */
    int at() {
      if (at.isEmpty()) {
        at = OptionalInt.of(remember(document, place));
      }
      return at.getAsInt();
    }

    /** Whether it is the VM that is remembered there. */
    boolean isAt(int other) {
      return at.isPresent() && at.getAsInt() == other;
    }
  }

  /** This VM, which takes no memory yet. */
  Here here(int document, Place place) {
    return new Here(document, place);
  }

  private int remember(int document, Place place) {
    byte[] name = place.vm().getBytes(StandardCharsets.UTF_8);
    int length = Math.min(name.length, MOST_NAME);
    Marks marks = Marks.of(place);
    int size = HEAD + (marks.id().isPresent() ? Long.BYTES : 0) + length;
    int needed = (size + UNIT - 1) / UNIT * UNIT;
    if (used + needed > BLOCK) {
      blocks.add(new byte[BLOCK]);
      used = 0;
    }
    ByteBuffer record = ByteBuffer.wrap(blocks.get(blocks.size() - 1), used, needed);
    record.putInt(document).putShort((short) (length | marks.bits()));
    marks.id().ifPresent(record::putLong);
    record.put(name, 0, length);
    long at = ((long) (blocks.size() - 1) * BLOCK + used) / UNIT;
    used += needed;
    return (int) at;
  }

  /** The VM whose record begins there. */
  Seen at(int place) {
    long start = Integer.toUnsignedLong(place) * UNIT;
    ByteBuffer record = ByteBuffer.wrap(blocks.get((int) (start / BLOCK)));
    record.position((int) (start % BLOCK));
    int document = record.getInt();
    int bits = record.getShort();
    Optional<Long> id = (bits & WITH_ID) == 0 ? Optional.empty() : Optional.of(record.getLong());
    byte[] name = new byte[bits & LENGTH];
    record.get(name);
    Marks marks = new Marks((bits & OF_EXPORT) != 0, (bits & LAST_KNOWN_GOOD) != 0, id);
    return new Seen(new String(name, StandardCharsets.UTF_8), document, marks);
  }

  /** How the name of a VM is compared that is not remembered. */
  static String name(Place place) {
    return Seen.compared(cut(place.vm()), Marks.of(place));
  }

  private static String cut(String vm) {
    byte[] bytes = vm.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MOST_NAME ? vm : new String(bytes, 0, MOST_NAME, StandardCharsets.UTF_8);
  }

  /** How many bytes all that takes. */
  long bytes() {
    return (long) BLOCK * blocks.size();
  }
}
