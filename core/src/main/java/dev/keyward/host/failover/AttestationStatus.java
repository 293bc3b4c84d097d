package dev.keyward.host.failover;

/** How a host stands with its Host Guardian Service, with the names and numbers of Windows. */
public enum AttestationStatus {
  /** There is no such service in the configuration. */
  NOT_CONFIGURED("NotConfigured", 0),
  /** Nothing was tried yet, or what came back tells nothing. */
  UNKNOWN("Unknown", 1),
  /** The service certified the host. */
  PASSED("Passed", 100),
  /** The service certified the host, and the certificate is no longer valid. */
  EXPIRED("Expired", 200),
  /** The service could not be reached, or could not answer. */
  TRANSIENT_ERROR("TransientError", 300),
  /** The service does not know the host. */
  UNAUTHORIZED_HOST("UnauthorizedHost", 301),
  /** The TPM failed, or its event log is not what it signed. */
  TPM_ERROR("TpmError", 302),
  /** The host does not keep a policy of the service. */
  INSECURE_HOST_CONFIGURATION("InsecureHostConfiguration", 303);

  private final String windowsName;
  private final int number;

  AttestationStatus(String windowsName, int number) {
    this.windowsName = windowsName;
    this.number = number;
  }

  /** The name that Windows prints, such as {@code TransientError}. */
  public String windowsName() {
    return windowsName;
  }

  /** The number behind it. */
  public int number() {
    return number;
  }
}
