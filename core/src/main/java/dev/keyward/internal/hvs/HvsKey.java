package dev.keyward.internal.hvs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key of a container: a node with keys below it, or a value. */
public final class HvsKey {

  /** The most bytes of a value that is read whole. */
  public static final int MOST_BYTES = 1 << 20;

  private final HvsFile file;
  private final Optional<KeyEntry> entry;

  private HvsKey(HvsFile file, Optional<KeyEntry> entry) {
    this.file = file;
    this.entry = entry;
  }

  static HvsKey root(HvsFile file) {
    return new HvsKey(file, Optional.empty());
  }

  /** Its name, as found: hostile, at most 254 bytes in UTF-8; empty for the root. */
  public String name() {
    return entry.map(KeyEntry::name).orElse("");
  }

  /** What it holds. */
  public KeyType type() {
    return entry.map(own -> own.data().type()).orElse(KeyType.NODE);
  }

  /** The bytes of its value, 0 to 4 GiB. */
  public long size() {
    return entry.map(own -> own.data().length()).orElse(0L);
  }

  /** The names from the root to this key, each behind a {@code /}. */
  public String path() {
    StringBuilder path = new StringBuilder();
    Optional<KeyEntry> step = entry;
    while (step.isPresent()) {
      path.insert(0, "/" + step.get().name());
      step = parent(step.get());
    }
    return path.toString();
  }

  private Optional<KeyEntry> parent(KeyEntry below) {
    return KeyTree.parentPlace(below) == KeyTree.ROOT
        ? Optional.empty()
        : Optional.of(file.tree().parent(below));
  }

  private Map<String, List<KeyEntry>> below() {
    return file.tree().children(entry.map(KeyTree::place).orElse(KeyTree.ROOT));
  }

  /** The keys directly below, in the order of the file; names may come more than once. */
  public List<HvsKey> children() {
    List<HvsKey> keys = new ArrayList<>();
    for (List<KeyEntry> same : below().values()) {
      same.forEach(key -> keys.add(new HvsKey(file, Optional.of(key))));
    }
    return keys;
  }

  /**
   * The key at the end of a way of names, each compared exactly.
   *
   * @throws HvsException where a name on the way is there twice
   */
  public Optional<HvsKey> find(String... names) throws HvsException {
    Optional<HvsKey> key = Optional.of(this);
    for (String name : names) {
      List<KeyEntry> same = key.get().below().getOrDefault(name, List.of());
      if (same.isEmpty()) {
        return Optional.empty();
      }
      requireOne(same);
      key = Optional.of(new HvsKey(file, Optional.of(same.get(0))));
    }
    return key;
  }

  private static void requireOne(List<KeyEntry> same) throws HvsException {
    if (same.size() > 1) {
      throw HvsException.twice(
          "key " + same.get(0).name(),
          "two keys of this name: " + shown(same.get(0)) + " and " + shown(same.get(1)),
          "one, since programs may read either");
    }
  }

  private static String shown(KeyEntry key) {
    return key.data().length() + " bytes at " + key.offset() + " of table " + key.table().index();
  }

  /**
   * Makes sure that no other key has the same path.
   *
   * @throws HvsException where its name, or that of a key above it, is there twice
   */
  public void requireOnly() throws HvsException {
    Optional<KeyEntry> step = entry;
    while (step.isPresent()) {
      Optional<KeyEntry> above = parent(step.get());
      long place = above.map(KeyTree::place).orElse(KeyTree.ROOT);
      requireOne(file.tree().children(place).getOrDefault(step.get().name(), List.of()));
      step = above;
    }
  }

  /**
   * Its value.
   *
   * @throws HvsException where it has more than 1 MiB, is not the only key of its path, or more
   *     than 16 MiB of values were read from this file
   */
  public byte[] value() throws HvsException, IOException {
    if (size() > MOST_BYTES) {
      throw HvsException.tooLarge("key " + name(), size() + " bytes", "at most 1 MiB");
    }
    requireOnly();
    return start(MOST_BYTES);
  }

  /**
   * The first bytes of its value.
   *
   * @param most how many at most
   */
  public byte[] start(int most) throws HvsException, IOException {
    return entry.isEmpty() ? new byte[0] : file.value(entry.get(), most);
  }

  /** Its value as text, without the zeros at its end; empty where it is no text. */
  public Optional<String> text() throws HvsException, IOException {
    if (type() != KeyType.STRING) {
      return Optional.empty();
    }
    String text = new String(value(), StandardCharsets.UTF_16LE);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return Optional.of(text.substring(0, end));
  }

  /** Its value as a number; 0 or 1 for no and yes; empty where it is none. */
  public Optional<Long> number() throws HvsException, IOException {
    ByteBuffer bytes = HvsPart.of(value());
    return switch (type()) {
      case INT, UINT -> sized(bytes, Long.BYTES).map(ByteBuffer::getLong);
      case BOOL -> sized(bytes, Integer.BYTES).map(yes -> yes.getInt() == 0 ? 0L : 1L);
      default -> Optional.empty();
    };
  }

  private static Optional<ByteBuffer> sized(ByteBuffer bytes, int size) {
    return bytes.capacity() == size ? Optional.of(bytes) : Optional.empty();
  }
}
