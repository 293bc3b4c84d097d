package dev.keyward.hgs.message;

import static java.util.stream.Collectors.joining;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why an attestation service issued nothing (MS-HGSA, the error replies).
 *
 * @param kind which of them
 * @param message for people; of Keyward's making, empty where another service sent none
 * @param retryable whether the same request may succeed later
 * @param reasons which rules of policies the host does not keep; only of {@link
 *     Kind#POLICY_EVALUATION}
 * @param expected how the service attests; only of {@link Kind#OPERATION_MODE}
 */
public record AttestationError(
    Kind kind,
    String message,
    boolean retryable,
    List<PolicyReason> reasons,
    OperationMode expected)
    implements AttestationReply {

  private static final String MESSAGE = "Message";
  private static final String RETRYABLE = "Retryable";
  private static final String EXPECTED_MODE = "ExpectedOperationMode";
  private static final int MOST_CHARACTERS = 4096;

  /** Copies the list. */
  public AttestationError {
    reasons = List.copyOf(reasons);
  }

  /** With a message only. */
  public AttestationError(Kind kind, String message, boolean retryable) {
    this(kind, message, retryable, List.of(), OperationMode.HOST_KEY);
  }

  /** That the service attests in another way. */
  public static AttestationError otherMode(OperationMode expected, String message) {
    return new AttestationError(Kind.OPERATION_MODE, message, false, List.of(), expected);
  }

  /**
   * That the host does not keep policies.
   *
   * @param reasons one at least
   */
  public static AttestationError ofPolicies(List<PolicyReason> reasons) {
    String message = reasons.stream().map(PolicyReason::toString).collect(joining("; "));
    int most = Math.min(message.length(), MOST_CHARACTERS);
    return new AttestationError(
        Kind.POLICY_EVALUATION,
        message.substring(0, most),
        false,
        reasons.subList(0, Math.min(reasons.size(), PolicyReason.MOST)),
        OperationMode.TPM);
  }

  /** The error replies, each with its HTTP status, which is Keyward's choice. */
  public enum Kind {
    /** The service works in another mode. */
    OPERATION_MODE("OperationModeErrorReply", 400),
    /** Something is missing in the request, or cannot be read. */
    PAYLOAD("PayloadErrorReply", 400),
    /** The host key is not registered, or its signature is wrong. */
    UNAUTHORIZED("UnauthorizedErrorReply", 403),
    /** The service cannot answer now. */
    UNAVAILABLE("UnavailableErrorReply", 503),
    /** The host does not keep an attestation policy. */
    POLICY_EVALUATION("PolicyEvaluationErrorReply", 403),
    /** The event log is not what the TPM's registers say. */
    TCG_LOG_VALIDATION("TcgLogValidationErrorReply", 403),
    /** An error reply that Keyward has no name for. */
    OTHER("ErrorReply", 400);

    private final String wireName;
    private final int status;

    Kind(String wireName, int status) {
      this.wireName = wireName;
      this.status = status;
    }

    static Kind of(String wireName) {
      return Stream.of(values())
          .filter(kind -> kind.wireName.equals(wireName))
          .findFirst()
          .orElse(OTHER);
    }

    /** The name in documents. */
    public String wireName() {
      return wireName;
    }
  }

  static AttestationError read(String type, JsonFields fields) throws MalformedInputException {
    Optional<Boolean> retryable = fields.optionalFlag(RETRYABLE);
    String message = fields.has(MESSAGE) ? fields.text(MESSAGE, MOST_CHARACTERS) : "";
    return new AttestationError(
        Kind.of(type),
        message,
        retryable.orElse(false),
        PolicyReason.read(fields),
        OperationMode.HOST_KEY);
  }

  @Override
  public byte[] encode() {
    Map<String, Object> tree = AttestationDocument.tree(kind.wireName);
    if (kind == Kind.OPERATION_MODE) {
      tree.put(EXPECTED_MODE, (long) expected.number());
    }
    PolicyReason.write(reasons, tree);
    tree.put(MESSAGE, message);
    tree.put(RETRYABLE, retryable);
    return AttestationDocument.write(tree);
  }

  @Override
  public int status() {
    return kind.status;
  }
}
