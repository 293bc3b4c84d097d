package dev.keyward.hgs.message.release;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.util.stream.Stream;

/**
 * Why a key protection service did not answer what was asked (MS-KPS, Error).
 *
 * @param code the kind
 * @param message for people; says nothing that tells wrong padding from a wrong key
 */
public record KpsError(Code code, String message) {

  private static final String ROOT = "Error";
  private static final int MOST_CHARACTERS = 4096;

  /** The kinds of errors, each with its HTTP status, which is Keyward's choice. */
  public enum Code {
    /** The host's health certificate is not accepted: it should attest again. */
    HEALTH_CERTIFICATE("HealthCertificateException", 403),
    /** Not well formed, no such wrapping, a bad guardian or transport key signature. */
    INVALID_PROTECTOR("InvalidProtectorException", 400),
    /** A wrapping's certificate, parent, chain or certificate signature is bad. */
    INVALID_WRAPPING("InvalidWrappingException", 400),
    /** Nothing in the protector is for this service. Of Keyward's making. */
    NO_WRAPPING_FOR_GUARDIAN("NoWrappingForGuardianException", 422),
    /** The request itself is bad, or asks for an algorithm that is not offered. Keyward's. */
    INVALID_REQUEST("InvalidRequestException", 400),
    /** Too much to do, or not ready: to be tried again. Of Keyward's making. */
    UNAVAILABLE("UnavailableException", 503),
    /** The service has no primary certificate to publish. */
    NO_PRIMARY("PrimaryCertificateNotFoundException", 503);

    private final String wireName;
    private final int status;

    Code(String wireName, int status) {
      this.wireName = wireName;
      this.status = status;
    }

    /** The name in documents. */
    public String wireName() {
      return wireName;
    }

    /** The HTTP status that goes with it. */
    public int status() {
      return status;
    }
  }

  /**
   * Reads one.
   *
   * @param xml at most 2 MiB, with a message of at most 4096 characters
   */
  public static KpsError parse(byte[] xml) throws MalformedInputException {
    Texts texts =
        ServiceReader.read(xml, ROOT, in -> new Texts(in.text("Code"), in.text("Message")));
    Code code =
        Stream.of(Code.values())
            .filter(each -> each.wireName.equals(texts.code()))
            .findFirst()
            .orElseThrow(() -> bad("an unknown code"));
    int length = texts.message().length();
    if (length > MOST_CHARACTERS) {
      throw bad("a message of " + length + " characters");
    }
    return new KpsError(code, texts.message());
  }

  private record Texts(String code, String message) {}

  /** The document, UTF-8. */
  public byte[] encode() {
    return new ServiceDocument(ROOT).text("Code", code.wireName).text("Message", message).end();
  }

  private static MalformedInputException bad(String found) {
    return new MalformedInputException(
        Fault.of("bad-service-error", ROOT, found, "an error of the key protection service"));
  }
}
