package dev.keyward.audit.shard;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Traces;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Party;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.part.UnknownAlgorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives numbers to what many protectors have alike, such as certificates, and writes each once, a
 * line before the first that needs it. When there are too many it says so and begins anew.
 */
final class ShardDefinitions {

  /** The most that may be defined at a time, and the most bytes of their lines. */
  static final int MOST = 1 << 14;

  static final int MOST_BYTES = 6 << 20;

  /** One protector has room for more above these. */
  private static final int FULL = MOST / 4;

  private static final int FULL_BYTES = MOST_BYTES / 3;

  private final Writer writer;
  private final Map<GuardianCertificate, Long> certificates = new HashMap<>();
  private final Map<Party, Long> parties = new HashMap<>();
  private final Map<Finding, Long> findings = new HashMap<>();
  private final Map<String, Long> algorithms = new HashMap<>();
  private final Map<UnknownAlgorithm, Long> unknown = new HashMap<>();
  private long count;
  private long bytes;

  /** Writes a line and returns its size. */
  interface Writer {
    int write(Map<String, Object> line) throws IOException;
  }

  ShardDefinitions(Writer writer) {
    this.writer = writer;
  }

  /** Adds what was found to a line, after writing the definitions that it needs. */
  Map<String, Object> line(Map<String, Object> line, Examined examined) throws IOException {
    if (count > FULL || bytes > FULL_BYTES) {
      forget();
    }
    AuditedProtector result = examined.result();
    identity(line, result);
    if (result.set().owner().isPresent()) {
      line.put("owner", number(result.set().owner().get()));
    }
    List<Long> guardians = new ArrayList<>();
    for (Party party : result.set().guardians()) {
      guardians.add(number(party));
    }
    line.put("guardians", guardians);
    if (result.sealer().isPresent()) {
      line.put("sealer", number(result.sealer().get()));
    }
    List<Long> found = new ArrayList<>();
    for (Finding finding : result.findings()) {
      found.add(number(finding));
    }
    line.put("findings", found);
    result.sha256().ifPresent(sha256 -> line.put("sha256", sha256.toString()));
    line.put("carried", carried(examined.certificates()));
    List<Long> vouched = vouched(examined.certificates());
    if (!vouched.isEmpty()) {
      line.put("vouched", vouched);
    }
    if (!examined.algorithms().isEmpty()) {
      line.put("algorithms", number(String.join(" ", examined.algorithms())));
    }
    if (!result.unknown().isEmpty()) {
      line.put("unknown", unknowns(result.unknown()));
    }
    examined.traces().ifPresent(traces -> line.put("traces", hex(traces)));
    return line;
  }

  private static void identity(Map<String, Object> line, AuditedProtector result) {
    result.place().entry().ifPresent(entry -> line.put("entry", (long) entry));
    line.put("vm", result.place().vm());
    result.place().mark().id().ifPresent(id -> line.put("id", id));
    result.place().mark().host().ifPresent(host -> line.put("host", host));
    result.place().mark().key().ifPresent(key -> line.put("key", key));
    if (result.place().lastKnownGood()) {
      line.put("last-known-good", 1L);
    }
    MachineFields.put(line, result.facts());
    line.put("standing", result.standing().code());
  }

  private List<Long> unknowns(Iterable<UnknownAlgorithm> algorithms) throws IOException {
    List<Long> unknowns = new ArrayList<>();
    for (UnknownAlgorithm algorithm : algorithms) {
      unknowns.add(number(algorithm));
    }
    return unknowns;
  }

  private List<Long> carried(List<Examined.Carried> all) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (Examined.Carried each : all) {
      numbers.add(number(each.party()));
      numbers.add(number(each.signing()));
      numbers.add(number(each.encryption()));
      numbers.add(each.owner() ? 1L : 0L);
    }
    return numbers;
  }

  /** For each: which of those carried, party and finding instead, and the findings then wrong. */
  private List<Long> vouched(List<Examined.Carried> all) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (int at = 0; at < all.size(); at++) {
      Optional<Examined.Vouched> vouched = all.get(at).vouched();
      if (vouched.isPresent()) {
        numbers.add((long) at);
        numbers.add(number(vouched.get().stranger()));
        numbers.add(number(vouched.get().mixed()));
        numbers.add((long) vouched.get().told().size());
        for (Finding told : vouched.get().told()) {
          numbers.add(number(told));
        }
      }
    }
    return numbers;
  }

  private static String hex(Traces traces) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(traces.document())
        + hex.toHexDigits(traces.first())
        + traces.second().map(mark -> hex.toHexDigits((long) mark)).orElse("");
  }

  private long number(GuardianCertificate certificate) throws IOException {
    Long known = certificates.get(certificate);
    if (known != null) {
      return known;
    }
    Map<String, Object> line = line("certificate", certificates.size());
    line.put("der", Base64.getEncoder().encodeToString(certificate.der()));
    return define(certificates, certificate, line);
  }

  private long number(Party party) throws IOException {
    Long known = parties.get(party);
    if (known != null) {
      return known;
    }
    Map<String, Object> line = line("party", parties.size());
    line.put("label", party.label());
    party.name().ifPresent(name -> line.put("name", name));
    party.signing().ifPresent(signing -> line.put("signing", signing.toString()));
    return define(parties, party, line);
  }

  private long number(Finding finding) throws IOException {
    Long known = findings.get(finding);
    if (known != null) {
      return known;
    }
    Map<String, Object> line = line("finding", findings.size());
    line.put("code", finding.code().code());
    line.put("severity", finding.severity().code());
    line.put("found", finding.found());
    line.put("mend", finding.remedy().text());
    finding.remedy().command().ifPresent(command -> line.put("command", command));
    return define(findings, finding, line);
  }

  private long number(String uris) throws IOException {
    Long known = algorithms.get(uris);
    if (known != null) {
      return known;
    }
    Map<String, Object> line = line("algorithms", algorithms.size());
    line.put("uris", uris);
    return define(algorithms, uris, line);
  }

  private long number(UnknownAlgorithm algorithm) throws IOException {
    Long known = unknown.get(algorithm);
    if (known != null) {
      return known;
    }
    Map<String, Object> line = line("unknown", unknown.size());
    line.put("use", algorithm.use().code());
    line.put("uri", algorithm.uri());
    return define(unknown, algorithm, line);
  }

  private <K> long define(Map<K, Long> table, K key, Map<String, Object> line) throws IOException {
    long number = table.size();
    table.put(key, number);
    count++;
    bytes += writer.write(line);
    return number;
  }

  private void forget() throws IOException {
    writer.write(line("forget", count));
    certificates.clear();
    parties.clear();
    findings.clear();
    algorithms.clear();
    unknown.clear();
    count = 0;
    bytes = 0;
  }

  private static Map<String, Object> line(String kind, long number) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(kind, number);
    return line;
  }
}
