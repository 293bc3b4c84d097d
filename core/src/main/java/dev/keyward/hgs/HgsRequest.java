package dev.keyward.hgs;

import java.util.Optional;

/**
 * One request as HTTP brought it.
 *
 * @param method such as {@code GET}
 * @param path decoded, without the query
 * @param contentType the header, where there is one
 * @param body empty where there is none
 */
public record HgsRequest(String method, String path, Optional<String> contentType, byte[] body) {

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
