package dev.keyward.host.failover;

import dev.keyward.MalformedInputException;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.host.failover.Decision.Step;
import dev.keyward.host.failover.HostTransport.Answer;

/**
 * What an answer means that is not what was asked for. HTTP 503 is an outage whatever comes with
 * it, and the words of the service are passed on; else an error of the protocol decides; else the
 * status: 429 and 5xx are outages, other 4xx are the last word, and a success or a redirect is not
 * of the protocol.
 */
final class AnswerRule {

  private static final int UNAVAILABLE = 503;
  private static final int TOO_MANY = 429;
  private static final int FIRST_REFUSAL = 400;
  private static final int FIRST_SERVER_ERROR = 500;

  private AnswerRule() {}

  static TryFailure attestation(Answer answer) {
    try {
      if (AttestationReply.parse(answer.body()) instanceof AttestationError error) {
        return answer.status() == UNAVAILABLE
            ? unavailable(Step.ATTESTATION, answer, error.message())
            : new TryFailure(Step.ATTESTATION, seen(error), error.message());
      }
    } catch (MalformedInputException e) {
      return other(Step.ATTESTATION, answer, e);
    }
    return other(Step.ATTESTATION, answer);
  }

  private static TryFailure unavailable(Step step, Answer answer, String message) {
    String words = message.isBlank() ? "" : ": " + message;
    return new TryFailure(step, Seen.UNAVAILABLE, detail(answer) + words)
        .againAfter(answer.retryAfter());
  }

  private static Seen seen(AttestationError error) {
    if (error.retryable()) {
      return Seen.RETRYABLE_REPLY;
    }
    return switch (error.kind()) {
      case UNAVAILABLE -> Seen.RETRYABLE_REPLY;
      case UNAUTHORIZED -> Seen.UNAUTHORIZED;
      case POLICY_EVALUATION -> Seen.POLICY_NOT_MET;
      case TCG_LOG_VALIDATION -> Seen.MEASUREMENTS_REFUSED;
      case OPERATION_MODE -> Seen.OTHER_OPERATION_MODE;
      case PAYLOAD, OTHER -> Seen.ATTESTATION_REFUSED;
    };
  }

  static TryFailure keyProtection(Answer answer) {
    try {
      KpsError error = KpsError.parse(answer.body());
      return answer.status() == UNAVAILABLE
          ? unavailable(Step.KEY_PROTECTION, answer, error.message())
          : new TryFailure(Step.KEY_PROTECTION, seen(error), error.message());
    } catch (MalformedInputException e) {
      // Of the protocol, with a code that this host does not know.
      boolean known = e.fault().code().equals("bad-service-error");
      return known && answer.status() != UNAVAILABLE
          ? new TryFailure(Step.KEY_PROTECTION, Seen.RELEASE_REFUSED, "an unknown error", e)
          : other(Step.KEY_PROTECTION, answer, e);
    }
  }

  private static Seen seen(KpsError error) {
    return switch (error.code()) {
      case HEALTH_CERTIFICATE -> Seen.HEALTH_CERTIFICATE_REFUSED;
      case INVALID_PROTECTOR, INVALID_WRAPPING -> Seen.PROTECTOR_REFUSED;
      case NO_WRAPPING_FOR_GUARDIAN -> Seen.NO_WRAPPING;
      case UNAVAILABLE -> Seen.RETRYABLE_REPLY;
      case INVALID_REQUEST, NO_PRIMARY -> Seen.RELEASE_REFUSED;
    };
  }

  /** By the status alone. */
  private static TryFailure other(Step step, Answer answer) {
    return new TryFailure(step, seen(answer.status()), detail(answer))
        .againAfter(answer.retryAfter());
  }

  /** By the status alone, of an answer that could not be read. */
  static TryFailure other(Step step, Answer answer, Throwable cause) {
    return new TryFailure(step, seen(answer.status()), detail(answer), cause)
        .againAfter(answer.retryAfter());
  }

  private static String detail(Answer answer) {
    String when =
        answer.retryAfter().map(time -> ", again after " + time.toSeconds() + " s").orElse("");
    return "HTTP " + answer.status() + when;
  }

  private static Seen seen(int status) {
    if (status == UNAVAILABLE) {
      return Seen.UNAVAILABLE;
    }
    if (status == TOO_MANY || status >= FIRST_SERVER_ERROR) {
      return Seen.SERVER_ERROR;
    }
    return status < FIRST_REFUSAL ? Seen.NOT_OF_THE_PROTOCOL : Seen.REQUEST_REFUSED;
  }
}
