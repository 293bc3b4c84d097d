package dev.keyward.audit.shard;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Traces;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Party;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.protector.part.UnknownAlgorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what was found at a place as a line that can be read by itself. Numbers in it count the
 * parties of the same line. Only the bytes of certificates are in lines of their own.
 */
final class ProtectorLine {

  private final Map<String, Object> line;
  private final Map<Party, Long> parties = new LinkedHashMap<>();

  private ProtectorLine(Map<String, Object> line) {
    this.line = line;
  }

  /** Adds it to a line that says its kind and number, after the certificates that it names. */
  static Map<String, Object> of(
      Map<String, Object> line, Examined examined, ShardCertificates certificates)
      throws IOException {
    ProtectorLine whole = new ProtectorLine(line);
    whole.result(examined.result());
    line.put("wrappings", whole.wrappings(examined.certificates(), certificates));
    line.put("parties", whole.parties.keySet().stream().map(ProtectorLine::tree).toList());
    if (!examined.algorithms().isEmpty()) {
      line.put("algorithms", List.copyOf(examined.algorithms()));
    }
    examined.traces().ifPresent(traces -> line.put("traces", hex(traces)));
    return line;
  }

  private void result(AuditedProtector result) {
    place(result.place());
    MachineFields.put(line, result.facts());
    line.put("standing", result.standing().code());
    result.sha256().ifPresent(sha256 -> line.put("sha256", sha256.toString()));
    result.set().owner().ifPresent(owner -> line.put("owner", number(owner)));
    line.put("guardians", result.set().guardians().stream().map(this::number).toList());
    result.sealer().ifPresent(sealer -> line.put("sealer", number(sealer)));
    line.put("findings", result.findings().stream().map(ProtectorLine::tree).toList());
    if (!result.unknown().isEmpty()) {
      line.put("unknown", result.unknown().stream().map(ProtectorLine::tree).toList());
    }
  }

  private void place(Place place) {
    line.put("file", place.file());
    place.entry().ifPresent(entry -> line.put("entry", (long) entry));
    line.put("vm", place.vm());
    place.mark().id().ifPresent(id -> line.put("id", id));
    place.mark().host().ifPresent(host -> line.put("host", host));
    place.mark().key().ifPresent(key -> line.put("key", key));
    if (place.lastKnownGood()) {
      line.put("last-known-good", 1L);
    }
  }

  private List<Map<String, Object>> wrappings(
      List<Examined.Carried> all, ShardCertificates certificates) throws IOException {
    List<Map<String, Object>> wrappings = new ArrayList<>();
    for (Examined.Carried carried : all) {
      Map<String, Object> wrapping = new LinkedHashMap<>();
      wrapping.put("party", number(carried.party()));
      wrapping.put("owner", carried.owner() ? 1L : 0L);
      wrapping.put("signing", certificates.name(carried.signing()));
      wrapping.put("encryption", certificates.name(carried.encryption()));
      carried.vouched().ifPresent(vouched -> wrapping.put("vouched", tree(vouched)));
      wrappings.add(wrapping);
    }
    return wrappings;
  }

  private Map<String, Object> tree(Examined.Vouched vouched) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("party", number(vouched.stranger()));
    tree.put("finding", tree(vouched.mixed()));
    tree.put("wrong", vouched.told().stream().map(ProtectorLine::tree).toList());
    return tree;
  }

  /** The place of a party among those of the line. A listed document can name thousands. */
  private long number(Party party) {
    Long known = parties.putIfAbsent(party, (long) parties.size());
    return known == null ? parties.size() - 1L : known;
  }

  private static Map<String, Object> tree(Party party) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("label", party.label());
    party.name().ifPresent(name -> tree.put("name", name));
    party.signing().ifPresent(signing -> tree.put("signing", signing.toString()));
    return tree;
  }

  private static Map<String, Object> tree(Finding finding) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", finding.code().code());
    tree.put("severity", finding.severity().code());
    tree.put("found", finding.found());
    tree.put("mend", finding.remedy().text());
    finding.remedy().command().ifPresent(command -> tree.put("command", command));
    return tree;
  }

  private static Map<String, Object> tree(UnknownAlgorithm algorithm) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("use", algorithm.use().code());
    tree.put("uri", algorithm.uri());
    return tree;
  }

  private static String hex(Traces traces) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(traces.document())
        + hex.toHexDigits(traces.first())
        + traces.second().map(mark -> hex.toHexDigits((long) mark)).orElse("");
  }
}
