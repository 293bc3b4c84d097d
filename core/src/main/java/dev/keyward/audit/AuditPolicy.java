package dev.keyward.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.policy.GuardianReference;
import dev.keyward.audit.policy.PolicyRules;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an audit requires of protectors, read from a file of the form {@code
 * keyward.audit-policy/1}: YAML of at most 1 MiB with general rules and groups of VMs with their
 * own. The first group that a VM's name matches applies.
 */
public final class AuditPolicy {

  private final PolicyRules rules;

  private AuditPolicy(PolicyRules rules) {
    this.rules = rules;
  }

  /**
   * Reads a policy.
   *
   * @param yaml the file: UTF-8, with or without byte order mark
   * @param where what to call the file in errors
   * @throws KeywardException code {@code unknown-schema} for another version; {@code
   *     malformed-yaml}, {@code too-large}, {@code too-deep}, {@code bad-encoding}, {@code
   *     bad-character} for what is no plain YAML; {@code repeated-key}, {@code unknown-key}, {@code
   *     missing-key}, {@code wrong-type}, {@code bad-value}; {@code contradiction} for rules that
   *     nothing can fulfil. The place is {@code where: line L, column C}
   */
  public static AuditPolicy parse(byte[] yaml, String where) throws KeywardException {
    return new AuditPolicy(PolicyRules.parse(yaml, where));
  }

  /** A policy that requires nothing. */
  public static AuditPolicy none() {
    return new AuditPolicy(PolicyRules.none());
  }

  /**
   * The names of guardians in the policy, in the order of the file. A name that no guardian has
   * would never match, and its rule would silently do nothing.
   *
   * @return each with its first place, {@code where: line L, column C}
   */
  public Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (GuardianReference reference : rules.references()) {
      if (reference instanceof GuardianReference.ByName named) {
        names.putIfAbsent(named.name(), named.place().toString());
      }
    }
    return names;
  }

  /** Whether it accepts any risk. */
  public boolean accepts() {
    return !rules.accepted().isEmpty();
  }

  PolicyRules rules() {
    return rules;
  }
}
