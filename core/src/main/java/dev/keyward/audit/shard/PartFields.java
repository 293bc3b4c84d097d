package dev.keyward.audit.shard;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.Traces;
import dev.keyward.audit.policy.StrengthRules;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.Party;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.UnknownAlgorithm.Use;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The parts of a protector's line that shards of all versions write alike. */
final class PartFields {

  static final int MOST_ITEMS = 1 << 14;
  static final int MOST_PATH = 1 << 16;
  static final int MOST_WORDS = 20_000;

  private static final int MOST_LABEL = 1 << 10;
  private static final int MOST_NAME = 1 << 10;
  private static final int MOST_KEY = 1 << 13;
  private static final Pattern TRACES = Pattern.compile("[0-9a-f]{24}([0-9a-f]{16})?");

  private PartFields() {}

  static Party party(JsonFields fields) throws MalformedInputException {
    return new Party(
        fields.text("label", MOST_LABEL),
        optional(fields, "name", MOST_LABEL),
        ShardFields.optionalThumbprint(fields, "signing"));
  }

  static Finding finding(JsonFields fields) throws MalformedInputException {
    AuditFindingCode code =
        ShardFields.word(fields, "code", AuditFindingCode.values(), AuditFindingCode::code);
    Severity severity = ShardFields.word(fields, "severity", Severity.values(), Severity::code);
    String found = fields.text("found", MOST_WORDS);
    String remedy = fields.text("mend", MOST_WORDS);
    Optional<String> command = optional(fields, "command", MOST_WORDS);
    if (command.isPresent() && !Finding.Remedy.isOurs(command.get())) {
      throw fields.bad("command", "a command that no audit proposes", "one that it does");
    }
    return new Finding(code, severity, found, new Finding.Remedy(remedy, command));
  }

  static UnknownAlgorithm unknown(JsonFields fields) throws MalformedInputException {
    UnknownAlgorithm.Use use = ShardFields.word(fields, "use", Use.values(), Use::code);
    String uri = fields.text("uri", UnknownAlgorithm.MOST_CHARACTERS);
    UnknownAlgorithm algorithm = new UnknownAlgorithm(use, uri);
    if (!algorithm.uri().equals(uri)) {
      throw fields.bad("uri", "a text that cannot be shown", "printable ASCII");
    }
    return algorithm;
  }

  /** The algorithms of a field of this name. */
  static Set<String> uris(JsonFields fields, String name, List<String> texts)
      throws MalformedInputException {
    for (String uri : texts) {
      if (!StrengthRules.isUri(uri)) {
        throw fields.bad(name, "an algorithm that is not a URI", "URIs");
      }
    }
    return new LinkedHashSet<>(texts);
  }

  static Place place(JsonFields line, Named file) throws MalformedInputException {
    OptionalInt entry =
        line.has("entry")
            ? OptionalInt.of((int) line.number("entry", Integer.MAX_VALUE))
            : OptionalInt.empty();
    boolean lastKnownGood =
        line.has("last-known-good") && ShardFields.flag(line, "last-known-good");
    Place.Mark mark =
        new Place.Mark(
            optional(line, "id", MOST_NAME),
            optional(line, "host", MOST_NAME),
            optional(line, "key", MOST_KEY));
    return new Place(file.shown(), entry, line.text("vm", MOST_NAME), lastKnownGood, mark);
  }

  private static Optional<String> optional(JsonFields fields, String name, int most)
      throws MalformedInputException {
    return fields.has(name) ? Optional.of(fields.text(name, most)) : Optional.empty();
  }

  static Optional<Traces> optionalTraces(JsonFields line) throws MalformedInputException {
    return line.has("traces") ? Optional.of(traces(line)) : Optional.empty();
  }

  private static Traces traces(JsonFields line) throws MalformedInputException {
    String text = line.text("traces", 40);
    if (!TRACES.matcher(text).matches()) {
      throw line.bad("traces", "not traces", "24 or 40 hexadecimal digits");
    }
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(text));
    return new Traces(
        bytes.getInt(),
        mixed(bytes.getLong()),
        bytes.hasRemaining() ? Optional.of(mixed(bytes.getLong())) : Optional.empty());
  }

  /** A shard could hold marks that all belong to one place of the table, which made it slow. */
  private static long mixed(long mark) {
    return Thumbprint.of(ByteBuffer.allocate(Long.BYTES).putLong(mark).array()).prefix();
  }

  /** The member of a table with this number, which the field has. */
  static <E> E one(JsonFields fields, String name, long number, List<E> table)
      throws MalformedInputException {
    if (number >= table.size()) {
      throw fields.bad(name, "number " + number + ", which nothing has", "one that is defined");
    }
    return table.get((int) number);
  }

  /** The member of a table whose number the field has, where the field is there. */
  static <E> Optional<E> optional(JsonFields fields, String name, List<E> table)
      throws MalformedInputException {
    return fields.has(name)
        ? Optional.of(one(fields, name, fields.number(name, Long.MAX_VALUE), table))
        : Optional.empty();
  }

  /** The members of a table whose numbers the field has. */
  static <E> List<E> all(JsonFields fields, String name, List<E> table)
      throws MalformedInputException {
    List<E> all = new ArrayList<>();
    for (long number : fields.numbers(name, MOST_ITEMS, Long.MAX_VALUE)) {
      all.add(one(fields, name, number, table));
    }
    return all;
  }
}
