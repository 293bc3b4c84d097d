package dev.keyward.host.failover;

import java.util.Locale;

/**
 * What one try of a Host Guardian Service came to, as far as it matters for where to go on. This is
 * the left column of the failover table, which is Keyward's reading of the article.
 */
public enum Seen {
  /** What was asked for. */
  ANSWERED("answered", Meaning.SUCCESS, AttestationStatus.PASSED),
  /** Refused, or no way to the server. */
  NO_CONNECTION("no connection", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** Reset, or closed before the answer was whole. */
  CONNECTION_LOST("the connection broke", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** The server's name is unknown. */
  NAME_NOT_RESOLVED("name not resolved", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** Another name in the certificate, an unknown authority, or no TLS at all. */
  TLS_FAILED("the TLS handshake failed", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** No whole answer within the time of the try. */
  NO_ANSWER_IN_TIME("no answer in time", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** HTTP 503, whatever came with it. */
  UNAVAILABLE("service unavailable", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** HTTP 429 or 5xx without an answer of the protocol. */
  SERVER_ERROR("server error", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** An error of the protocol that says it may pass. */
  RETRYABLE_REPLY("a retryable error", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** HTTP 2xx or 3xx with something else than an answer of the protocol. */
  NOT_OF_THE_PROTOCOL(
      "an answer that is not of the protocol", Meaning.OUTAGE, AttestationStatus.TRANSIENT_ERROR),
  /** The host key is not registered, or its signature is not right. */
  UNAUTHORIZED("the host is not authorized", Meaning.VERDICT, AttestationStatus.UNAUTHORIZED_HOST),
  /** The host does not keep a policy. */
  POLICY_NOT_MET(
      "the host does not meet a policy",
      Meaning.VERDICT,
      AttestationStatus.INSECURE_HOST_CONFIGURATION),
  /** The event log of the host is not what its TPM signed. */
  MEASUREMENTS_REFUSED(
      "the measurements of the host were refused", Meaning.VERDICT, AttestationStatus.TPM_ERROR),
  /** The host's own TPM failed: no service was asked for a certificate. */
  TPM_FAILED("the TPM of this host failed", Meaning.VERDICT, AttestationStatus.TPM_ERROR),
  /** The service attests hosts in another way. */
  OTHER_OPERATION_MODE(
      "another mode of attestation", Meaning.VERDICT, AttestationStatus.UNAUTHORIZED_HOST),
  /** Another refusal of an attestation service. */
  ATTESTATION_REFUSED("attestation refused", Meaning.VERDICT, AttestationStatus.UNKNOWN),
  /** The key protection service does not take the health certificate. */
  HEALTH_CERTIFICATE_REFUSED(
      "health certificate refused", Meaning.VERDICT, AttestationStatus.UNAUTHORIZED_HOST),
  /** The protector is not well formed, or a signature in it does not hold. */
  PROTECTOR_REFUSED("protector refused", Meaning.VERDICT, AttestationStatus.PASSED),
  /** No wrapping is for this service. */
  NO_WRAPPING("no wrapping for this service", Meaning.VERDICT, AttestationStatus.PASSED),
  /** Another refusal of a key protection service. */
  RELEASE_REFUSED("release refused", Meaning.VERDICT, AttestationStatus.PASSED),
  /** HTTP 4xx other than 429, without an answer of the protocol. */
  REQUEST_REFUSED("request refused", Meaning.VERDICT, AttestationStatus.UNKNOWN);

  private enum Meaning {
    SUCCESS,
    OUTAGE,
    VERDICT
  }

  private final String words;
  private final Meaning meaning;
  private final AttestationStatus status;

  Seen(String words, Meaning meaning, AttestationStatus status) {
    this.words = words;
    this.meaning = meaning;
    this.status = status;
  }

  /** In kebab case, for programs. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people, such as {@code no connection}. */
  public String words() {
    return words;
  }

  /** How the host stands after it. */
  public AttestationStatus status() {
    return status;
  }

  /** Whether another try, or another service, may help: the service was not reached or is ill. */
  public boolean isOutage() {
    return meaning == Meaning.OUTAGE;
  }

  /** Whether the service was reached and said no: a fallback is not asked. */
  public boolean isVerdict() {
    return meaning == Meaning.VERDICT;
  }
}
