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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lines as {@link ProtectorLine} and {@link ShardCertificates} write them, since version 6. */
final class WholeLines implements ProtectorLines {

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
    List<Party> parties = parts(line, "parties", PartFields::party);
    List<Carried> carried = parts(line, "wrappings", wrapping -> carried(wrapping, parties));
    AuditedProtector result =
        new AuditedProtector(
                PartFields.place(line, file),
                standing,
                new GuardianSet(
                    PartFields.optional(line, "owner", parties),
                    PartFields.all(line, "guardians", parties)),
                PartFields.optional(line, "sealer", parties),
                parts(line, "findings", PartFields::finding),
                ShardFields.optionalThumbprint(line, "sha256"),
                Examined.proved(standing, carried),
                line.has("unknown")
                    ? Set.copyOf(parts(line, "unknown", PartFields::unknown))
                    : Set.of())
            .beside(MachineFields.of(line));
    Set<String> uris = uris(line);
    Optional<Traces> traces = PartFields.optionalTraces(line);
    line.end();
    return new Examined(result, carried, uris, traces);
  }

  /** Reads one object of an array. */
  private interface Part<E> {
    E read(JsonFields fields) throws MalformedInputException;
  }

  private static <E> List<E> parts(JsonFields fields, String name, Part<E> part)
      throws MalformedInputException {
    List<E> parts = new ArrayList<>();
    for (JsonFields item : fields.objects(name, PartFields.MOST_ITEMS)) {
      parts.add(part.read(item));
      item.end();
    }
    return parts;
  }

  private static Set<String> uris(JsonFields line) throws MalformedInputException {
    return line.has("algorithms")
        ? PartFields.uris(
            line,
            "algorithms",
            line.texts("algorithms", PartFields.MOST_ITEMS, PartFields.MOST_WORDS))
        : Set.of();
  }

  private Carried carried(JsonFields wrapping, List<Party> parties) throws MalformedInputException {
    Carried plain =
        new Carried(
            PartFields.one(
                wrapping, "party", wrapping.number("party", PartFields.MOST_ITEMS), parties),
            certificate(wrapping, "signing"),
            certificate(wrapping, "encryption"),
            ShardFields.flag(wrapping, "owner"));
    return wrapping.has("vouched")
        ? plain.vouchedBy(vouched(wrapping.object("vouched"), parties))
        : plain;
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
    Party stranger =
        PartFields.one(fields, "party", fields.number("party", PartFields.MOST_ITEMS), parties);
    JsonFields mixed = fields.object("finding");
    Finding finding = PartFields.finding(mixed);
    mixed.end();
    Vouched vouched = new Vouched(parts(fields, "wrong", PartFields::finding), finding, stranger);
    fields.end();
    return vouched;
  }
}
