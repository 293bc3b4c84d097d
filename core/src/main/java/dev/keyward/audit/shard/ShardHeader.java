package dev.keyward.audit.shard;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.Shard;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.known.KnownGuardians;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first line of a shard. It says which share of the audit it is, and which policy, guardians
 * and time the audit used. Shards that differ in more than their number do not belong to one audit.
 *
 * @param shard which share it is
 * @param common what all shares have alike
 */
public record ShardHeader(Shard shard, Common common) {

  static final String FORMAT = "keyward-audit-shard";
  static final long VERSION = 6;

  /** Since this version sizes and some contents of files are compared. */
  static final long FIRST_SAMPLED = 3;

  /** Since this version each line can be read by itself. */
  static final long FIRST_WHOLE_LINES = 6;

  private static final int MOST_TEXT = 1 << 16;
  private static final long MOST_INPUTS = 1L << 40;
  private static final long MOST_SECONDS = 1L << 40;

  /**
   * What all shares have alike.
   *
   * @param version of the form; version 1 counted every file of a folder as a protector; versions 1
   *     and 2 knew files by their names only; versions before 4 do not list unused rules; versions
   *     before 5 do not list accepted risks; in versions before 6, lines have numbers that refer to
   *     other lines
   * @param basis what it was judged by
   * @param guardians a digest over the known guardians; empty if there were no known guardians
   * @param inputs how many inputs there are
   * @param inputNames a digest over their names
   * @param inputPaths the first of these names; empty in older shards, which do not have them
   */
  public record Common(
      long version,
      AuditBasis basis,
      Optional<Thumbprint> guardians,
      long inputs,
      Thumbprint inputNames,
      InputPaths inputPaths) {

    /** Whether each line says all that it is about. */
    boolean hasWholeLines() {
      return version >= FIRST_WHOLE_LINES;
    }

    /**
     * How the inputs of {@code other}, the common part of a shard that comes later, differ from
     * these, in words; empty where they do not.
     *
     * @param name what this shard is called
     */
    public Optional<String> otherInputs(Common other, String name) {
      if (inputs == other.inputs && inputNames.equals(other.inputNames)) {
        return Optional.empty();
      }
      String counted = inputs == other.inputs ? "" : ": " + other.inputs + ", not " + inputs;
      return Optional.of(
          inputPaths.difference(other.inputPaths, name).map(": "::concat).orElse(counted));
    }
  }

  public static ShardHeader of(
      Shard shard, AuditBasis basis, KnownGuardians known, List<AuditSource> sources) {
    var digest = Thumbprint.sha256();
    sources.forEach(
        source -> digest.update((source.name() + "\0").getBytes(StandardCharsets.UTF_8)));
    Optional<Thumbprint> guardians =
        known.isEmpty() ? Optional.empty() : Optional.of(known.fingerprint());
    return new ShardHeader(
        shard,
        new Common(
            VERSION,
            basis,
            guardians,
            sources.size(),
            Thumbprint.of(digest),
            InputPaths.of(sources)));
  }

  Map<String, Object> tree() {
    AuditBasis basis = common.basis();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("format", FORMAT);
    tree.put("version", VERSION);
    tree.put("shard", (long) shard.number());
    tree.put("of", (long) shard.of());
    tree.put("at", basis.clock().toString());
    tree.put("within", basis.within().toSeconds());
    tree.put("strict", basis.strict() ? 1L : 0L);
    basis.policy().ifPresent(policy -> tree.put("policy", policy(policy)));
    List<Map<String, Object>> names = new ArrayList<>();
    basis.names().forEach(name -> names.add(Map.of("from", name)));
    tree.put("names", names);
    common.guardians().ifPresent(guardians -> tree.put("guardians", guardians.toString()));
    tree.put("inputs", common.inputs());
    tree.put("input-names", common.inputNames().toString());
    tree.put(InputPaths.FIELD, common.inputPaths().paths());
    return tree;
  }

  private static Map<String, Object> policy(AuditInput policy) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", policy.path());
    tree.put("bytes", policy.bytes());
    tree.put("sha256", policy.sha256().toString());
    return tree;
  }

  static ShardHeader parse(JsonFields line) throws KeywardException {
    if (!line.firstName().equals("format") || !line.text("format", MOST_TEXT).equals(FORMAT)) {
      throw new MalformedInputException(
          Fault.of("not-a-shard", line.path(), "not a shard of an audit", "its first line")
              .withHint("keyward audit --shard I/N writes shards"));
    }
    long version = line.number("version", Long.MAX_VALUE);
    if (version < 1 || version > VERSION) {
      throw new UnsupportedFormatException(
          Fault.of("shard-version", line.path(), "version " + version, "versions 1 to " + VERSION));
    }
    long number = line.number("shard", Shard.MOST);
    long of = line.number("of", Shard.MOST);
    if (number < 1 || number > of) {
      throw line.bad("shard", number + " of " + of, "1 to the number of shards");
    }
    Common common =
        new Common(
            version,
            basis(line),
            ShardFields.optionalThumbprint(line, "guardians"),
            line.number("inputs", MOST_INPUTS),
            ShardFields.thumbprint(line, "input-names"),
            InputPaths.parse(line));
    line.end();
    return new ShardHeader(new Shard((int) number, (int) of), common);
  }

  private static AuditBasis basis(JsonFields line) throws MalformedInputException {
    Optional<AuditInput> policy = Optional.empty();
    if (line.has("policy")) {
      JsonFields file = line.object("policy");
      policy =
          Optional.of(
              new AuditInput(
                  file.text("path", MOST_TEXT),
                  false,
                  1,
                  file.number("bytes", Long.MAX_VALUE),
                  ShardFields.thumbprint(file, "sha256")));
      file.end();
    }
    List<String> names = new ArrayList<>();
    for (JsonFields name : line.objects("names", MOST_TEXT)) {
      names.add(name.text("from", MOST_TEXT));
      name.end();
    }
    Duration within = Duration.ofSeconds(line.number("within", MOST_SECONDS));
    return new AuditBasis(
        moment(line),
        within,
        policy,
        names,
        line.has("strict") && ShardFields.flag(line, "strict"));
  }

  private static Instant moment(JsonFields line) throws MalformedInputException {
    String text = line.text("at", 40);
    try {
      Instant moment = Instant.parse(text);
      if (moment.toString().equals(text) && text.length() == 20) {
        return moment;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw line.bad("at", "not a time", "one such as 2026-01-31T12:00:00Z");
  }
}
