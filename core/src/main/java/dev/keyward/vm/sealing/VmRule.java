package dev.keyward.vm.sealing;

/** What a policy settles for the host. */
public enum VmRule {
  SECURE_BOOT("secureBoot", false),
  VTPM("vtpm", false),
  ENCRYPTED_STATE("encryptedState", false),
  ENCRYPTED_MIGRATION("encryptedMigration", false),
  CONSOLE("console", true),
  SERIAL_PORTS("serialPorts", true),
  GUEST_FILE_COPY("guestFileCopy", true),
  DATA_EXCHANGE("dataExchange", true),
  DEBUGGER("debugger", true);

  private final String code;
  private final boolean access;

  VmRule(String code, boolean access) {
    this.code = code;
    this.access = access;
  }

  /** The name of its field in a header, such as {@code secureBoot}. */
  public String code() {
    return code;
  }

  /** Whether it is about a way into the machine, not about its protection. */
  boolean isAccess() {
    return access;
  }
}
