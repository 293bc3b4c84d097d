package dev.keyward.internal.hvs;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A container whose structures hold: its keys, with their values where somebody asks for them. One
 * thread uses it, as long as the source is open. At most 16 MiB of key tables, 65,536 objects,
 * 65,536 keys, 32 levels, and 16 MiB of values are read.
 */
public final class HvsFile {

  private static final int MOST_VALUES = 16 << 20;

  private final WitnessedSource witness;
  private final HvsSource source;
  private final Set<HvsRemark> remarks;
  private final KeyTree tree;
  private long valueBytes;

  private HvsFile(WitnessedSource witness, HvsSource source, Set<HvsRemark> remarks, KeyTree tree) {
    this.witness = witness;
    this.source = source;
    this.remarks = Set.copyOf(remarks);
    this.tree = tree;
  }

  /**
   * Whether a file is a container.
   *
   * @param start its first bytes; 4100 of them are enough
   */
  public static boolean isSigned(byte[] start) {
    return HvsHeader.isIn(start);
  }

  /**
   * Reads all structures of a container.
   *
   * @throws HvsException where one is damaged or larger than its bound
   */
  public static HvsFile read(HvsSource file) throws HvsException, IOException {
    WitnessedSource witness = new WitnessedSource(file);
    HvsHeader header = HvsHeader.read(witness);
    Set<HvsRemark> remarks = EnumSet.noneOf(HvsRemark.class);
    if (header.isCopyDamaged()) {
      remarks.add(HvsRemark.HEADER_COPY_DAMAGED);
    }
    Optional<HvsSource> applied = ReplayLog.applied(witness, header);
    if (applied.isEmpty()) {
      remarks.add(HvsRemark.UNSAVED_CHANGES);
    }
    HvsSource source = applied.orElse(witness);
    List<KeyTable> tables = KeyTable.read(source, ObjectTable.keyTables(source));
    return new HvsFile(witness, source, remarks, KeyTree.of(source, tables));
  }

  /** What is wrong with it, although it can be read. */
  public Set<HvsRemark> remarks() {
    return remarks;
  }

  /** The key that all others are below; it has no name. */
  public HvsKey root() {
    return HvsKey.root(this);
  }

  /**
   * Whether everything that was read so far is still the same: if not, parts of it may be older
   * than others.
   */
  public boolean isUnchanged() throws IOException {
    return witness.isUnchanged();
  }

  KeyTree tree() {
    return tree;
  }

  /**
   * The first bytes of a value.
   *
   * @param most how many at most
   */
  byte[] value(KeyEntry entry, int most) throws HvsException, IOException {
    KeyEntry.Data data = entry.data();
    int length = (int) Math.min(most, data.length());
    valueBytes += length;
    if (valueBytes > MOST_VALUES) {
      throw HvsException.tooLarge("values", "more than 16 MiB of values to read", "fewer");
    }
    if (data.isOutside()) {
      return HvsPart.read(source, "value of the key " + entry.name(), data.start(), length).array();
    }
    byte[] bytes = new byte[length];
    entry.table().bytes().get((int) data.start(), bytes);
    return bytes;
  }
}
