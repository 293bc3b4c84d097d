package dev.keyward.tpm.policy;

/** The rules of a policy, by their names in its file. */
public enum PolicyRule {
  /** Secure Boot is on. */
  SECURE_BOOT("secure-boot"),
  /** The platform key is one of these. */
  PK("pk"),
  /** All key exchange keys are among these. */
  KEK("kek"),
  /** All that may sign images is among these. */
  DB("db"),
  /** The list of what must not start is one of these. */
  DBX("dbx"),
  /** The version of the firmware is one of these. */
  FIRMWARE_VERSIONS("firmware-versions"),
  /** The images that were started are these, in this order. */
  BOOT_LOADERS("boot-loaders"),
  /** All images were accepted by one of these certificates. */
  BOOT_SIGNERS("boot-signers"),
  /** All command lines are among these. */
  COMMAND_LINES("command-lines"),
  /** All files that the boot loader read are among these. */
  FILES("files"),
  /** The firmware is not in its debug mode. */
  DEBUG_MODE("debug-mode"),
  /** The firmware protects memory from devices. */
  DMA_PROTECTION("dma-protection"),
  /** Registers have these values. */
  REGISTERS("registers");

  private final String key;

  PolicyRule(String key) {
    this.key = key;
  }

  /** Its name in a policy's file and in refusals. */
  public String key() {
    return key;
  }
}
