package dev.keyward.vm.sealing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a host has to do for a virtual machine, and what it may let its administrators do. */
public enum VmPolicy {
  /** Protected against the administrators of the host too. */
  SHIELDED("shielded", "blocked"),
  /** Encrypted at rest and on the way; the administrators of the host are trusted. */
  ENCRYPTION_SUPPORTED("encryption-supported", "administrator");

  private final String code;
  private final String access;

  VmPolicy(String code, String access) {
    this.code = code;
    this.access = access;
  }

  /** Such as {@code shielded}. */
  public String code() {
    return code;
  }

  /** The policy of that code. */
  public static Optional<VmPolicy> find(String code) {
    return Stream.of(values()).filter(policy -> policy.code.equals(code)).findFirst();
  }

  /**
   * What the policy means for the host by a rule: {@code required}; {@code blocked}; or {@code
   * administrator}, where the host's administrator decides. A header spells all of them out.
   */
  public String setting(VmRule rule) {
    return rule.isAccess() ? access : "required";
  }

  /** The settings of all rules by their codes, in the order of a header. */
  public Map<String, String> rules() {
    Map<String, String> rules = new LinkedHashMap<>();
    for (VmRule rule : VmRule.values()) {
      rules.put(rule.code(), setting(rule));
    }
    return rules;
  }
}
