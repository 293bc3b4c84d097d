package dev.keyward.audit.shard;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.AuditSink;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.policy.UnusedRule;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.audit.result.ShardPart;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.memory.CertificateCache;
import dev.keyward.internal.json.JsonFields;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads a shard line by line, strictly and without trusting it. It holds one line and the
 * definitions, which are bounded.
 */
public final class ShardReader implements Closeable {

  private static final int MOST_FOUND = 1 << 10;

  /** A policy has at most 1 MiB. */
  private static final int MOST_ACCEPTED = 16 << 20;

  private final String name;
  private final ShardText text;
  private final ShardHeader header;
  private final ProtectorLines defined;
  private long protectors;
  private long acceptedBytes;
  private long unusedBytes;
  private Optional<ShardEvent> next = Optional.empty();
  private ShardEvent.Input input = new ShardEvent.Input(0, "", false, false);
  private Named file = new Named("", "");

  /** Reads the header and the line behind it. */
  public ShardReader(ShardPart part, CertificateCache cache, LongConsumer progress)
      throws KeywardException, IOException {
    this.name = part.name();
    this.text = new ShardText(part, progress);
    this.header = ShardHeader.parse(text.read());
    this.defined = ProtectorLines.of(header, cache);
  }

  public ShardHeader header() {
    return header;
  }

  public String name() {
    return name;
  }

  /** Whether the policy of the shard accepts any risk; only before the first input. */
  public boolean accepts() throws KeywardException, IOException {
    return peek() instanceof ShardEvent.Accepted;
  }

  /** Where the event is that {@link #peek} gives. */
  String where() {
    return text.where();
  }

  /** The event that {@link #next} will take. */
  ShardEvent peek() throws KeywardException, IOException {
    if (next.isEmpty()) {
      next = Optional.of(event());
    }
    return next.get();
  }

  ShardEvent next() throws KeywardException, IOException {
    ShardEvent event = peek();
    next = Optional.empty();
    return event;
  }

  /** Refuses anything behind the end mark. */
  void requireEnd() throws MalformedInputException, IOException {
    text.requireEnd();
  }

  private ShardEvent event() throws KeywardException, IOException {
    while (true) {
      JsonFields fields = text.read();
      String kind = fields.firstName();
      if (!defined.define(kind, fields, text.size())) {
        ShardEvent event = event(kind, fields);
        fields.end();
        return event;
      }
    }
  }

  private ShardEvent event(String kind, JsonFields fields) throws KeywardException {
    return switch (kind) {
      case AcceptedFields.KIND -> accepted(fields);
      case "input" -> {
        long number = fields.number(kind, Long.MAX_VALUE);
        String path = fields.text("name", PartFields.MOST_PATH);
        boolean folder = ShardFields.flag(fields, "folder");
        boolean list = fields.has("list") && ShardFields.flag(fields, "list");
        input = new ShardEvent.Input(number, path, folder, list);
        yield input;
      }
      case "file" -> file(fields);
      case "long-file" -> {
        long number = fields.number(kind, Long.MAX_VALUE);
        file = named(fields);
        yield new ShardEvent.LongFile(number, file.relative());
      }
      case "protector" -> {
        long number = fields.number(kind, Long.MAX_VALUE);
        protectors++;
        yield new ShardEvent.Found(number, defined.examined(fields, file));
      }
      case "remark" -> {
        fields.number(kind, 0);
        protectors++;
        yield new ShardEvent.Remark(defined.examined(fields, file));
      }
      case "long-file-end" -> longFileEnd(fields);
      case "input-end" -> inputEnd(fields);
      case "unused-rule" -> unused(fields);
      case "end" -> end(fields);
      default -> throw text.malformed("a line that is none of a shard", "one that belongs there");
    };
  }

