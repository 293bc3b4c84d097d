package dev.keyward.hgs;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.release.KpsError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One reply for HTTP to take back.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param body what is sent
 * @param headers which headers the answer has besides
 * @param record for the log
 */
public record HgsReply(
    int status, String contentType, byte[] body, Headers headers, RequestRecord record) {

  /**
   * What only some answers say.
   *
   * @param allow the methods to name in a header {@code Allow}; empty for none
   * @param again whether the same request may succeed in a second, for {@code Retry-After}
   * @param date what the service's clock says, for {@code Date}; empty where the service was not
   *     asked
   */
  public record Headers(String allow, boolean again, Optional<Instant> date) {

    /** Nothing. */
    public static final Headers NONE = new Headers("", false, Optional.empty());

    static final Headers AGAIN = new Headers("", true, Optional.empty());

    static Headers allow(String methods) {
      return new Headers(methods, false, Optional.empty());
    }
  }

  static final String XML = "application/xml; charset=utf-8";
  static final String JSON = "application/json; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";

  /** Copies the body. */
  public HgsReply {
    body = body.clone();
  }

  /** A copy of the body. */
  @Override
  public byte[] body() {
    return body.clone();
  }

  static HgsReply ok(String verb, String contentType, byte[] body) {
    return new HgsReply(200, contentType, body, Headers.NONE, RequestRecord.of(verb, "ok"));
  }

  static HgsReply of(String verb, KpsError error) {
    return of(verb, error, error.code().wireName());
  }

  /** With what the log says of it. */
  static HgsReply of(String verb, KpsError error, String outcome) {
    Headers headers = error.code() == KpsError.Code.UNAVAILABLE ? Headers.AGAIN : Headers.NONE;
    RequestRecord record = refused(verb, outcome, error.message());
    return new HgsReply(error.code().status(), XML, error.encode(), headers, record);
  }

  static HgsReply of(String verb, AttestationError error) {
    Headers headers = error.retryable() ? Headers.AGAIN : Headers.NONE;
    RequestRecord record = refused(verb, error.kind().wireName(), error.message());
    return new HgsReply(error.status(), JSON, error.encode(), headers, record);
  }

  private static RequestRecord refused(String verb, String outcome, String reason) {
    return new RequestRecord(verb, Optional.empty(), List.of(), outcome, reason);
  }

  /** The same without a time after which the client may try again. */
  HgsReply withoutTime() {
    return new HgsReply(
        status, contentType, body, new Headers(headers.allow(), false, headers.date()), record);
  }

  HgsReply with(Optional<String> host, List<Thumbprint> guardians) {
    return with(
        new RequestRecord(record.verb(), host, guardians, record.outcome(), record.reason()));
  }

  /** The same with something for the log alone. */
  HgsReply saying(String reason) {
    return with(
        new RequestRecord(
            record.verb(), record.host(), record.guardians(), record.outcome(), reason));
  }

  /** The same for a probe protector. */
  HgsReply ofProbe() {
    return with(record.ofProbe());
  }

  private HgsReply with(RequestRecord said) {
    return new HgsReply(status, contentType, body, headers, said);
  }

  /** The same by the service's clock. */
  HgsReply at(Instant now) {
    Headers dated = new Headers(headers.allow(), headers.again(), Optional.of(now));
    return new HgsReply(status, contentType, body, dated, record);
  }
}
