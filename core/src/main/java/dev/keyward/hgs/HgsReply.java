package dev.keyward.hgs;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.KpsError;
import java.util.List;
import java.util.Optional;

/**
 * One reply for HTTP to take back.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param body what is sent
 * @param allow the methods to name in a header {@code Allow}; empty for none
 * @param record for the log
 */
public record HgsReply(
    int status, String contentType, byte[] body, String allow, RequestRecord record) {

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
    RequestRecord record = new RequestRecord(verb, Optional.empty(), List.of(), "ok");
    return new HgsReply(200, contentType, body, "", record);
  }

  static HgsReply of(String verb, KpsError error) {
    return of(verb, error, error.code().wireName());
  }

  /** With what the log says of it. */
  static HgsReply of(String verb, KpsError error, String outcome) {
    RequestRecord record = new RequestRecord(verb, Optional.empty(), List.of(), outcome);
    return new HgsReply(error.code().status(), XML, error.encode(), "", record);
  }

  static HgsReply of(String verb, AttestationError error) {
    RequestRecord record =
        new RequestRecord(verb, Optional.empty(), List.of(), error.kind().wireName());
    return new HgsReply(error.status(), JSON, error.encode(), "", record);
  }

  HgsReply with(Optional<String> host, List<Thumbprint> guardians) {
    return new HgsReply(
        status,
        contentType,
        body,
        allow,
        new RequestRecord(record.verb(), host, guardians, record.outcome()));
  }
}
