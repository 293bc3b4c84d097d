package dev.keyward.internal.xml;

import dev.keyward.internal.xml.PlainTag.Binding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The start tags of a plain document: one that comes again is found by its bytes. */
final class PlainTags {

  /** Of a document before its first tag. */
  static final PlainTag NONE =
      new PlainTag(
          0,
          0,
          0,
          new PlainTag.Name(Binding.NONE, ""),
          List.of(),
          List.of(),
          List.of(),
          new PlainTag.Form(false, false, false));

  private static final int PLACE_BITS = 6;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /** A document with more names than this is for the parser, which has its own limits. */
  private static final int MOST_NAMES = 1000;

  private final PlainBytes plain;
  private final PlainTag[] known = new PlainTag[1 << PLACE_BITS];
  private int names;

  PlainTags(PlainBytes plain) {
    this.plain = plain;
    Arrays.fill(known, NONE);
  }

  /**
   * The tag; empty where it is not plain.
   *
   * @param start where its name begins
   * @param outer the declarations that hold there, always as the same object
   */
  Optional<PlainTag> at(int start, List<Binding> outer) {
    byte[] bytes = plain.bytes();
    int end = plain.find('>', start, bytes.length) + 1;
    if (end > bytes.length) {
      return Optional.empty();
    }
    int place = place(start, end);
    PlainTag before = known[place];
    if (before.size() == end - start
        && isSame(before.outer(), outer)
        && Arrays.equals(bytes, start, end, bytes, before.start(), before.start() + end - start)) {
      return Optional.of(before);
    }
    Optional<PlainTag> read = new PlainTagReader(bytes, start, outer).read();
    if (read.isPresent()) {
      PlainTag tag = read.get();
      known[place] = tag;
      names += 1 + tag.attributes().size() + tag.scope().size() - outer.size();
    }
    return names > MOST_NAMES ? Optional.empty() : read;
  }

  /** Every tag of one element has the same list of its declarations. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(List<Binding> left, List<Binding> right) {
    return left == right;
  }

  /** By its size, its first bytes and its last ones. */
  private int place(int start, int end) {
    int size = end - start;
    long ends = size;
    if (size >= Long.BYTES) {
      ends += 31 * plain.word(start) + plain.word(end - Long.BYTES);
    } else if (start + Long.BYTES <= plain.bytes().length) {
      ends += plain.word(start) << Long.SIZE - size * Byte.SIZE;
    }
    return (int) (ends * SPREAD >>> Long.SIZE - PLACE_BITS);
  }
}
