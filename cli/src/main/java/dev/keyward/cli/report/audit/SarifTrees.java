package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.report.ArtifactUri;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.SarifLog;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.Acceptance;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ShortPrint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a SARIF run of an audit has beside its findings. */
public final class SarifTrees {

  /** The member of a result that {@link #fingerprints} is the value of. */
  public static final String FINGERPRINTS = "fingerprints";

  private static final String NOT_MADE = "check-not-made";
  private static final String OTHERS = "files-of-other-kinds";
  private static final int USUAL = GuardianCertificate.LABEL_DIGITS;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** What a run says beside its findings. */
  public static final List<SarifLog.Notice> NOTICES =
      List.of(
          new SarifLog.Notice(
              NOT_MADE,
              "A check that was not made.",
              "What the audit does not say, and why: a finding of that kind can be missing."),
          new SarifLog.Notice(
              OTHERS,
              "Files of other kinds.",
              "Files beside the protectors, which Keyward only counted, by kind."));

  private SarifTrees() {}

  /** What else the result of a protector's finding says. */
  public static Map<String, Object> members(AuditedProtector protector, Finding finding) {
    Map<String, Object> more =
        fingerprint(
            protector.place(), finding, usual(protector, finding), identities(protector, finding));
    more.put("properties", properties(protector));
    return more;
  }

  /** What else the result of another file says. */
  public static Map<String, Object> members(Place place, Finding finding) {
    return fingerprint(place, finding, finding.found(), "");
  }

  /**
   * What the names in a finding stand for: a name and the digits behind it are for eyes, and
   * somebody may have made a second key with the same. Where nothing is verified, it is the
   * document.
   */
  private static String identities(AuditedProtector protector, Finding finding) {
    Stream<String> parties =
        parties(protector)
            .filter(party -> finding.found().contains(party.label()))
            .flatMap(party -> party.signing().stream())
            .map(Thumbprint::toString)
            .sorted();
    Stream<String> document =
        protector.standing() == Standing.VALID
            ? Stream.empty()
            : protector.sha256().stream().map(Thumbprint::toString);
    return Stream.concat(parties, document).collect(Collectors.joining(" "));
  }

  private static Stream<Party> parties(AuditedProtector protector) {
    return Stream.concat(protector.set().owner().stream(), protector.set().guardians().stream());
  }

  /**
   * What was found, without the digits that only a second key with the same ones brought into a
   * label: the whole digests stand behind it.
   */
  private static String usual(AuditedProtector protector, Finding finding) {
    String text = finding.found();
    for (Thumbprint print : parties(protector).flatMap(each -> each.signing().stream()).toList()) {
      for (int digits = USUAL; !ShortPrint.isWhole(digits); ) {
        digits = ShortPrint.longer(digits);
        text = text.replace(marked(print, digits), marked(print, USUAL));
      }
    }
    return text;
  }

  private static String marked(Thumbprint print, int digits) {
    return "[" + ShortPrint.of(print.toString(), digits) + "]";
  }

  /**
   * The same for the same finding in a later run, also where others came or went. How many days are
   * left changes with every day and is left out.
   */
  private static Map<String, Object> fingerprint(
      Place place, Finding finding, String found, String identities) {
    String all =
        String.join(
            "\0",
            finding.code().code(),
            place.file(),
            place.entry().toString(),
            place.vm(),
            found.replaceAll(", in -?\\d+ days?", ""),
            identities);
    Map<String, Object> more = new LinkedHashMap<>();
    more.put(FINGERPRINTS, fingerprints(all));
    return more;
  }

  /**
   * Whether a policy accepts the finding. In one log either all results have this member or none
   * (section 3.27.23), so that a policy that accepts anything puts it into each.
   */
  public static List<Object> suppressions(Finding finding) {
    return finding.acceptance().filter(Acceptance::inForce).stream()
        .map(SarifTrees::suppression)
        .toList();
  }

  private static Object suppression(Acceptance acceptance) {
    Map<String, Object> suppression = new LinkedHashMap<>();
    suppression.put("kind", "external");
    suppression.put("status", "accepted");
    suppression.put("justification", Inert.shown(acceptance.reason(), Integer.MAX_VALUE));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("by", acceptance.by());
    properties.put("until", acceptance.until().toString());
    suppression.put("properties", properties);
    return suppression;
  }

  /** The fingerprint of a result, by all that tells it from others. */
  public static Map<String, String> fingerprints(String all) {
    return Map.of("keyward/v2", Thumbprint.of(all.getBytes(StandardCharsets.UTF_8)).toString());
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

  /** What an audit was run with, and what it did not do. */
  public static Map<String, Object> invocation(AuditSummary summary) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("within", summary.basis().within().toString());
    properties.put("names", summary.basis().names());
    properties.put("protectors", summary.counts().protectors());
    if (!summary.longer().isEmpty()) {
      properties.put("digits", new TreeMap<>(summary.longer()));
    }
    Map<String, Object> invocation = new LinkedHashMap<>();
    Optional<ExitCode> failure = Shortfall.of(summary).map(Shortfall::code);
    invocation.put("executionSuccessful", failure.isEmpty());
    failure.ifPresent(code -> invocation.put("exitCode", code.number()));
    invocation.put("startTimeUtc", time(summary.basis().clock()));
    List<Object> notifications = notifications(summary.omissions());
    if (!summary.others().isEmpty()) {
      notifications.add(notification(OTHERS, "Not protectors: " + OthersLine.of(summary.others())));
    }
    invocation.put("toolExecutionNotifications", notifications);
    invocation.put("properties", properties);
    return invocation;
  }

  /** The checks that were not made, for an invocation. */
  public static List<Object> notifications(List<Omission> omissions) {
    List<Object> notifications = new ArrayList<>();
    omissions.forEach(omission -> notifications.add(notification(omission)));
    return notifications;
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

  /** Something that was read. */
  public static Map<String, Object> artifact(AuditInput input, String role) {
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
