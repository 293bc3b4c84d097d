package dev.keyward.tpm.policy;

/**
 * One way in which a boot is not as a policy expects it. Text of the log in it is safe to show.
 *
 * @param rule the rule
 * @param event where the log shows it, such as {@code event 4 in register 7}; empty where the log
 *     has no such event
 * @param found what the log shows
 * @param expected what the policy expects
 */
public record PolicyRefusal(PolicyRule rule, String event, String found, String expected) {

  /** One line, such as {@code secure-boot: SecureBoot is 0, expected 1}. */
  @Override
  public String toString() {
    return rule.key() + ": " + found + ", expected " + expected;
  }
}
