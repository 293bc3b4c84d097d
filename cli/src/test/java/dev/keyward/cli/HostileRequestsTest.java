package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.cli.serve.HttpService;
import dev.keyward.cli.serve.ListenAddress;
import dev.keyward.cli.serve.RequestLog;
import dev.keyward.cli.serve.ServiceLimits;
import dev.keyward.cli.serve.load.RollClient;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What strangers may send: each gets the documented error, and the service serves on. */
@Timeout(300)
class HostileRequestsTest {

  private static final Set<Integer> STATUSES = Set.of(200, 400, 403, 413, 415, 422);

  @TempDir static Path temp;

  private static ServiceLab lab;
  private static HgsEndpoint endpoint;
  private static HttpService server;
  private static RequestLog log;
  private static byte[] attestation;
  private static byte[] roll;

  private static final List<String> SAID = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void serve() throws Exception {
    lab = new ServiceLab(temp.resolve("lab"));
    endpoint = lab.endpoint();
    log = new RequestLog(line -> {}, new RequestLog.Voice(SAID::add, SAID::add));
    server =
        HttpService.start(
            new HttpService.Setup(
                new ListenAddress("127.0.0.1", 0), Optional.empty(), ServiceLimits.usual(2)),
            endpoint::answer,
            log);
    attestation = lab.attestation().encode();
    roll = lab.roll(ServiceLab.client(server.url()).attest(lab.attestation()));
  }

  @AfterAll
  static void stop() throws Exception {
    RollClient client = ServiceLab.client(server.url());
    client.release(lab.roll(client.attest(lab.attestation())));
    server.close();
    log.close();
    assertEquals(List.of(), SAID);
  }

  @Test
  void hundredsOfMutatedBodiesGetTheDocumentedError() throws Exception {
    answer(500, 5);
  }

  @Test
  @Tag("soak")
  void tenThousandMutatedBodiesGetTheDocumentedError() throws Exception {
    answer(10_000, 7);
  }

  private static void answer(int bodies, long seed) throws Exception {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < bodies; i++) {
      boolean attests = random.nextInt(3) == 0;
      String path = attests ? HgsPaths.HOST_KEY_ATTEST : HgsPaths.ROLL_V2;
      byte[] body = mutated(attests ? attestation : roll, random);
      HgsReply reply = endpoint.answer(new HgsRequest("POST", path, HgsRequest.Headers.NONE, body));
      requireDocumented(attests, reply.status(), reply.body());
      refused += reply.status() == 200 ? 0 : 1;
    }
    assertTrue(refused > bodies / 2, "only " + refused + " were refused");
  }

  @Test
  void someOfThemOverSocketsToo() throws Exception {
    answerOverSockets(40, 6);
  }

  @Test
  @Tag("soak")
  void hundredsOfThemOverSocketsToo() throws Exception {
    answerOverSockets(400, 8);
  }

  private static void answerOverSockets(int bodies, long seed) throws Exception {
    Random random = new Random(seed);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (int i = 0; i < bodies; i++) {
      boolean attests = random.nextInt(3) == 0;
      String path = attests ? HgsPaths.HOST_KEY_ATTEST : HgsPaths.ROLL_V1;
      byte[] body = mutated(attests ? attestation : roll, random);
      HttpResponse<byte[]> response = client.send(post(path, "*/*", body), bytes());
      if (response.statusCode() != 415) {
        requireDocumented(attests, response.statusCode(), response.body());
      }
      response = client.send(post(path, attests ? "text/json" : "text/xml", body), bytes());
      requireDocumented(attests, response.statusCode(), response.body());
    }
  }

  @Test
  void entitiesAndDocumentTypesAreRefusedBeforeTheyGrow() throws Exception {
    String bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
            + " \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]>";
    String text = new String(roll, StandardCharsets.UTF_8);
    String declared = text.replaceFirst("<\\?xml[^>]*>", "");
    for (String body :
        List.of(
            bomb + declared,
            bomb + "<r>&c;</r>",
            "<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r/>",
            "<!DOCTYPE r [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]>" + declared,
            "<a>".repeat(100_000),
            "[".repeat(1_000_000),
            "{\"a\":".repeat(200_000),
            "<" + "a".repeat(1_000_000),
            "",
            "\0",
            "null")) {
      for (String path : List.of(HgsPaths.ROLL_V1, HgsPaths.ROLL_V2, HgsPaths.HOST_KEY_ATTEST)) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HgsReply reply =
            endpoint.answer(new HgsRequest("POST", path, HgsRequest.Headers.NONE, bytes));
        assertEquals(
            400, reply.status(), path + ": " + body.substring(0, Math.min(40, body.length())));
        requireDocumented(path.equals(HgsPaths.HOST_KEY_ATTEST), 400, reply.body());
      }
    }
  }

  @Test
  void bodiesOfTheOtherServiceAreRefused() throws Exception {
    HgsReply reply =
        endpoint.answer(
            new HgsRequest("POST", HgsPaths.ROLL_V1, HgsRequest.Headers.NONE, attestation));
    assertEquals(400, reply.status());
    reply =
        endpoint.answer(
            new HgsRequest("POST", HgsPaths.HOST_KEY_ATTEST, HgsRequest.Headers.NONE, roll));
    assertEquals(400, reply.status());
  }

  private static HttpRequest post(String path, String type, byte[] body) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static HttpResponse.BodyHandler<byte[]> bytes() {
    return HttpResponse.BodyHandlers.ofByteArray();
  }

  /** An answer of the protocol, short, and without anything of the program's inside. */
  private static void requireDocumented(boolean attests, int status, byte[] body)
      throws KeywardException {
    String text = new String(body, StandardCharsets.UTF_8);
    assertTrue(STATUSES.contains(status), status + " " + text);
    assertFalse(text.contains("\tat ") || text.contains("java."), text);
    if (attests) {
      AttestationReply.parse(body);
    } else if (status == 200) {
      RollTransportKeyResponse.parse(body);
    } else {
      assertEquals(status, KpsError.parse(body).code().status());
      assertTrue(body.length < 2000, text);
    }
  }

  /**
   * One to four changes: bytes, cuts, doublings, numbers, other base64, elements in other order.
   */
  private static byte[] mutated(byte[] good, Random random) {
    byte[] body = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(7)) {
        case 0 -> body[at] = (byte) random.nextInt(256);
        case 1 -> body[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> body = Arrays.copyOf(body, at + 1);
        case 3 -> body = spliced(body, at, Math.min(body.length, at + random.nextInt(200)), at);
        case 4 -> body = spliced(body, at, body.length, random.nextInt(body.length));
        case 5 -> body[at] = (byte) "<>&\"'{}[]/=A0\n".charAt(random.nextInt(14));
        default -> body = spliced(body, 0, at, Math.min(body.length, at + random.nextInt(50)));
      }
    }
    return body;
  }

  /** What comes before {@code end}, then what comes from {@code rest} on, from {@code start}. */
  private static byte[] spliced(byte[] body, int start, int end, int rest) {
    byte[] out = new byte[Math.min(3 << 20, end + body.length - rest)];
    System.arraycopy(body, 0, out, 0, Math.min(end, out.length));
    int left = out.length - Math.min(end, out.length);
    System.arraycopy(body, rest, out, out.length - left, Math.min(left, body.length - rest));
    return out.length == 0 ? new byte[] {(byte) start} : out;
  }
}
