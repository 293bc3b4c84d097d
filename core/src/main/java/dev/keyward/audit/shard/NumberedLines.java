package dev.keyward.audit.shard;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Examined.Carried;
import dev.keyward.audit.judge.Examined.Vouched;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.Traces;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.memory.CertificateCache;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.part.UnknownAlgorithm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * Lines as an older Keyward wrote them, up to version 5. Values that many protectors share are in
 * lines of their own, and the lines of protectors refer to them by number.
 */
final class NumberedLines implements ProtectorLines {

  private final CertificateCache cache;
  private final List<GuardianCertificate> certificates = new ArrayList<>();
  private final List<Party> parties = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Set<String>> algorithms = new ArrayList<>();
  private final List<UnknownAlgorithm> unknown = new ArrayList<>();
  private long count;
  private long bytes;

  NumberedLines(CertificateCache cache) {
    this.cache = cache;
  }

  @Override
  public boolean define(String kind, JsonFields line, int size) throws MalformedInputException {
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
    if (count > ShardCertificates.MOST || bytes > ShardCertificates.MOST_BYTES) {
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
    parties.add(PartFields.party(line));
  }

  private void finding(JsonFields line) throws MalformedInputException {
    next(line, "finding", findings);
    findings.add(PartFields.finding(line));
  }

  private void algorithms(JsonFields line) throws MalformedInputException {
    next(line, "algorithms", algorithms);
    List<String> uris = List.of(line.text("uris", PartFields.MOST_WORDS).split(" "));
    algorithms.add(PartFields.uris(line, "uris", uris));
  }

  private void unknown(JsonFields line) throws MalformedInputException {
    next(line, "unknown", unknown);
    unknown.add(PartFields.unknown(line));
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

  @Override
  public Examined examined(JsonFields line, Named file) throws MalformedInputException {
    Standing standing = ShardFields.word(line, "standing", Standing.values(), Standing::code);
    List<Carried> carried = vouched(line, carried(line));
    AuditedProtector result =
        new AuditedProtector(
                PartFields.place(line, file),
                standing,
                new GuardianSet(
                    PartFields.optional(line, "owner", parties),
                    PartFields.all(line, "guardians", parties)),
                PartFields.optional(line, "sealer", parties),
                PartFields.all(line, "findings", findings),
                ShardFields.optionalThumbprint(line, "sha256"),
                Examined.proved(standing, carried),
                line.has("unknown")
                    ? Set.copyOf(PartFields.all(line, "unknown", unknown))
                    : Set.of())
            .beside(MachineFields.of(line));
    Set<String> uris = PartFields.optional(line, "algorithms", algorithms).orElse(Set.of());
    Optional<Traces> traces = PartFields.optionalTraces(line);
    line.end();
    return new Examined(result, carried, uris, traces);
  }

  private List<Carried> carried(JsonFields line) throws MalformedInputException {
    List<Long> numbers = line.numbers("carried", PartFields.MOST_ITEMS, Long.MAX_VALUE);
    if (numbers.size() % 4 != 0) {
      throw line.bad("carried", numbers.size() + " numbers", "four for each");
    }
    List<Carried> carried = new ArrayList<>();
    for (int at = 0; at < numbers.size(); at += 4) {
      carried.add(
          new Carried(
              PartFields.one(line, "carried", numbers.get(at), parties),
              PartFields.one(line, "carried", numbers.get(at + 1), certificates),
              PartFields.one(line, "carried", numbers.get(at + 2), certificates),
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
    Iterator<Long> numbers =
        line.numbers("vouched", PartFields.MOST_ITEMS, Long.MAX_VALUE).iterator();
    try {
      while (numbers.hasNext()) {
        long at = numbers.next();
        Carried plain = PartFields.one(line, "vouched", at, all);
        Party stranger = PartFields.one(line, "vouched", numbers.next(), parties);
        Finding mixed = PartFields.one(line, "vouched", numbers.next(), findings);
        List<Finding> told = new ArrayList<>();
        for (long left = numbers.next(); left > 0; left--) {
          told.add(PartFields.one(line, "vouched", numbers.next(), findings));
        }
        all.set((int) at, plain.vouchedBy(new Vouched(told, mixed, stranger)));
      }
    } catch (NoSuchElementException e) {
      throw line.bad("vouched", "numbers that end too early", "four for each, and its findings");
    }
    return all;
  }
}
