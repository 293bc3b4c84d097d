package dev.keyward.audit.site.report;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.shard.MachineFields;
import dev.keyward.audit.shard.ShardFields;
import dev.keyward.finding.Acceptance;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.finding.VmFacts;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.UnknownAlgorithm.Use;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads what a report says of single protectors, strictly. Its advice and its commands are left
 * out: the author of the report would choose what the reader does and types.
 */
final class ReportRows {

  static final int MOST_TEXT = 1 << 16;
  static final int MOST_GUARDIANS = 1024;
  private static final int MOST_FINDINGS = 4096;
  private static final int MOST_DAY = 32;
  private static final int MOST_ENTRY = Integer.MAX_VALUE - 1;
  private static final Set<UnknownAlgorithm> KEYLESS =
      Set.of(new UnknownAlgorithm(Use.MAC, "not in the report"));
  private static final Remedy REMEDY = Remedy.by("see the report of this site");

  private ReportRows() {}

  /** A protector; its parties have labels alone. */
  static AuditedProtector protector(JsonFields fields) throws MalformedInputException {
    Place.Mark mark =
        new Place.Mark(optionalText(fields, "id"), Optional.empty(), optionalText(fields, "key"));
    Place place = placeOf(fields).with(mark);
    VmFacts facts = MachineFields.reported(fields);
    Standing standing = ShardFields.word(fields, "standing", Standing.values(), Standing::code);
    boolean keyless = fields.has("transportKeySignature");
    if (keyless && !fields.text("transportKeySignature", 64).equals("cannot-be-checked")) {
      throw fields.bad("transportKeySignature", "an unknown word", "cannot-be-checked");
    }
    GuardianSet set = set(fields);
    Optional<Party> sealer = optionalText(fields, "sealer").map(ReportRows::party);
    var sha256 = ShardFields.optionalThumbprint(fields, "sha256");
    List<Finding> findings = new ArrayList<>(findings(fields, "findings"));
    if (fields.has("accepted")) {
      findings.addAll(findings(fields, "accepted"));
    }
    if (fields.has("change")) {
      // What had changed since an earlier report is no part of the audit.
      fields.object("change");
    }
    fields.end();
    return new AuditedProtector(
            place, standing, set, sealer, findings, sha256, List.of(), keyless ? KEYLESS : Set.of())
        .beside(facts);
  }

  private static List<Finding> findings(JsonFields fields, String name)
      throws MalformedInputException {
    List<Finding> findings = new ArrayList<>();
    for (JsonFields each : fields.objects(name, MOST_FINDINGS)) {
      findings.add(finding(each));
      each.end();
    }
    return findings;
  }

  /** Owner and guardians, by label. */
  static GuardianSet set(JsonFields fields) throws MalformedInputException {
    Optional<Party> owner = optionalText(fields, "owner").map(ReportRows::party);
    List<Party> guardians =
        fields.texts("guardians", MOST_GUARDIANS, MOST_TEXT).stream()
            .map(ReportRows::party)
            .toList();
    return new GuardianSet(owner, guardians);
  }

  private static Party party(String label) {
    return new Party(label, Optional.empty(), Optional.empty());
  }

  /** A finding, without what the report says is to be done. */
  static Finding finding(JsonFields fields) throws MalformedInputException {
    AuditFindingCode code =
        ShardFields.word(fields, "code", AuditFindingCode.values(), AuditFindingCode::code);
    Severity severity = ShardFields.word(fields, "severity", Severity.values(), Severity::code);
    String found = fields.text("found", MOST_TEXT);
    fields.text("mend", MOST_TEXT);
    optionalText(fields, "command");
    Finding finding = new Finding(code, severity, found, REMEDY);
    return fields.has("acceptance")
        ? finding.accepted(acceptance(fields.object("acceptance")))
        : finding;
  }

  private static Acceptance acceptance(JsonFields fields) throws MalformedInputException {
    String reason = fields.text("reason", MOST_TEXT);
    String by = fields.text("by", MOST_TEXT);
    String until = fields.text("until", MOST_DAY);
    Optional<Boolean> inForce = fields.optionalFlag("inForce");
    fields.end();
    try {
      return new Acceptance(reason, by, LocalDate.parse(until), inForce.orElse(false));
    } catch (DateTimeException e) {
      throw fields.bad("until", "no day", "a day such as 2027-03-31");
    }
  }

  /** A place that is a whole object. */
  static Place place(JsonFields fields) throws MalformedInputException {
    Place place = placeOf(fields);
    fields.end();
    return place;
  }

  private static Place placeOf(JsonFields fields) throws MalformedInputException {
    String file = fields.text("file", MOST_TEXT);
    OptionalInt entry =
        fields.has("entry")
            ? OptionalInt.of((int) fields.number("entry", MOST_ENTRY))
            : OptionalInt.empty();
    Place place = new Place(file, entry, fields.text("vm", MOST_TEXT));
    return fields.optionalFlag("lastKnownGood").orElse(false) ? place.asLastKnownGood() : place;
  }

  static Optional<String> optionalText(JsonFields fields, String name)
      throws MalformedInputException {
    return fields.has(name) ? Optional.of(fields.text(name, MOST_TEXT)) : Optional.empty();
  }
}
