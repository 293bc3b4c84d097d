package dev.keyward.audit.shard;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Examined.Carried;
import dev.keyward.audit.judge.Examined.Vouched;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.Traces;
import dev.keyward.audit.policy.StrengthRules;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.memory.CertificateCache;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.UnknownAlgorithm.Use;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The definitions of a shard as {@link ShardDefinitions} wrote them, and what refers to them. */
final class ShardTables {

  private static final int MOST_LABEL = 1 << 10;
  private static final int MOST_WORDS = 20_000;
  private static final int MOST_PARTIES = 1 << 14;
  private static final int MOST_NAME = 1 << 10;
  private static final int MOST_KEY = 1 << 13;

  private static final Pattern TRACES = Pattern.compile("[0-9a-f]{24}([0-9a-f]{16})?");

  private final CertificateCache cache;
  private final List<GuardianCertificate> certificates = new ArrayList<>();
  private final List<Party> parties = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Set<String>> algorithms = new ArrayList<>();
  private final List<UnknownAlgorithm> unknown = new ArrayList<>();
  private long count;
  private long bytes;

  ShardTables(CertificateCache cache) {
    this.cache = cache;
  }

  /**
   * Takes a line that defines something.
   *
   * @param kind the name of its first field
   * @param size its bytes
   * @return false where it does not define anything
   */
  boolean define(String kind, JsonFields line, int size) throws MalformedInputException {
    switch (kind) {
      case "certificate" -> certificate(line);
      case "party" -> party(line);
      case "finding" -> finding(line);
      case "algorithms" -> algorithms(line);
      case "unknown" -> unknown(line);
      case "forget" -> forget(line);
      default -> {
        return false;
      }
    }
    line.end();
    boolean forgot = kind.equals("forget");
    count = forgot ? 0 : count + 1;
    bytes = forgot ? 0 : bytes + size;
    if (count > ShardDefinitions.MOST || bytes > ShardDefinitions.MOST_BYTES) {
      throw line.bad(kind, "too many definitions", "fewer at a time");
    }
    return true;
  }

  private static void next(JsonFields line, String kind, List<?> table)
      throws MalformedInputException {
    if (line.number(kind, Long.MAX_VALUE) != table.size()) {
      throw line.bad(kind, "another number", "" + table.size());
    }
  }

  private void certificate(JsonFields line) throws MalformedInputException {
    next(line, "certificate", certificates);
    byte[] der = line.base64("der", JsonFields.MOST_IN_LINE);
    certificates.add(cache.get(der, line.path() + "/der"));
  }

  private void party(JsonFields line) throws MalformedInputException {
    next(line, "party", parties);
    parties.add(
        new Party(
            line.text("label", MOST_LABEL),
            line.has("name") ? Optional.of(line.text("name", MOST_LABEL)) : Optional.empty(),
            ShardFields.optionalThumbprint(line, "signing")));
  }

  private void finding(JsonFields line) throws MalformedInputException {
    next(line, "finding", findings);
    AuditFindingCode code =
        ShardFields.word(line, "code", AuditFindingCode.values(), AuditFindingCode::code);
    Severity severity = ShardFields.word(line, "severity", Severity.values(), Severity::code);
    String found = line.text("found", MOST_WORDS);
    String remedy = line.text("mend", MOST_WORDS);
    Optional<String> command = Optional.empty();
    if (line.has("command")) {
      command = Optional.of(line.text("command", MOST_WORDS));
      if (!Finding.Remedy.isOurs(command.get())) {
        throw line.bad("command", "a command that no audit proposes", "one that it does");
      }
    }
    findings.add(new Finding(code, severity, found, new Finding.Remedy(remedy, command)));
  }

  private void algorithms(JsonFields line) throws MalformedInputException {
    next(line, "algorithms", algorithms);
    Set<String> uris = new LinkedHashSet<>();
    for (String uri : line.text("uris", MOST_WORDS).split(" ")) {
      if (!StrengthRules.isUri(uri)) {
        throw line.bad("uris", "an algorithm that is not a URI", "URIs with a space between");
      }
      uris.add(uri);
    }
    algorithms.add(uris);
  }

  private void unknown(JsonFields line) throws MalformedInputException {
    next(line, "unknown", unknown);
    UnknownAlgorithm.Use use = ShardFields.word(line, "use", Use.values(), Use::code);
    String uri = line.text("uri", UnknownAlgorithm.MOST_CHARACTERS);
    UnknownAlgorithm algorithm = new UnknownAlgorithm(use, uri);
    if (!algorithm.uri().equals(uri)) {
      throw line.bad("uri", "a text that cannot be shown", "printable ASCII");
    }
    unknown.add(algorithm);
  }

