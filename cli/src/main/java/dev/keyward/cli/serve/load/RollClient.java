package dev.keyward.cli.serve.load;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks one service for health certificates and releases of keys. */
public final class RollClient {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final String XML = "application/xml; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";
  private static final int OK = 200;

  private final HttpClient http;
  private final String base;

  /** For the service whose paths begin below {@code base}. */
  public RollClient(HttpClient http, URI base) {
    this.http = http;
    this.base = base.toString().replaceAll("/+$", "");
  }

  /** The guardian metadata that the service publishes, not looked into. */
  public byte[] metadata() throws IOException, KeywardException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + HgsPaths.METADATA)).timeout(LONGEST_WAIT).build();
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() != OK) {
      throw refused("status " + response.statusCode(), "the service's metadata");
    }
    return response.body();
  }

  /**
   * The health certificate that answers {@code request}, DER.
   *
   * @throws ServiceRefusedException code {@code refused}: the service gives none
   */
  public byte[] attest(AttestationRequest request) throws IOException, KeywardException {
    HttpResponse<byte[]> response = post(HgsPaths.HOST_KEY_ATTEST, JSON, request.encode());
    AttestationReply reply = AttestationReply.parse(response.body());
    if (reply instanceof HealthCertificateReply granted) {
      return granted
          .certificate(IdentityType.ENCRYPTION)
          .orElseThrow(() -> refused("another certificate", "one to encrypt to"));
    }
    AttestationError error = (AttestationError) reply;
    throw refused(error.kind() + ": " + error.message(), "a health certificate");
  }

  /**
   * A release of keys, not opened.
   *
   * @throws ServiceRefusedException code {@code refused}: the service gives none
   */
  public RollTransportKeyResponse release(byte[] request) throws IOException, KeywardException {
    HttpResponse<byte[]> response = roll(request);
    if (response.statusCode() == OK) {
      return RollTransportKeyResponse.parse(response.body());
    }
    KpsError error = KpsError.parse(response.body());
    throw refused(error.code().wireName() + ": " + error.message(), "a release");
  }

  /** What comes back for a release of keys: status and body. */
  public HttpResponse<byte[]> roll(byte[] request) throws IOException {
    return post(HgsPaths.ROLL_V2, XML, request);
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(LONGEST_WAIT)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      ConnectException plain = new ConnectException("nobody answers at " + base);
      plain.initCause(e);
      throw plain;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  private ServiceRefusedException refused(String found, String expected) {
    return new ServiceRefusedException(Fault.of("refused", base, found, expected));
  }
}