  private ShardEvent file(JsonFields fields) throws MalformedInputException {
    long number = fields.number("file", Long.MAX_VALUE);
    file = named(fields);
    return new ShardEvent.File(
        number,
        file.relative(),
        fields.number("bytes", Long.MAX_VALUE),
        ShardFields.optionalThumbprint(fields, "sha256"),
        other(fields),
        fields.number("protectors", Long.MAX_VALUE));
  }

  private ShardEvent longFileEnd(JsonFields fields) throws MalformedInputException {
    if (fields.has("passed-over")) {
      // Of version 1: the remark before says why.
      ShardFields.flag(fields, "passed-over");
    }
    requireSame(fields, "file", file.shown());
    return new ShardEvent.LongFileEnd(
        new AuditSink.LongEnd(
            fields.number("long-file-end", Long.MAX_VALUE),
            fields.number("bytes", Long.MAX_VALUE),
            ShardFields.optionalThumbprint(fields, "sha256"),
            other(fields)));
  }

  /** The file that the line names. Since version 6 the line names the input as well. */
  private Named named(JsonFields fields) throws MalformedInputException {
    requireInput(fields, "input");
    return input.named(fields.text("path", PartFields.MOST_PATH));
  }

  private void requireInput(JsonFields fields, String name) throws MalformedInputException {
    requireSame(fields, name, input.name());
  }

  /** Since version 6 each line says what it belongs to. */
  private void requireSame(JsonFields fields, String name, String expected)
      throws MalformedInputException {
    if (header.common().hasWholeLines()
        && !fields.text(name, PartFields.MOST_PATH).equals(expected)) {
      throw fields.bad(name, "another one than in the lines before", "the same");
    }
  }

  private static Optional<OtherKind> other(JsonFields fields) throws MalformedInputException {
    return fields.has("other")
        ? Optional.of(ShardFields.otherKind(fields, "other"))
        : Optional.empty();
  }

  private ShardEvent inputEnd(JsonFields fields) throws MalformedInputException {
    requireInput(fields, "name");
    return new ShardEvent.EndOfInput(
        new AuditSink.InputEnd(
            fields.number("input-end", Long.MAX_VALUE),
            fields.number("links", Long.MAX_VALUE),
            fields.number("special", Long.MAX_VALUE),
            ShardFields.thumbprint(fields, "names")));
  }

  private ShardEvent accepted(JsonFields fields) throws MalformedInputException {
    acceptedBytes += text.size();
    if (acceptedBytes > MOST_ACCEPTED) {
      throw text.malformed("more than 16 MiB of accepted risks", "fewer");
    }
    return AcceptedFields.parse(fields);
  }

  private ShardEvent unused(JsonFields fields) throws MalformedInputException {
    long number = fields.number("unused-rule", Long.MAX_VALUE);
    unusedBytes += text.size();
    if (unusedBytes > ShardSink.MOST_UNUSED) {
      throw text.malformed("more than 64 MiB of unused rules", "fewer");
    }
    String found = fields.text("found", MOST_FOUND);
    Severity severity = ShardFields.word(fields, "severity", Severity.values(), Severity::code);
    return new ShardEvent.Unused(number, new UnusedRule(found, severity));
  }

  private ShardEvent end(JsonFields fields) throws MalformedInputException {
    long inputs = fields.number("end", Long.MAX_VALUE);
    boolean counted = fields.number("protectors", Long.MAX_VALUE) == protectors;
    if (fields.number("lines", Long.MAX_VALUE) != text.lines() - 1 || !counted) {
      throw text.malformed("an end mark that counts otherwise", "every line of the shard");
    }
    return new ShardEvent.End(
        inputs,
        header.common().version() < ShardHeader.FIRST_SAMPLED
            ? Optional.empty()
            : Optional.of(ShardFields.thumbprint(fields, "sample")));
  }

  Optional<ShardEvent.Found> found(long number) throws KeywardException, IOException {
    return peek() instanceof ShardEvent.Found found && found.number() == number
        ? Optional.of(found)
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  public static MalformedInputException refused(
      String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
