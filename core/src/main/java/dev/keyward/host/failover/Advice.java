package dev.keyward.host.failover;

/** What people can do about each thing that can be seen. */
final class Advice {

  private Advice() {}

  /** One line, without a full stop. */
  static String on(Seen seen) {
    if (seen.isOutage()) {
      return onOutage(seen);
    }
    return seen.isVerdict() ? onVerdict(seen) : "no action is needed";
  }

  private static String onOutage(Seen seen) {
    return switch (seen) {
      case NO_CONNECTION ->
          "check that the server runs, that its address and port"
              + " are right, and that no firewall blocks the connection";
      case CONNECTION_LOST ->
          "something closes the connection: the server, whose log may say why, or a device in"
              + " between";
      case NAME_NOT_RESOLVED -> "check the name in host show, and this machine's name service";
      case TLS_FAILED ->
          "the server's certificate must carry the name in the URL and lead to an authority of host"
              + " configure --ca, or one that this machine trusts";
      case NO_ANSWER_IN_TIME ->
          "the service is too slow, or something on the way drops the packets; host configure"
              + " --failover-limit sets how long to wait";
      case UNAVAILABLE, SERVER_ERROR ->
          "the service runs but reports an error: its answer or its log says why; if it is only"
              + " busy, try again later";
      case RETRYABLE_REPLY -> "the service says that this error is temporary: try again later";
      case NOT_OF_THE_PROTOCOL ->
          "something else answers at this URL, such as a proxy or another site: check the URLs";
      default -> throw new IllegalArgumentException("no outage: " + seen);
    };
  }

  private static String onVerdict(Seen seen) {
    return switch (seen) {
      case UNAUTHORIZED ->
          "register this host's host-key.pem with that service (hgs host add), and keep the hosts"
              + " of both services the same";
      case POLICY_NOT_MET ->
          "host and policy must agree; keep the policies of both services the same";
      case MEASUREMENTS_REFUSED ->
          "the firmware's event log and the TPM do not agree: restart the host; a program that"
              + " writes into the TPM's registers without the log causes this, too";
      case TPM_FAILED -> "see that the device of host show is there and that this user may open it";
      case OTHER_OPERATION_MODE ->
          "host and service must attest in the same way: hgs init --attestation sets what a service"
              + " takes, host init --tpm makes a host with a TPM";
      case ATTESTATION_REFUSED -> "the log of the service says why";
      case HEALTH_CERTIFICATE_REFUSED ->
          "attestation and key protection must be of one service, its attestation certificate must"
              + " be valid (hgs certificate list), and the clocks must agree";
      case PROTECTOR_REFUSED -> "vm check says what is wrong with the file";
      case NO_WRAPPING ->
          "the owner must grant that service's guardian access (vm"
              + " reseal --grant); while the primary answers, the host asks no fallback,"
              + " as we read Microsoft's article";
      case RELEASE_REFUSED -> "the log of the service says why";
      case REQUEST_REFUSED ->
          "check the URLs: the path may be wrong, or a proxy in between may want a login";
      default -> throw new IllegalArgumentException("no verdict: " + seen);
    };
  }
}
