package dev.keyward.cli.view;

import dev.keyward.cli.console.Answer;
import dev.keyward.vm.sealing.VmPolicy;
import dev.keyward.vm.sealing.VmRule;

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
    return new PolicyAnswer(
        policy.code(),
        policy.setting(VmRule.SECURE_BOOT),
        policy.setting(VmRule.VTPM),
        policy.setting(VmRule.ENCRYPTED_STATE),
        policy.setting(VmRule.ENCRYPTED_MIGRATION),
        policy.setting(VmRule.CONSOLE),
        policy.setting(VmRule.SERIAL_PORTS),
        policy.setting(VmRule.GUEST_FILE_COPY),
        policy.setting(VmRule.DATA_EXCHANGE),
        policy.setting(VmRule.DEBUGGER));
  }
}
