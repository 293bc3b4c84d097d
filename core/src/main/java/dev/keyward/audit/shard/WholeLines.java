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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lines as {@link ProtectorLine} and {@link ShardCertificates} write them, since version 6. */
final class WholeLines implements ProtectorLines {

  private static final int MOST_ITEMS = 1 << 14;

  private final CertificateCache cache;
  private final Map<String, GuardianCertificate> certificates = new HashMap<>();
  private long bytes;

  WholeLines(CertificateCache cache) {
    this.cache = cache;
  }

  @Override
  public boolean define(String kind, JsonFields line, int size) throws MalformedInputException {
    switch (kind) {
      case "certificate" -> {
        certificate(line);
        bytes += size;
      }
      case "forget" -> {
        if (line.number("forget", Long.MAX_VALUE) != certificates.size()) {
          throw line.bad("forget", "another number", "" + certificates.size());
        }
        certificates.clear();
        bytes = 0;
      }
      default -> {
        return false;
      }
    }
    line.end();
    if (certificates.size() > ShardCertificates.MOST || bytes > ShardCertificates.MOST_BYTES) {
      throw line.bad(kind, "too many certificates", "fewer at a time");
    }
    return true;
  }

  private void certificate(JsonFields line) throws MalformedInputException {
    String name = line.text("certificate", 64);
    byte[] der = line.base64("der", JsonFields.MOST_IN_LINE);
    GuardianCertificate certificate = cache.get(der, line.path() + "/der");
    if (!certificate.thumbprint().toString().equals(name)) {
      throw line.bad("certificate", "the SHA-256 of other bytes", "that of the certificate");
    }
    if (certificates.put(name, certificate) != null) {
      throw line.bad("certificate", "a certificate that is there already", "each once");
    }
  }

  @Override
  public Examined examined(JsonFields line, Named file) throws MalformedInputException {
    if (!line.text("file", PartFields.MOST_PATH).equals(file.shown())) {
      throw line.bad("file", "another file than in the line before", "the same");
    }
    Standing standing = ShardFields.word(line, "standing", Standing.values(), Standing::code);
    List<Party> parties = new ArrayList<>();
    for (JsonFields party : line.objects("parties", MOST_ITEMS)) {
      parties.add(PartFields.party(party));
      party.end();
    }
    List<Carried> carried = carried(line, parties);
    AuditedProtector result =
        new AuditedProtector(
                PartFields.place(line, file),
                standing,
                set(line, parties),
                party(line, "sealer", parties),
                findings(line, "findings"),
                ShardFields.optionalThumbprint(line, "sha256"),
                Examined.proved(standing, carried),
                unknown(line))
            .beside(MachineFields.of(line));
    Set<String> uris = new LinkedHashSet<>();
    if (line.has("algorithms")) {
      List<String> all = line.texts("algorithms", MOST_ITEMS, PartFields.MOST_WORDS);
      uris = PartFields.uris(line, "algorithms", all);
    }
    Optional<Traces> traces =
        line.has("traces") ? Optional.of(PartFields.traces(line)) : Optional.empty();
    line.end();
    return new Examined(result, carried, uris, traces);
  }

  private static GuardianSet set(JsonFields line, List<Party> parties)
      throws MalformedInputException {
    List<Party> guardians = new ArrayList<>();
    for (long number : line.numbers("guardians", MOST_ITEMS, Long.MAX_VALUE)) {
      guardians.add(PartFields.one(line, "guardians", number, parties));
    }
    return new GuardianSet(party(line, "owner", parties), guardians);
  }

  private static Optional<Party> party(JsonFields line, String name, List<Party> parties)
      throws MalformedInputException {
    return line.has(name)
        ? Optional.of(PartFields.one(line, name, line.number(name, Long.MAX_VALUE), parties))
        : Optional.empty();
  }

  private static List<Finding> findings(JsonFields fields, String name)
      throws MalformedInputException {
    List<Finding> findings = new ArrayList<>();
    for (JsonFields finding : fields.objects(name, MOST_ITEMS)) {
      findings.add(PartFields.finding(finding));
      finding.end();
    }
    return findings;
  }

  private static Set<UnknownAlgorithm> unknown(JsonFields line) throws MalformedInputException {
    Set<UnknownAlgorithm> unknown = new HashSet<>();
    if (line.has("unknown")) {
      for (JsonFields algorithm : line.objects("unknown", MOST_ITEMS)) {
        unknown.add(PartFields.unknown(algorithm));
        algorithm.end();
      }
    }
    return unknown;
  }

  private List<Carried> carried(JsonFields line, List<Party> parties)
      throws MalformedInputException {
    List<Carried> all = new ArrayList<>();
    for (JsonFields wrapping : line.objects("wrappings", MOST_ITEMS)) {
      Carried plain =
          new Carried(
              PartFields.one(wrapping, "party", wrapping.number("party", MOST_ITEMS), parties),
              certificate(wrapping, "signing"),
              certificate(wrapping, "encryption"),
              ShardFields.flag(wrapping, "owner"));
      all.add(
          wrapping.has("vouched")
              ? plain.vouchedBy(vouched(wrapping.object("vouched"), parties))
              : plain);
      wrapping.end();
    }
    return all;
  }

  private GuardianCertificate certificate(JsonFields wrapping, String name)
      throws MalformedInputException {
    GuardianCertificate certificate = certificates.get(wrapping.text(name, 64));
    if (certificate == null) {
      throw wrapping.bad(name, "a certificate that no line before has", "one that is there");
    }
    return certificate;
  }

  private static Vouched vouched(JsonFields fields, List<Party> parties)
      throws MalformedInputException {
    Party stranger = PartFields.one(fields, "party", fields.number("party", MOST_ITEMS), parties);
    JsonFields mixed = fields.object("finding");
    Finding finding = PartFields.finding(mixed);
    mixed.end();
    Vouched vouched = new Vouched(findings(fields, "wrong"), finding, stranger);
    fields.end();
    return vouched;
  }
}
