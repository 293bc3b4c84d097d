package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.DiffParty;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.FindingFingerprint;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.audit.SarifTrees;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a SARIF result says about an earlier audit: its state, and a fingerprint that is the same in
 * another folder and where a guardian is called otherwise.
 */
public final class Baseline {

  /** The result is in the later audit only. */
  public static final String NEW = "new";

  /** It is in both. */
  public static final String UNCHANGED = "unchanged";

  /** It is in the earlier audit only. */
  public static final String ABSENT = "absent";

  static final PrintedRemedy SOLVED =
      new PrintedRemedy("the later audit no longer finds it", Optional.empty());
  static final PrintedRemedy GONE =
      new PrintedRemedy("the later audit does not have this protector", Optional.empty());
  private static final PrintedRemedy IN_REPORT =
      new PrintedRemedy("see the report of the later audit", Optional.empty());
  private static final String STATE = "baselineState";
  private static final String ACROSS_FOLDERS = "keyward/v3";

  private Map<String, String> keysBefore = Map.of();
  private Map<String, String> keysAfter = Map.of();
  private boolean isReport;

  /** Learns what the parties of both audits are. */
  public void begin(DiffSide.End before, DiffSide.End after) {
    keysBefore = keys(before);
    keysAfter = keys(after);
    isReport = after.report().isPresent();
  }

  private static Map<String, String> keys(DiffSide.End end) {
    Map<String, String> keys = new HashMap<>();
    for (DiffParty party : end.parties()) {
      Optional<Thumbprint> print = party.key().or(() -> party.party().signing());
      print.ifPresent(key -> keys.putIfAbsent(party.party().label(), key.toString()));
    }
    return keys;
  }

  /** The members of a result of the later audit. */
  public Map<String, Object> later(AuditedProtector protector, Finding finding, String state) {
    return members(protector, finding, state, keysAfter);
  }

  /** The members of a result that only the earlier audit has. */
  public Map<String, Object> earlier(AuditedProtector protector, Finding finding) {
    return members(protector, finding, ABSENT, keysBefore);
  }

  private static Map<String, Object> members(
      AuditedProtector protector, Finding finding, String state, Map<String, String> keys) {
    Map<String, Object> members = SarifTrees.members(protector, finding);
    FindingFingerprint print =
        FindingFingerprint.of(protector, finding, label -> keys.getOrDefault(label, label));
    return with(members, print, state);
  }

  /** Those of a finding about no protector. */
  public static Map<String, Object> members(Place place, Finding finding, String state) {
    Map<String, Object> members = SarifTrees.members(place, finding);
    return with(members, FindingFingerprint.of(place, finding), state);
  }

  private static Map<String, Object> with(
      Map<String, Object> members, FindingFingerprint print, String state) {
    Map<String, Object> prints = new LinkedHashMap<>();
    if (members.get(SarifTrees.FINGERPRINTS) instanceof Map<?, ?> others) {
      others.forEach((name, value) -> prints.put((String) name, value));
    }
    prints.put(ACROSS_FOLDERS, print.digest().toString());
    members.put(SarifTrees.FINGERPRINTS, prints);
    members.put(STATE, state);
    return members;
  }

  /** What to do; what a report advises is not shown, since its author would choose it. */
  PrintedRemedy advice(CommandLine commands, Finding finding, Place place) {
    return isReport ? IN_REPORT : PrintedRemedy.of(commands, finding, place);
  }

  PrintedRemedy advice(CommandLine commands, LocatedFinding found) {
    return isReport ? IN_REPORT : PrintedRemedy.of(commands, found);
  }
}
