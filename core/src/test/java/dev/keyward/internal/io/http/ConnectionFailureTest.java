package dev.keyward.internal.io.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** The JDK's own exceptions, nested as its HTTP client nests them. */
class ConnectionFailureTest {

  private static Exception handshake(Exception cause) {
    SSLHandshakeException outer = new SSLHandshakeException("PKIX path validation failed");
    outer.initCause(new CertPathValidatorException("validity check failed", cause));
    return new IOException(outer);
  }

  @Test
  void saysThatACertificateIsOutOfItsTime() {
    Exception expired = handshake(new CertificateExpiredException("NotAfter: ..."));
    assertEquals(ConnectionFailure.TLS_FAILED, ConnectionFailure.of(expired));
    assertEquals("the server's certificate has expired", ConnectionFailure.tlsReason(expired));
    Exception early = handshake(new CertificateNotYetValidException("NotBefore: ..."));
    assertEquals("the server's certificate is not valid yet", ConnectionFailure.tlsReason(early));
  }

  @Test
  void saysThatTheServerDoesNotSpeakTls() {
    SSLException plain = new SSLException("Unsupported or unrecognized SSL message");
    assertEquals("the server does not speak TLS", ConnectionFailure.tlsReason(plain));
  }

  @Test
  void tellsNamesFromConnections() {
    ConnectException unresolved = new ConnectException();
    unresolved.initCause(new UnresolvedAddressException());
    assertEquals(ConnectionFailure.NAME_NOT_RESOLVED, ConnectionFailure.of(unresolved));
    assertEquals(ConnectionFailure.NO_CONNECTION, ConnectionFailure.of(new ConnectException()));
    assertEquals(ConnectionFailure.CONNECTION_LOST, ConnectionFailure.of(new IOException("reset")));
  }
}
