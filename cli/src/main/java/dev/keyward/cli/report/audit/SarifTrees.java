package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Party;
import dev.keyward.cli.report.ArtifactUri;
import dev.keyward.cli.report.SarifLog;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a SARIF run of an audit has beside its findings. */
final class SarifTrees {

  private static final String NOT_MADE = "check-not-made";
  private static final String OTHERS = "files-of-other-kinds";
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** What a run says beside its findings. */
  static final List<SarifLog.Notice> NOTICES =
      List.of(
          new SarifLog.Notice(
              NOT_MADE,
              "A check that was not made.",
              "What the audit does not say, and why: a finding of that kind can be missing."),
          new SarifLog.Notice(
              OTHERS,
              "Files of other kinds.",
              "What lay beside the protectors and was only counted, by kind."));

  private SarifTrees() {}

  /** What else a result says, apart from the protector. */
  static Map<String, Object> fingerprints(Place place, Finding finding) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("fingerprints", Map.of("keyward/v1", fingerprint(place, finding).toString()));
    return more;
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

  static Object properties(AuditedProtector protector) {
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
    notification.put("message", SarifLog.text(Words.sentence(message)));
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

  private static String time(Instant clock) {
    return UTC.format(clock);
  }
}
