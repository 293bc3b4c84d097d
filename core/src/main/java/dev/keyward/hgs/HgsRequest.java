package dev.keyward.hgs;

import java.util.Optional;

/**
 * One request as HTTP brought it.
 *
 * @param method such as {@code GET}
 * @param path decoded, without the query
 * @param headers those that count
 * @param body empty where there is none
 */
public record HgsRequest(String method, String path, Headers headers, byte[] body) {

  /**
   * The headers that count.
   *
   * @param contentType what the body is
   * @param accept which forms of an answer the client reads
   */
  public record Headers(Optional<String> contentType, Optional<String> accept) {

    /** Without any of them. */
    public static final Headers NONE = new Headers(Optional.empty(), Optional.empty());

    /** Of a body of that type. */
    public static Headers contentType(String type) {
      return new Headers(Optional.of(type), Optional.empty());
    }
  }

  /** Copies the body. */
  public HgsRequest {
    body = body.clone();
  }

  /** A copy of the body. */
  @Override
  public byte[] body() {
    return body.clone();
  }
}
