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
import dev.keyward.text.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

/**
 * Reads a shard line by line, strictly and without trusting it. Held are one line and the
 * definitions, which are bounded.
 */
public final class ShardReader implements Closeable {

  private static final int MOST_PATH = 1 << 16;
  private static final int MOST_FOUND = 1 << 10;

  /** A policy has at most 1 MiB. */
  private static final int MOST_ACCEPTED = 16 << 20;

  private static final int BUFFER = 1 << 16;

  private final String name;
  private final InputStream in;
  private final LongConsumer progress;
  private final ShardTables tables;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ShardHeader header;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long lines;
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
    this.in = new PackedStream(part.in());
    this.progress = progress;
    this.tables = new ShardTables(cache);
    this.header = ShardHeader.parse(read());
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

  /** Where the event stands that {@link #peek} gives. */
  String where() {
    return name + ": line " + lines;
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
    if (at < filled || fill()) {
      throw malformed(lines + 1, "content after the end mark", "the end");
    }
  }

  private ShardEvent event() throws KeywardException, IOException {
    while (true) {
      JsonFields fields = read();
      String kind = fields.firstName();
      if (!tables.define(kind, fields, line.size())) {
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
        String path = fields.text("name", MOST_PATH);
        boolean folder = ShardFields.flag(fields, "folder");
        boolean list = fields.has("list") && ShardFields.flag(fields, "list");
        input = new ShardEvent.Input(number, path, folder, list);
        yield input;
      }
      case "file" -> file(fields);
      case "long-file" -> {
        long number = fields.number(kind, Long.MAX_VALUE);
        file = input.named(fields.text("path", MOST_PATH));
        yield new ShardEvent.LongFile(number, file.relative());
      }
      case "protector" -> {
        long number = fields.number(kind, Long.MAX_VALUE);
        protectors++;
        yield new ShardEvent.Found(number, tables.examined(fields, file));
      }
      case "remark" -> {
        fields.number(kind, 0);
        protectors++;
        yield new ShardEvent.Remark(tables.examined(fields, file));
      }
      case "long-file-end" -> longFileEnd(fields);
      case "input-end" -> inputEnd(fields);
      case "unused-rule" -> unused(fields);
      case "end" -> end(fields);
      default -> throw malformed(lines, "a line that is none of a shard", "one that belongs there");
    };
  }

  private ShardEvent file(JsonFields fields) throws MalformedInputException {
    long number = fields.number("file", Long.MAX_VALUE);
    file = input.named(fields.text("path", MOST_PATH));
    return new ShardEvent.File(
        number,
        file.relative(),
        fields.number("bytes", Long.MAX_VALUE),
        ShardFields.optionalThumbprint(fields, "sha256"),
        other(fields),
        fields.number("protectors", Long.MAX_VALUE));
  }

  private static ShardEvent longFileEnd(JsonFields fields) throws MalformedInputException {
    if (fields.has("passed-over")) {
      // Of version 1: the remark before says why.
      ShardFields.flag(fields, "passed-over");
    }
    return new ShardEvent.LongFileEnd(
        new AuditSink.LongEnd(
            fields.number("long-file-end", Long.MAX_VALUE),
            fields.number("bytes", Long.MAX_VALUE),
            ShardFields.optionalThumbprint(fields, "sha256"),
            other(fields)));
  }

  private static Optional<OtherKind> other(JsonFields fields) throws MalformedInputException {
    return fields.has("other")
        ? Optional.of(ShardFields.otherKind(fields, "other"))
        : Optional.empty();
  }

  private static ShardEvent inputEnd(JsonFields fields) throws MalformedInputException {
    return new ShardEvent.EndOfInput(
        new AuditSink.InputEnd(
            fields.number("input-end", Long.MAX_VALUE),
            fields.number("links", Long.MAX_VALUE),
            fields.number("special", Long.MAX_VALUE),
            ShardFields.thumbprint(fields, "names")));
  }

  private ShardEvent accepted(JsonFields fields) throws MalformedInputException {
    acceptedBytes += line.size();
    if (acceptedBytes > MOST_ACCEPTED) {
      throw malformed(lines, "more than 16 MiB of accepted risks", "fewer");
    }
    return AcceptedFields.parse(fields);
  }

  private ShardEvent unused(JsonFields fields) throws MalformedInputException {
    long number = fields.number("unused-rule", Long.MAX_VALUE);
    unusedBytes += line.size();
    if (unusedBytes > ShardSink.MOST_UNUSED) {
      throw malformed(lines, "more than 64 MiB of unused rules", "fewer");
    }
    String found = fields.text("found", MOST_FOUND);
    Severity severity = ShardFields.word(fields, "severity", Severity.values(), Severity::code);
    return new ShardEvent.Unused(number, new UnusedRule(found, severity));
  }

  private ShardEvent end(JsonFields fields) throws MalformedInputException {
    long inputs = fields.number("end", Long.MAX_VALUE);
    boolean counted = fields.number("protectors", Long.MAX_VALUE) == protectors;
    if (fields.number("lines", Long.MAX_VALUE) != lines - 1 || !counted) {
      throw malformed(lines, "an end mark that counts otherwise", "every line of the shard");
    }
    return new ShardEvent.End(
        inputs,
        header.common().version() < ShardHeader.FIRST_SAMPLED
            ? Optional.empty()
            : Optional.of(ShardFields.thumbprint(fields, "sample")));
  }

  /** The next line. */
  private JsonFields read() throws MalformedInputException, IOException {
    line.reset();
    lines++;
    while (!takeToLineFeed()) {
      // A checkout may have left a pointer in the place of the shard, without a line feed too.
      if (lines == 1) {
        StandIn.refuse(line.toByteArray(), name);
      }
      if (line.size() > JsonFields.MOST_IN_LINE) {
        throw malformed(lines, "a line of more than 1 MiB", "a shorter one");
      }
      if (!fill()) {
        String found = line.size() == 0 ? "the end of the file" : "a line that is cut off";
        throw malformed(lines, found, "a shard that is whole");
      }
    }
    progress.accept(line.size() + 1L);
    if (line.size() > JsonFields.MOST_IN_LINE) {
      throw malformed(lines, "a line of more than 1 MiB", "a shorter one");
    }
    if (lines == 1) {
      StandIn.refuse(Arrays.copyOf(buffer, filled), name);
    }
    return JsonFields.parseLine(line.toByteArray(), name + ": line " + lines);
  }

  /** Moves what waits to the line; true where that ended it. */
  private boolean takeToLineFeed() {
    int start = at;
    while (at < filled && buffer[at] != '\n') {
      at++;
    }
    line.write(buffer, start, at - start);
    boolean ended = at < filled;
    at += ended ? 1 : 0;
    return ended;
  }

  private boolean fill() throws MalformedInputException, IOException {
    at = 0;
    try {
      filled = Math.max(0, in.read(buffer));
    } catch (ZipException | EOFException e) {
      String found = "compressed content that is damaged, cut off, or too large when unpacked";
      throw malformed(lines, found, "a shard that is whole");
    }
    return filled > 0;
  }

  private MalformedInputException malformed(long place, String found, String expected) {
    String hint = "let its job make the shard again";
    return new MalformedInputException(
        Fault.of("malformed-shard", name + ": line " + place, found, expected).withHint(hint));
  }

  Optional<ShardEvent.Found> found(long number) throws KeywardException, IOException {
    return peek() instanceof ShardEvent.Found found && found.number() == number
        ? Optional.of(found)
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  public static MalformedInputException refused(
      String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
