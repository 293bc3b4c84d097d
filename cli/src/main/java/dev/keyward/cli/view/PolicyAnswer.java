package dev.keyward.cli.view;

import dev.keyward.cli.console.Answer;
import dev.keyward.vm.sealed.VmPolicy;
import java.util.Map;

/** The rules of a policy by its name. */
public record PolicyAnswer(
    String name,
    String secureBoot,
    String vtpm,
    String encryptedState,
    String encryptedMigration,
    String console,
    String serialPorts,
    String guestFileCopy,
    String dataExchange,
    String debugger)
    implements Answer {

  public static PolicyAnswer of(VmPolicy policy) {
    Map<String, String> rules = policy.rules();
    return new PolicyAnswer(
        policy.code(),
        rules.get("secureBoot"),
        rules.get("vtpm"),
        rules.get("encryptedState"),
        rules.get("encryptedMigration"),
        rules.get("console"),
        rules.get("serialPorts"),
        rules.get("guestFileCopy"),
        rules.get("dataExchange"),
        rules.get("debugger"));
  }
}
