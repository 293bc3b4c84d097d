package dev.keyward.hgs.message;

/** How hosts prove that they are healthy (MS-HGSA), by the protocol's numbers. */
public enum OperationMode {
  /** By measurements that a TPM signs. */
  TPM(1),
  /** By membership in a group of the domain. */
  ACTIVE_DIRECTORY(2),
  /** By a registered host key: the mode that the service here has. */
  HOST_KEY(3);

  private final int number;

  OperationMode(int number) {
    this.number = number;
  }

  /** The number in documents. */
  public int number() {
    return number;
  }
}
