package dev.keyward.cli.report;

import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Party;
import dev.keyward.finding.Finding;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a SARIF run. */
final class SarifTrees {

  /** Dashboards show names on one line. */
  private static final int MOST_IN_NAME = 1_000;

  private static final String NOT_MADE = "check-not-made";
  private static final String OTHERS = "files-of-other-kinds";
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private SarifTrees() {}

  static Object tool(String version, List<? extends FindingCode> codes) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Keyward");
    driver.put("version", version);
    driver.put("rules", codes.stream().map(SarifTrees::rule).toList());
    driver.put(
        "notifications",
        List.of(
            descriptor(
                NOT_MADE,
                "A check that was not made.",
                "What the audit does not say, and why: a finding of that kind can be missing."),
            descriptor(
                OTHERS,
                "Files of other kinds.",
                "What lay beside the protectors and was only counted, by kind.")));
    return Map.of("driver", driver);
  }

  /** GitHub asks for all three texts of everything that has an id (rule GH2012). */
  private static Object descriptor(String id, String title, String why) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("id", id);
    descriptor.put("shortDescription", text(title));
    descriptor.put("fullDescription", text(why));
    descriptor.put("help", text(title + " " + why));
    return descriptor;
  }

  private static Object rule(FindingCode code) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", code.code());
    rule.put("shortDescription", text(Words.sentence(code.title())));
    rule.put("fullDescription", text(code.why()));
    rule.put("help", text(Words.sentence(code.title()) + " " + code.why()));
    rule.put("defaultConfiguration", Map.of("level", code.severity().code()));
    return rule;
  }

  static Object bases() {
    return Map.of(ArtifactUri.BASE, Map.of("description", text("The folder the audit ran in.")));
  }

  static Object result(AuditedProtector protector, Finding finding) {
    Map<String, Object> result = result(protector.place(), finding);
    result.put("properties", properties(protector));
    return result;
  }

  /** Of what is no protector. */
  static Map<String, Object> result(Place place, Finding finding) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", finding.code().code());
    result.put("ruleIndex", finding.code().ordinal());
    result.put("level", finding.severity().code());
    result.put("message", text(message(finding, place)));
    result.put("locations", List.of(location(place)));
    result.put("fingerprints", Map.of("keyward/v1", fingerprint(place, finding).toString()));
    return result;
  }

  private static String message(Finding finding, Place place) {
    String found = Words.sentence(finding.code().title() + ": " + finding.found());
    String mend = Words.sentence(finding.mend().text());
    String command = MendCommand.of(finding, place).map(line -> " " + line).orElse("");
    return found + " " + mend + command;
  }

  private static Object location(Place place) {
    Map<String, Object> vm = new LinkedHashMap<>();
    vm.put("name", Inert.shown(place.vm(), MOST_IN_NAME));
    vm.put("kind", "virtual machine");
    Map<String, Object> location = new LinkedHashMap<>();
    location.put(
        "physicalLocation", Map.of("artifactLocation", ArtifactUri.location(place.file())));
    location.put("logicalLocations", List.of(vm));
    return location;
  }

  /**
   * The same for the same finding in a later run, also where others came or went. How many days are
   * left changes with every day and is left out.
   */
  private static Thumbprint fingerprint(Place place, Finding finding) {
    String all =
        String.join(
            "\0",
            finding.code().code(),
            place.file(),
            place.entry().toString(),
            place.vm(),
            finding.found().replaceAll(", in -?\\d+ days?", ""));
    return Thumbprint.of(all.getBytes(StandardCharsets.UTF_8));
  }

  private static Object properties(AuditedProtector protector) {
    Map<String, Object> properties = new LinkedHashMap<>();
    protector.sha256().ifPresent(digest -> properties.put("sha256", digest.toString()));
    protector.place().entry().ifPresent(entry -> properties.put("entry", entry));
    properties.put("standing", protector.standing().code());
    protector.set().owner().ifPresent(owner -> properties.put("owner", owner.label()));
    properties.put("guardians", protector.set().guardians().stream().map(Party::label).toList());
    return properties;
  }

  static Object invocation(AuditSummary summary) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("within", summary.basis().within().toString());
    properties.put("names", summary.basis().names());
    properties.put("protectors", summary.counts().protectors());
    Map<String, Object> invocation = new LinkedHashMap<>();
    invocation.put("executionSuccessful", true);
    invocation.put("startTimeUtc", time(summary.basis().clock()));
    List<Object> notifications = new ArrayList<>();
    summary.omissions().forEach(omission -> notifications.add(notification(omission)));
    if (!summary.others().isEmpty()) {
      notifications.add(notification(OTHERS, "Not protectors: " + OthersLine.of(summary.others())));
    }
    invocation.put("toolExecutionNotifications", notifications);
    invocation.put("properties", properties);
    return invocation;
  }

  private static Object notification(Omission omission) {
    return notification(
        NOT_MADE,
        omission.check()
            + ": not checked for "
            + Words.count(omission.count(), "protector")
            + ", because "
            + omission.why());
  }

  private static Object notification(String id, String message) {
    Map<String, Object> notification = new LinkedHashMap<>();
    notification.put("descriptor", Map.of("id", id));
    notification.put("level", "note");
    notification.put("message", text(Words.sentence(message)));
    return notification;
  }

  static List<Object> artifacts(AuditSummary summary) {
    List<Object> artifacts = new ArrayList<>();
    summary
        .basis()
        .policy()
        .ifPresent(policy -> artifacts.add(artifact(policy, "userSpecifiedConfiguration")));
    for (AuditInput input : summary.inputs()) {
      artifacts.add(artifact(input, input.folder() ? "directory" : "analysisTarget"));
    }
    return artifacts;
  }

  private static Object artifact(AuditInput input, String role) {
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("location", ArtifactUri.location(input.path()));
    artifact.put("roles", List.of(role));
    if (input.folder()) {
      // Not the digest of any bytes that a viewer could hash again, so not under "hashes".
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("files", input.files());
      properties.put("bytes", input.bytes());
      properties.put("sha256OfListing", input.sha256().toString());
      artifact.put("properties", properties);
    } else {
      artifact.put("length", input.bytes());
      artifact.put("hashes", Map.of("sha-256", input.sha256().toString()));
    }
    return artifact;
  }

  /** A message object. Brackets would be links and braces places for arguments (section 3.11). */
  static Map<String, Object> text(String text) {
    String plain = Inert.shown(text, Integer.MAX_VALUE);
    return Map.of(
        "text", plain.replaceAll("([\\\\\\[\\]])", "\\\\$1").replaceAll("([{}])", "$1$1"));
  }

  private static String time(Instant clock) {
    return UTC.format(clock);
  }
}
