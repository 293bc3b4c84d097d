package dev.keyward.hgs.message;

/** How hosts prove that they are healthy (MS-HGSA), by the protocol's numbers. */
public enum OperationMode {
  /** By measurements that a TPM signs. */
  TPM(1, "tpm"),
  /** By membership in a group of the domain. */
  ACTIVE_DIRECTORY(2, "active-directory"),
  /** By a registered host key: the mode that the service here has. */
  HOST_KEY(3, "host-key");

  private final int number;
  private final String word;

  OperationMode(int number, String word) {
    this.number = number;
    this.word = word;
  }

  /** The word in topologies and reports. */
  public String word() {
    return word;
  }

  /** The number in documents. */
  public int number() {
    return number;
  }
}
