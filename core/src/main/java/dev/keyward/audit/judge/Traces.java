package dev.keyward.audit.judge;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.part.Wrapping;
import java.util.Optional;

/**
 * A few bytes that another VM's protector has only if it is a copy. A user who keeps a transport
 * key keeps the owner's wrapping of it, or the others' when the owner changes.
 *
 * <p>Of the others only the smallest digest is taken, so that a protector costs the same however
 * many can open it: found is the owner's wrapping anywhere else, and all the others' under another
 * owner. One of several others that is moved alone is found only where it is the smallest on both
 * sides; a host refuses that one, since it does not open to the transport key that the rest is
 * signed with.
 *
 * @param document the first 32 bits of the document's SHA-256, to tell the same document from
 *     another with the same mark
 * @param first the first 64 bits of the SHA-256 of the owner's wrapped transport key; of what was
 *     only listed, of the document
 * @param second the smallest of the others', where there are others
 */
public record Traces(int document, long first, Optional<Long> second) {

  /** Any number that no two digests differ by, but by chance. */
  private static final long NAMED = 0x6a09e667f3bcc908L;

  /** Of a document that was only listed. */
  public static Traces of(Thumbprint document) {
    return new Traces(cut(document), document.prefix(), Optional.empty());
  }

  /** Of a protector with this document. */
  public static Traces of(Thumbprint document, KeyProtector protector) {
    Optional<Long> own = Optional.empty();
    Optional<Long> other = Optional.empty();
    for (Wrapping wrapping : protector.wrappings()) {
      long mark = Thumbprint.of(wrapping.transportKey().cipherValue()).prefix();
      if (wrapping.isOwn() && own.isEmpty()) {
        own = Optional.of(mark);
      } else {
        boolean smaller = other.isEmpty() || Long.compareUnsigned(mark, other.get()) < 0;
        other = smaller ? Optional.of(mark) : other;
      }
    }
    return new Traces(cut(document), own.orElse(document.prefix()), other);
  }

  /**
   * The same for a protector that stands beside the name of its VM. It is compared only with others
   * that do: a bare file has no VM of its own, and may well be the same VM's.
   */
  Traces ofNamedVm() {
    return new Traces(document, first ^ NAMED, second.map(mark -> mark ^ NAMED));
  }

  private static int cut(Thumbprint document) {
    return (int) (document.prefix() >>> 32);
  }
}
