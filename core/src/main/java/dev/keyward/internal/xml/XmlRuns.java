package dev.keyward.internal.xml;

import java.util.Arrays;
import java.util.Optional;

/**
 * The place that a cursor has reached. It passes over elements there that were read before, and
 * remembers those that are read from there on. Only plain documents have such places, and only
 * while the canonical form is recorded.
 */
public final class XmlRuns {

  /**
   * A sample is eight bytes that lie so far behind the first text of the elements. In a protector
   * this is in the signature over a certificate, which differs for each owner and each guardian.
   */
  private static final int BEHIND = 320;

  /** A sample of short elements comes from so many bytes at most. */
  private static final int SHORT = 200;

  private static final int STEP = 32;

  private final XmlRun.Context context;
  private final PlainTokens tokens;
  private final CanonicalWriter canonical;
  private final int start;
  private final int written;

  private XmlRuns(XmlEvents events, PlainTokens tokens, CanonicalWriter canonical) {
    this.context = new XmlRun.Context(events.path().depth(), tokens.scope(), canonical.declared());
    this.tokens = tokens;
    this.canonical = canonical;
    this.start = tokens.position();
    this.written = canonical.out().size();
  }

  static Optional<XmlRuns> at(XmlEvents events) {
    return events.tokens() instanceof PlainTokens plain
        ? events.settled().map(canonical -> new XmlRuns(events, plain, canonical))
        : Optional.empty();
  }

  /** Some bits of what comes next, which other elements may share. */
  public long sample() {
    PlainBytes plain = tokens.plain();
    int end = plain.bytes().length;
    int tag = plain.find('<', start, end);
    int sample = plain.find('<', Math.min(tag + 1, end), end) + BEHIND;
    return sample + Long.BYTES <= end ? plain.word(sample) : 0;
  }

  /** The same for short elements. */
  public long shortSample() {
    PlainBytes plain = tokens.plain();
    int end = Math.min(plain.bytes().length, start + SHORT);
    long sample = 0;
    for (int at = start; at + Long.BYTES <= end; at += STEP) {
      sample = 31 * sample + plain.word(at);
    }
    return sample;
  }

  /** Passes over the elements here if the run has the same in the same context; else stays here. */
  public boolean tryPass(XmlRun run) {
    byte[] bytes = tokens.plain().bytes();
    int end = start + run.text().length;
    if (end > bytes.length
        || !Arrays.equals(bytes, start, end, run.text(), 0, run.text().length)
        || !run.context().equals(context)) {
      return false;
    }
    tokens.pass(run.text().length);
    canonical.out().raw(run.canonical(), 0, run.canonical().length);
    return true;
  }

  /** The elements that have been read from here on; the cursor has left the last one. */
  public XmlRun read() {
    byte[] text = Arrays.copyOfRange(tokens.plain().bytes(), start, tokens.position());
    byte[] form = canonical.out().since(written);
    return new XmlRun(context, text, Arrays.equals(text, form) ? text : form);
  }
}