  private void forget(JsonFields line) throws MalformedInputException {
    if (line.number("forget", Long.MAX_VALUE) != count) {
      throw line.bad("forget", "another number", "" + count);
    }
    certificates.clear();
    parties.clear();
    findings.clear();
    algorithms.clear();
    unknown.clear();
  }

  /** What was found at a place in a file. */
  Examined examined(JsonFields line, Named file) throws MalformedInputException {
    Standing standing = ShardFields.word(line, "standing", Standing.values(), Standing::code);
    List<Carried> carried = vouched(line, carried(line));
    AuditedProtector result =
        new AuditedProtector(
                place(line, file),
                standing,
                new GuardianSet(optional(line, "owner"), all(line, "guardians", parties)),
                optional(line, "sealer"),
                all(line, "findings", findings),
                ShardFields.optionalThumbprint(line, "sha256"),
                Examined.proved(standing, carried),
                line.has("unknown") ? Set.copyOf(all(line, "unknown", unknown)) : Set.of())
            .beside(MachineFields.of(line));
    Set<String> uris = Set.of();
    if (line.has("algorithms")) {
      uris = one(line, "algorithms", line.number("algorithms", Long.MAX_VALUE), algorithms);
    }
    Optional<Traces> traces = line.has("traces") ? Optional.of(traces(line)) : Optional.empty();
    line.end();
    return new Examined(result, carried, uris, traces);
  }

  private static Place place(JsonFields line, Named file) throws MalformedInputException {
    OptionalInt entry =
        line.has("entry")
            ? OptionalInt.of((int) line.number("entry", Integer.MAX_VALUE))
            : OptionalInt.empty();
    boolean lastKnownGood = line.has("last-known-good") && line.number("last-known-good", 1) == 1;
    Place.Mark mark = new Place.Mark(name(line, "id"), name(line, "host"), key(line));
    return new Place(file.shown(), entry, line.text("vm", MOST_NAME), lastKnownGood, mark);
  }

  private static Optional<String> name(JsonFields line, String field)
      throws MalformedInputException {
    return line.has(field) ? Optional.of(line.text(field, MOST_NAME)) : Optional.empty();
  }

  private static Optional<String> key(JsonFields line) throws MalformedInputException {
    return line.has("key") ? Optional.of(line.text("key", MOST_KEY)) : Optional.empty();
  }

  private Optional<Party> optional(JsonFields line, String name) throws MalformedInputException {
    return line.has(name)
        ? Optional.of(one(line, name, line.number(name, Long.MAX_VALUE), parties))
        : Optional.empty();
  }

  private static <E> E one(JsonFields line, String name, long number, List<E> table)
      throws MalformedInputException {
    if (number >= table.size()) {
      throw line.bad(name, "number " + number + ", which nothing has", "one that is defined");
    }
    return table.get((int) number);
  }

  private static <E> List<E> all(JsonFields line, String name, List<E> table)
      throws MalformedInputException {
    List<E> all = new ArrayList<>();
    for (long number : line.numbers(name, MOST_PARTIES, Long.MAX_VALUE)) {
      all.add(one(line, name, number, table));
    }
    return all;
  }

  private List<Carried> carried(JsonFields line) throws MalformedInputException {
    List<Long> numbers = line.numbers("carried", MOST_PARTIES, Long.MAX_VALUE);
    if (numbers.size() % 4 != 0) {
      throw line.bad("carried", numbers.size() + " numbers", "four for each");
    }
    List<Carried> carried = new ArrayList<>();
    for (int at = 0; at < numbers.size(); at += 4) {
      carried.add(
          new Carried(
              one(line, "carried", numbers.get(at), parties),
              one(line, "carried", numbers.get(at + 1), certificates),
              one(line, "carried", numbers.get(at + 2), certificates),
              numbers.get(at + 3) == 1));
    }
    return carried;
  }

  private List<Carried> vouched(JsonFields line, List<Carried> carried)
      throws MalformedInputException {
    if (!line.has("vouched")) {
      return carried;
    }
    List<Carried> all = new ArrayList<>(carried);
    Iterator<Long> numbers = line.numbers("vouched", MOST_PARTIES, Long.MAX_VALUE).iterator();
    try {
      while (numbers.hasNext()) {
        long at = numbers.next();
        Carried plain = one(line, "vouched", at, all);
        Party stranger = one(line, "vouched", numbers.next(), parties);
        Finding mixed = one(line, "vouched", numbers.next(), findings);
        List<Finding> told = new ArrayList<>();
        for (long left = numbers.next(); left > 0; left--) {
          told.add(one(line, "vouched", numbers.next(), findings));
        }
        all.set((int) at, plain.vouchedBy(new Vouched(told, mixed, stranger)));
      }
    } catch (NoSuchElementException e) {
      throw line.bad("vouched", "numbers that end too early", "four for each, and its findings");
    }
    return all;
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
}
