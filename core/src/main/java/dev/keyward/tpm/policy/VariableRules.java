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

  private VariableRules() {}

  /** What a rule expects of the content of one variable. */
  @FunctionalInterface
  private interface Expectation {
    List<PolicyRefusal> judge(FirmwareVariable variable);
  }

  /** The variable SecureBoot is one byte of the value 1. */
  static BootRule secureBoot() {
    PolicyRule rule = PolicyRule.SECURE_BOOT;
    return boot ->
        judge(
            boot,
            rule,
            "SecureBoot",
            variable -> {
              byte[] content = variable.content();
              boolean on = content.length == 1 && content[0] == 1;
              String value =
                  content.length == 1 ? Integer.toString(content[0]) : content.length + " bytes";
              return on
                  ? List.of()
                  : refusal(rule, variable.event(), "SecureBoot is " + value, "1");
            });
  }

  /** All entries of a list are among {@code allowed}. */
  static BootRule entries(PolicyRule rule, String name, Set<Thumbprint> allowed) {
    return boot ->
        judge(
            boot,
            rule,
            name,
            variable -> {
              List<PolicyRefusal> refusals = new ArrayList<>();
              try {
                for (SignatureEntry entry : SignatureEntry.list(variable)) {
                  if (!allowed.contains(entry.print())) {
                    String found = name + " has " + entry.print() + " (" + entry.label() + ")";
                    refusals.addAll(
                        refusal(rule, variable.event(), found, "only entries that are listed"));
                  }
                }
                return refusals;
              } catch (MalformedInputException e) {
                String found = name + " is no list of signatures";
                return refusal(rule, variable.event(), found, "only entries that are listed");
              }
            });
  }

  /** The content of a variable has one of these digests. */
  static BootRule contents(PolicyRule rule, String name, Set<Thumbprint> allowed) {
    return boot ->
        judge(
            boot,
            rule,
            name,
            variable -> {
              Thumbprint print = Thumbprint.of(variable.content());
              String found = name + " has the digest " + print;
              return allowed.contains(print)
                  ? List.of()
                  : refusal(rule, variable.event(), found, "one that is listed");
            });
  }

  private static List<PolicyRefusal> judge(
      MeasuredBoot boot, PolicyRule rule, String name, Expectation expectation) {
    Optional<List<LogEvent>> events = boot.before(REGISTER);
    if (events.isEmpty()) {
      return List.of(
          new PolicyRefusal(rule, "", "register 7 has no separator", "one behind the variables"));
    }
    List<PolicyRefusal> refusals = new ArrayList<>();
    boolean measured = false;
    for (LogEvent event : events.get()) {
      Optional<FirmwareVariable> variable = FirmwareVariable.of(event);
      if (variable.isPresent() && variable.get().name().equals(name)) {
        measured = true;
        refusals.addAll(expectation.judge(variable.get()));
      }
    }
    if (!measured) {
      refusals.add(new PolicyRefusal(rule, "", "the log measures no " + name, "one"));
    }
    return refusals;
  }

  private static List<PolicyRefusal> refusal(
      PolicyRule rule, LogEvent event, String found, String expected) {
    return List.of(new PolicyRefusal(rule, event.toString(), found, expected));
  }
}
