package dev.keyward.internal.io.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why an HTTP client got no answer. The JDK hides the reason below several causes. */
public enum ConnectionFailure {
  /** The server's name is unknown. */
  NAME_NOT_RESOLVED,
  /** Refused, or no way to the server. */
  NO_CONNECTION,
  /** No answer within the client's own time. */
  NO_ANSWER_IN_TIME,
  /** The TLS handshake failed; {@link #tlsReason} says why. */
  TLS_FAILED,
  /** Anything else, such as a reset. */
  CONNECTION_LOST;

  /** What {@code failure} means. */
  public static ConnectionFailure of(Throwable failure) {
    if (has(failure, UnresolvedAddressException.class)
        || has(failure, UnknownHostException.class)) {
      return NAME_NOT_RESOLVED;
    }
    if (has(failure, HttpTimeoutException.class)) {
      return NO_ANSWER_IN_TIME;
    }
    if (has(failure, ConnectException.class) || has(failure, NoRouteToHostException.class)) {
      return NO_CONNECTION;
    }
    return has(failure, SSLException.class) ? TLS_FAILED : CONNECTION_LOST;
  }

  /** Why a TLS handshake failed, in words; else what the innermost cause says. */
  public static String tlsReason(Throwable failure) {
    if (has(failure, CertificateExpiredException.class)) {
      return "the server's certificate has expired";
    }
    if (has(failure, CertificateNotYetValidException.class)) {
      return "the server's certificate is not valid yet";
    }
    String plain = plain(failure);
    String lower = plain.toLowerCase(Locale.ROOT);
    if (lower.contains("unable to find valid certification path")
        || lower.contains("path does not chain")) {
      return "no trusted authority made the server's certificate";
    }
    if (lower.contains("no subject alternative") || lower.contains("no name matching")) {
      return "the server's certificate is for another name";
    }
    if (lower.contains("unrecognized ssl message")
        || lower.contains("unsupported or unrecognized")) {
      return "the server does not speak TLS";
    }
    return plain;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** What the innermost cause says, which is the plainest. */
  private static String plain(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    return message.replaceAll("[\\r\\n.]+$", "");
  }
}
