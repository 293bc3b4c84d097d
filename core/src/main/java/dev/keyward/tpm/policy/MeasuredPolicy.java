package dev.keyward.tpm.policy;

import dev.keyward.KeywardException;
import dev.keyward.internal.json.YamlReader;
import dev.keyward.tpm.log.MeasuredBoot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is expected of a host's boot: file form {@code keyward.measured-policy/1}, YAML of at most 1
 * MiB. A rule that it does not state is not applied.
 */
public final class MeasuredPolicy {

  /** The value of the key {@code schema}. */
  public static final String SCHEMA = "keyward.measured-policy/1";

  /** The most refusals that one rule gives. */
  static final int MOST_REFUSALS = 8;

  private final PolicyMode mode;
  private final Map<PolicyRule, BootRule> rules;

  MeasuredPolicy(PolicyMode mode, Map<PolicyRule, BootRule> rules) {
    this.mode = mode;
    this.rules = rules;
  }

  /**
   * Reads a policy.
   *
   * @param yaml the file's bytes
   * @param where the place that an error names, in front of line and column
   * @throws KeywardException {@link dev.keyward.MalformedInputException} with the codes of YAML
   *     files, or {@link dev.keyward.UnsupportedFormatException} code {@code unknown-schema}
   */
  public static MeasuredPolicy parse(byte[] yaml, String where) throws KeywardException {
    try {
      return MeasuredPolicyReader.read(YamlReader.read(yaml));
    } catch (KeywardException e) {
      throw e.within(where);
    }
  }

  /** What a refusal by this policy leads to. */
  public PolicyMode mode() {
    return mode;
  }

  /** The rules that it states. */
  public Set<PolicyRule> rules() {
    return rules.keySet();
  }

  /** What the boot is refused for, by rule; empty where it is as expected. */
  public List<PolicyRefusal> judge(MeasuredBoot boot) {
    return rules.values().stream().flatMap(rule -> different(rule.judge(boot))).toList();
  }

  /** GRUB measures a command line twice, for instance. */
  private static Stream<PolicyRefusal> different(List<PolicyRefusal> refusals) {
    Set<String> seen = new HashSet<>();
    return refusals.stream().filter(each -> seen.add(each.found())).limit(MOST_REFUSALS);
  }
}
