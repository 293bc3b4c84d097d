package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.OtherCount;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.report.MendCommand;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of an audit as JSON; parties are named by their labels, of which each has its own. */
final class JsonTrees {

  private JsonTrees() {}

  static Object protector(AuditedProtector protector) {
    Map<String, Object> json = new LinkedHashMap<>(place(protector.place()));
    json.put("standing", protector.standing().code());
    if (protector.isKeyless()) {
      json.put("transportKeySignature", "cannot-be-checked");
    }
    json.putAll(parties(protector.set()));
    json.put("sealer", protector.sealer().map(Party::label));
    json.put("sha256", protector.sha256().map(Thumbprint::toString));
    json.put(
        "findings",
        protector.findings().stream()
            .map(each -> kind(each, MendCommand.of(each, protector.place())))
            .toList());
    return json;
  }

  private static Map<String, Object> place(Place place) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", place.file());
    json.put("entry", place.entry().isPresent() ? place.entry().getAsInt() : null);
    json.put("vm", place.vm());
    if (place.lastKnownGood()) {
      json.put("lastKnownGood", true);
    }
    return json;
  }

  private static Map<String, Object> parties(GuardianSet set) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("owner", set.owner().map(Party::label));
    json.put("guardians", set.guardians().stream().map(Party::label).toList());
    return json;
  }

  private static Map<String, Object> kind(Finding finding, Optional<String> command) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", finding.code().code());
    json.put("severity", finding.severity().code());
    json.put("found", finding.found());
    json.put("mend", finding.mend().text());
    json.put("command", command);
    return json;
  }

  static Object basis(AuditBasis basis) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("clock", basis.clock().toString());
    json.put("within", basis.within().toString());
    json.put("policy", basis.policy().map(JsonTrees::input));
    json.put("names", basis.names());
    if (basis.strict()) {
      json.put("strict", true);
    }
    return json;
  }

  static Object input(AuditInput input) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", input.path());
    json.put("folder", input.folder());
    json.put("files", input.files());
    json.put("bytes", input.bytes());
    json.put("sha256", input.sha256().toString());
    return json;
  }

  static Object counts(AuditSummary summary) {
    Map<String, Object> standings = new LinkedHashMap<>();
    for (Standing standing : Standing.values()) {
      standings.put(standing.code(), summary.counts().of(standing));
    }
    Map<String, Object> worst = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      worst.put(severity.code(), summary.counts().worst(severity));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("protectors", summary.counts().protectors());
    json.put("standings", standings);
    json.put("worst", worst);
    json.put("clean", summary.counts().clean());
    json.put("unlisted", summary.unlisted());
    return json;
  }

  static Object set(SetCount set) {
    Map<String, Object> json = parties(set.set());
    json.put("count", set.count());
    json.put("vms", set.vms());
    json.put("more", set.count() - set.vms().size());
    return json;
  }

  static Object finding(LocatedFinding found) {
    Map<String, Object> json = kind(found.finding(), MendCommand.of(found));
    json.put("title", found.finding().code().title());
    json.put("why", found.finding().code().why());
    json.put("count", found.count());
    json.put("places", found.places().stream().map(JsonTrees::place).toList());
    json.put("more", found.count() - found.places().size());
    return json;
  }

  static Object party(PartyCount count) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("label", count.party().label());
    json.put("name", count.party().name());
    json.put("signing", count.party().signing().map(Thumbprint::toString));
    json.put("owned", count.owned());
    json.put("granted", count.granted());
    json.put("sealed", count.sealed());
    json.put("certificates", certificates(count));
    return json;
  }

  private static List<Object> certificates(PartyCount count) {
    return count.certificates().stream().map(JsonTrees::certificate).toList();
  }

  private static Object certificate(PartyCount.Certificate of) {
    GuardianCertificate certificate = of.certificate();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("role", of.role().name().toLowerCase(Locale.ROOT));
    json.put("subject", certificate.subject());
    json.put("issuer", certificate.issuer());
    json.put("notBefore", certificate.notBefore().toString());
    json.put("notAfter", certificate.notAfter().toString());
    json.put("key", certificate.keyDescription());
    json.put("sha256", certificate.thumbprint().toString());
    return json;
  }

  static Object other(OtherCount other) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", other.kind().words());
    json.put("count", other.count());
    json.put("files", other.files());
    json.put("more", other.count() - other.files().size());
    return json;
  }

  static Object omission(Omission omission) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", omission.check());
    json.put("why", omission.why());
    json.put("count", omission.count());
    return json;
  }
}
