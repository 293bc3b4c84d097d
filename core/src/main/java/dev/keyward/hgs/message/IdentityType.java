package dev.keyward.hgs.message;

/** What a health certificate certifies a host's key for (MS-HGSA), by the protocol's numbers. */
public enum IdentityType {
  /** That keys may be encrypted to it: what a key protection service takes. */
  ENCRYPTION(1),
  /** That the host signs with it. */
  SIGNING(2);

  private final int number;

  IdentityType(int number) {
    this.number = number;
  }

  /** The number in documents. */
  public int number() {
    return number;
  }
}
