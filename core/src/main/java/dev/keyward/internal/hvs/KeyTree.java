package dev.keyward.internal.hvs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The keys of all tables by their parents. Every key reaches the root through nodes. */
final class KeyTree {

  /** The place of the root, which no table holds. */
  static final long ROOT = 0;

  private static final String PART = "key";
  private static final int MOST_ENTRIES = 65_536;
  private static final int MOST_DEPTH = 32;

  private final Map<Long, KeyEntry> entries = new LinkedHashMap<>();
  private final Map<Long, Map<String, List<KeyEntry>>> children = new HashMap<>();

  private KeyTree() {}

  /**
   * Of the tables that count.
   *
   * @param source the file that values outside of the tables are in
   */
  static KeyTree of(HvsSource source, List<KeyTable> tables) throws HvsException {
    KeyTree tree = new KeyTree();
    for (KeyTable table : tables) {
      tree.add(source, table);
    }
    for (KeyEntry entry : tree.entries.values()) {
      tree.requireReachable(entry);
      tree.children
          .computeIfAbsent(parentPlace(entry), place -> new LinkedHashMap<>())
          .computeIfAbsent(entry.name(), name -> new ArrayList<>(1))
          .add(entry);
    }
    return tree;
  }

  private void add(HvsSource source, KeyTable table) throws HvsException {
    ByteBuffer bytes = table.bytes();
    int offset = KeyTable.HEAD;
    while (bytes.capacity() - offset >= KeyEntry.HEAD) {
      int size = KeyEntry.size(bytes, offset);
      if (KeyEntry.type(bytes, offset) != KeyEntry.FREE) {
        KeyEntry entry = KeyEntry.read(table, offset, size);
        if (entry.data().isOutside()) {
          String name = "value of the key " + entry.name();
          HvsPart.requireInside(source, name, entry.data().start(), entry.data().length());
        }
        entries.put(place(entry), entry);
        if (entries.size() > MOST_ENTRIES) {
          throw HvsException.tooLarge(PART, "more than " + MOST_ENTRIES + " keys", "fewer");
        }
      }
      offset += size;
    }
  }

  private void requireReachable(KeyEntry entry) throws HvsException {
    long parent = parentPlace(entry);
    for (int depth = 1; parent != ROOT; depth++) {
      if (depth == MOST_DEPTH) {
        throw tooDeep(entry);
      }
      parent = parentPlace(requireNode(entry, parent));
    }
  }

  private KeyEntry requireNode(KeyEntry entry, long place) throws HvsException {
    KeyEntry parent = entries.get(place);
    if (parent == null || parent.data().type() != KeyType.NODE) {
      String found = parent == null ? "a parent that is not a key" : "a parent that is not a node";
      throw new HvsException(PART + " " + entry.name(), found, "a node");
    }
    return parent;
  }

  private HvsException tooDeep(KeyEntry entry) throws HvsException {
    Set<Long> seen = new HashSet<>();
    KeyEntry above = entry;
    while (seen.add(place(above))) {
      long parent = parentPlace(above);
      if (parent == ROOT) {
        return HvsException.tooLarge(
            PART + " " + entry.name(), seen.size() + " levels", "at most " + MOST_DEPTH);
      }
      above = requireNode(above, parent);
    }
    return new HvsException(PART + " " + entry.name(), "a cycle of parents", "a way to the root");
  }

  static long place(KeyEntry entry) {
    return place(entry.table().index(), entry.offset());
  }

  static long parentPlace(KeyEntry entry) {
    return place(entry.parentTable(), entry.parentOffset());
  }

  private static long place(int table, long offset) {
    return ((long) table << Integer.SIZE) | offset;
  }

  /** The keys below a place, by name, in the order of the tables. */
  Map<String, List<KeyEntry>> children(long place) {
    return children.getOrDefault(place, Map.of());
  }

  /** The key that a key lies below, which is a node; asked only where it is not the root. */
  KeyEntry parent(KeyEntry entry) {
    return Objects.requireNonNull(entries.get(parentPlace(entry)), "a reachable key");
  }
}
