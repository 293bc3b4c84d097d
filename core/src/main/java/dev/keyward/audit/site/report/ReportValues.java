package dev.keyward.audit.site.report;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Copies;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.OtherCount;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.shard.ShardFields;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.memory.HeapShare;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Values at the end of a report, strictly. They are bounded in bytes: places and names that have no
 * room are counted alone, and where others have none the report is refused.
 */
final class ReportValues {

  private static final int MOST = 10_000;
  private static final long MOST_COUNT = 1L << 50;
  private static final int OBJECT = 256;
  private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9-]{5}T[0-9:.]{5,20}Z");

  private final HeapShare room;

  ReportValues(HeapShare room) {
    this.room = room;
  }

  /** Takes the room for something that is kept. */
  void keep(long bytes, JsonFields fields) throws MalformedInputException {
    if (!room.take(bytes)) {
      throw SiteFault.of(
          "too-large", fields.path(), "more than there is memory for", "fewer or smaller reports");
    }
  }

  /** A text that is kept. */
  private String kept(JsonFields fields, String name) throws MalformedInputException {
    String text = fields.text(name, ReportRows.MOST_TEXT);
    keep(OBJECT + 2L * text.length(), fields);
    return text;
  }

  private Optional<String> optional(JsonFields fields, String name) throws MalformedInputException {
    return fields.has(name) ? Optional.of(kept(fields, name)) : Optional.empty();
  }

  AuditBasis basis(JsonFields fields) throws MalformedInputException {
    Instant clock = moment(fields, "clock");
    Duration within = within(fields);
    Optional<AuditInput> policy = Optional.empty();
    if (fields.has("policy")) {
      JsonFields file = fields.object("policy");
      policy = Optional.of(input(file));
      file.end();
    }
    List<String> names = fields.texts("names", MOST, ReportRows.MOST_TEXT);
    boolean strict = fields.optionalFlag("strict").orElse(false);
    fields.end();
    return new AuditBasis(clock, within, policy, names, strict);
  }

  private static Instant moment(JsonFields fields, String name) throws MalformedInputException {
    String text = fields.text(name, SiteName.MOST);
    try {
      if (MOMENT.matcher(text).matches()) {
        return Instant.parse(text);
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw fields.bad(name, "not a time", "a time such as 2026-11-24T10:00:00Z");
  }

  private static Duration within(JsonFields fields) throws MalformedInputException {
    try {
      Duration within = Duration.parse(fields.text("within", SiteName.MOST));
      if (!within.isNegative()) {
        return within;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw fields.bad("within", "not a duration", "a duration such as PT2160H");
  }

  AuditInput input(JsonFields fields) throws MalformedInputException {
    return new AuditInput(
        kept(fields, "path"),
        fields.optionalFlag("folder").orElse(false),
        fields.number("files", MOST_COUNT),
        fields.number("bytes", MOST_COUNT),
        ShardFields.thumbprint(fields, "sha256"));
  }

  SetCount set(JsonFields fields) throws MalformedInputException {
    GuardianSet set = ReportRows.set(fields);
    long bytes = 0;
    for (Party guardian : set.guardians()) {
      bytes += OBJECT + 2L * guardian.label().length();
    }
    keep(bytes, fields);
    List<String> vms = fields.texts("vms", AuditSummary.MOST_LISTED, ReportRows.MOST_TEXT);
    long count = count(fields, vms.size());
    return new SetCount(set, count, withRoom(vms));
  }

  LocatedFinding found(JsonFields fields) throws MalformedInputException {
    Finding finding = ReportRows.finding(fields);
    keep(OBJECT + 2L * finding.found().length(), fields);
    fields.text("title", ReportRows.MOST_TEXT);
    fields.text("why", ReportRows.MOST_TEXT);
    List<JsonFields> listed = fields.objects("places", AuditSummary.MOST_LISTED);
    long count = count(fields, listed.size());
    List<Place> places = new ArrayList<>();
    for (JsonFields each : listed) {
      Place place = ReportRows.place(each);
      if (room.take(2L * OBJECT + 2L * (place.file().length() + place.vm().length()))) {
        places.add(place);
      }
    }
    return new LocatedFinding(finding, count, places);
  }

  /** How many there are; {@code listed} are named. */
  private static long count(JsonFields fields, int listed) throws MalformedInputException {
    long count = fields.number("count", MOST_COUNT);
    if (fields.number("more", MOST_COUNT) + listed != count) {
      throw fields.bad("count", "another number than are listed and left out", "their sum");
    }
    return count;
  }

  private List<String> withRoom(List<String> names) {
    return names.stream().filter(name -> room.take(OBJECT + 2L * name.length())).toList();
  }

  SiteParty party(JsonFields fields) throws MalformedInputException {
    Party party =
        new Party(
            kept(fields, "label"),
            optional(fields, "name"),
            ShardFields.optionalThumbprint(fields, "signing"));
    long owned = fields.number("owned", MOST_COUNT);
    long granted = fields.number("granted", MOST_COUNT);
    long sealed = fields.number("sealed", MOST_COUNT);
    List<SiteParty.Certificate> certificates = new ArrayList<>();
    for (JsonFields each : fields.objects("certificates", 2 * AuditSummary.MOST_LISTED)) {
      certificates.add(certificate(each));
      each.end();
    }
    return new SiteParty(party, owned, granted, sealed, certificates);
  }

  private SiteParty.Certificate certificate(JsonFields fields) throws MalformedInputException {
    return new SiteParty.Certificate(
        ShardFields.word(
            fields, "role", CertificateRole.values(), role -> role.name().toLowerCase(Locale.ROOT)),
        kept(fields, "subject"),
        kept(fields, "issuer"),
        moment(fields, "notBefore"),
        moment(fields, "notAfter"),
        kept(fields, "key"),
        ShardFields.thumbprint(fields, "sha256"),
        ShardFields.optionalSha1(fields, "sha1"),
        ShardFields.optionalThumbprint(fields, "keySha256"));
  }

  Omission omission(JsonFields fields) throws MalformedInputException {
    return new Omission(
        kept(fields, "check"), kept(fields, "why"), fields.number("count", MOST_COUNT));
  }

  /** The copies of one VM. */
  Copies.Vm copies(JsonFields fields) throws MalformedInputException {
    String name = kept(fields, "vm");
    Optional<String> id = optional(fields, "id");
    List<String> files = fields.texts("files", Copies.MOST_FILES, ReportRows.MOST_TEXT);
    long count = count(fields, files.size());
    return new Copies.Vm(name, id, count, withRoom(files));
  }

  OtherCount other(JsonFields fields) throws MalformedInputException {
    OtherKind kind = ShardFields.otherKind(fields, "kind");
    List<String> files = fields.texts("files", OtherCount.MOST_LISTED, ReportRows.MOST_TEXT);
    long count = count(fields, files.size());
    return new OtherCount(kind, count, withRoom(files));
  }
}
