package dev.keyward.host.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.host.failover.HostTransport.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What answers mean that are not what was asked for. */
class AnswerRuleTest {

  private static final byte[] NOTHING = new byte[0];
  private static final byte[] GARBAGE = "<html>hello".getBytes(StandardCharsets.UTF_8);

  private static Seen attestation(int status, byte[] body) {
    return AnswerRule.attestation(new Answer(status, body)).seen();
  }

  private static Seen keyProtection(int status, byte[] body) {
    return AnswerRule.keyProtection(new Answer(status, body)).seen();
  }

  @ParameterizedTest
  @CsvSource({
    "200,NOT_OF_THE_PROTOCOL",
    "204,NOT_OF_THE_PROTOCOL",
    "301,NOT_OF_THE_PROTOCOL",
    "302,NOT_OF_THE_PROTOCOL",
    "304,NOT_OF_THE_PROTOCOL",
    "400,REQUEST_REFUSED",
    "401,REQUEST_REFUSED",
    "403,REQUEST_REFUSED",
    "404,REQUEST_REFUSED",
    "405,REQUEST_REFUSED",
    "407,REQUEST_REFUSED",
    "408,REQUEST_REFUSED",
    "413,REQUEST_REFUSED",
    "415,REQUEST_REFUSED",
    "422,REQUEST_REFUSED",
    "429,SERVER_ERROR",
    "500,SERVER_ERROR",
    "501,SERVER_ERROR",
    "502,SERVER_ERROR",
    "503,UNAVAILABLE",
    "504,SERVER_ERROR"
  })
  void withoutAnErrorOfTheProtocolTheStatusDecides(int status, Seen seen) {
    for (byte[] body : new byte[][] {NOTHING, GARBAGE}) {
      assertEquals(seen, attestation(status, body));
      assertEquals(seen, keyProtection(status, body));
    }
  }

  @ParameterizedTest
  @EnumSource(KpsError.Code.class)
  void unavailableIsAnOutageWhateverComesWithIt(KpsError.Code code) {
    assertEquals(Seen.UNAVAILABLE, keyProtection(503, new KpsError(code, "").encode()));
    for (AttestationError.Kind kind : AttestationError.Kind.values()) {
      byte[] body = new AttestationError(kind, "", false).encode();
      assertEquals(Seen.UNAVAILABLE, attestation(503, body));
    }
  }

  @Test
  void theWordsOfAServiceThatIsUnavailableArrive() {
    byte[] attestation =
        new AttestationError(AttestationError.Kind.UNAVAILABLE, "no\nprimary\u202e", false)
            .encode();
    assertEquals(
        "HTTP 503: no<U+000A>primary<U+202E>",
        AnswerRule.attestation(new Answer(503, attestation)).detail());
    byte[] protection = new KpsError(KpsError.Code.NO_PRIMARY, "x".repeat(4000)).encode();
    String detail = AnswerRule.keyProtection(new Answer(503, protection)).detail();
    assertTrue(detail.startsWith("HTTP 503: xxx") && detail.length() < 400, detail);
  }

  @ParameterizedTest
  @EnumSource(AttestationError.Kind.class)
  void aRetryableErrorIsAnOutage(AttestationError.Kind kind) {
    byte[] body = new AttestationError(kind, "", true).encode();
    for (int status : new int[] {200, 400, 403, 500}) {
      assertEquals(Seen.RETRYABLE_REPLY, attestation(status, body));
    }
  }

  @Test
  void otherErrorsOfAttestationAreTheLastWordWhateverTheStatus() {
    Map<AttestationError.Kind, Seen> expected =
        Map.of(
            AttestationError.Kind.OPERATION_MODE, Seen.OTHER_OPERATION_MODE,
            AttestationError.Kind.PAYLOAD, Seen.ATTESTATION_REFUSED,
            AttestationError.Kind.UNAUTHORIZED, Seen.UNAUTHORIZED,
            AttestationError.Kind.UNAVAILABLE, Seen.RETRYABLE_REPLY,
            AttestationError.Kind.POLICY_EVALUATION, Seen.POLICY_NOT_MET,
            AttestationError.Kind.TCG_LOG_VALIDATION, Seen.MEASUREMENTS_REFUSED,
            AttestationError.Kind.OTHER, Seen.ATTESTATION_REFUSED);
    assertEquals(AttestationError.Kind.values().length, expected.size());
    expected.forEach(
        (kind, seen) -> {
          byte[] body = new AttestationError(kind, "", false).encode();
          for (int status : new int[] {200, 400, 403, 500, 502}) {
            assertEquals(seen, attestation(status, body), kind + " " + status);
          }
        });
  }

  @Test
  void errorsOfKeyProtectionAreTheLastWordWhateverTheStatus() {
    Map<KpsError.Code, Seen> expected =
        Map.of(
            KpsError.Code.HEALTH_CERTIFICATE, Seen.HEALTH_CERTIFICATE_REFUSED,
            KpsError.Code.INVALID_PROTECTOR, Seen.PROTECTOR_REFUSED,
            KpsError.Code.INVALID_WRAPPING, Seen.PROTECTOR_REFUSED,
            KpsError.Code.NO_WRAPPING_FOR_GUARDIAN, Seen.NO_WRAPPING,
            KpsError.Code.INVALID_REQUEST, Seen.RELEASE_REFUSED,
            KpsError.Code.UNAVAILABLE, Seen.RETRYABLE_REPLY,
            KpsError.Code.NO_PRIMARY, Seen.RELEASE_REFUSED);
    assertEquals(KpsError.Code.values().length, expected.size());
    expected.forEach(
        (code, seen) -> {
          byte[] body = new KpsError(code, "").encode();
          for (int status : new int[] {200, 400, 403, 422, 500, 502}) {
            assertEquals(seen, keyProtection(status, body), code + " " + status);
          }
        });
  }

  @Test
  void anErrorThatIsNotKnownIsTheLastWordToo() {
    String error =
        new String(new KpsError(KpsError.Code.NO_PRIMARY, "").encode(), StandardCharsets.UTF_8);
    byte[] other = error.replace("PrimaryCert", "OtherThing").getBytes(StandardCharsets.UTF_8);
    assertEquals(Seen.RELEASE_REFUSED, keyProtection(500, other));
  }
}
