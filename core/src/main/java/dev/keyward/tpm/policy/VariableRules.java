package dev.keyward.tpm.policy;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.log.FirmwareVariable;
import dev.keyward.tpm.log.LogEvent;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.log.SignatureEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules for the firmware's variables, which it measures into register 7 before anything starts. */
final class VariableRules {

  private static final int REGISTER = 7;
  private static final String LISTED = "only entries that are listed";

  private VariableRules() {}

  /** What a rule expects of the content of its variable. */
  @FunctionalInterface
  private interface Expectation {
    List<PolicyRefusal> judge(FirmwareVariable variable);
  }

  /** The variable that a rule is for. */
  static String name(PolicyRule rule) {
    return switch (rule) {
      case SECURE_BOOT -> "SecureBoot";
      case PK, KEK -> rule.name();
      default -> rule.key();
    };
  }

  /** The variable SecureBoot is one byte of the value 1. */
  static BootRule secureBoot() {
    PolicyRule rule = PolicyRule.SECURE_BOOT;
    return boot -> judge(boot, rule, variable -> notOn(rule, variable));
  }

  private static List<PolicyRefusal> notOn(PolicyRule rule, FirmwareVariable variable) {
    byte[] content = variable.content();
    if (content.length != 1) {
      return refusal(rule, variable, "SecureBoot has " + content.length + " bytes", "1");
    }
    return content[0] == 1
        ? List.of()
        : refusal(rule, variable, "SecureBoot is " + Byte.toUnsignedInt(content[0]), "1");
  }

  /** A list of the firmware has entries, and all of them are among {@code allowed}. */
  static BootRule entries(PolicyRule rule, Set<Thumbprint> allowed) {
    return boot -> judge(boot, rule, variable -> others(rule, variable, allowed));
  }

  private static List<PolicyRefusal> others(
      PolicyRule rule, FirmwareVariable variable, Set<Thumbprint> allowed) {
    List<SignatureEntry> entries;
    try {
      entries = SignatureEntry.list(variable);
    } catch (MalformedInputException e) {
      return refusal(rule, variable, name(rule) + " is not a list of signatures", LISTED);
    }
    if (entries.isEmpty()) {
      return refusal(rule, variable, name(rule) + " is empty", LISTED);
    }
    return entries.stream()
        .filter(entry -> !allowed.contains(entry.print()))
        .distinct()
        .limit(MeasuredPolicy.MOST_REFUSALS)
        .map(entry -> name(rule) + " has " + entry.print() + " (" + entry.label() + ")")
        .flatMap(found -> refusal(rule, variable, found, LISTED).stream())
        .toList();
  }

  /** The content of a variable has one of these digests. */
  static BootRule contents(PolicyRule rule, Set<Thumbprint> allowed) {
    return boot ->
        judge(
            boot,
            rule,
            variable -> {
              Thumbprint print = Thumbprint.of(variable.content());
              String found = name(rule) + " has the digest " + print;
              return allowed.contains(print)
                  ? List.of()
                  : refusal(rule, variable, found, "one that is listed");
            });
  }

  private static List<PolicyRefusal> judge(
      MeasuredBoot boot, PolicyRule rule, Expectation expectation) {
    Optional<List<LogEvent>> events = boot.before(REGISTER);
    String place = "register " + REGISTER;
    if (events.isEmpty()) {
      return List.of(new PolicyRefusal(rule, place, place + " has no separator", "one"));
    }
    List<FirmwareVariable> measured =
        events.get().stream()
            .flatMap(event -> FirmwareVariable.of(event).stream())
            .filter(variable -> variable.name().equals(name(rule)))
            .toList();
    if (measured.isEmpty()) {
      return List.of(
          new PolicyRefusal(rule, place, "the log measures no " + name(rule), "its value"));
    }
    List<PolicyRefusal> refusals = new ArrayList<>();
    measured.forEach(variable -> refusals.addAll(expectation.judge(variable)));
    return refusals;
  }

  private static List<PolicyRefusal> refusal(
      PolicyRule rule, FirmwareVariable variable, String found, String expected) {
    return List.of(new PolicyRefusal(rule, variable.event().toString(), found, expected));
  }
}
