package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A token that is unplugged, or hangs, while its service runs. The token is behind the client
 * module of p11-kit, whose server the test ends, stops and starts again.
 */
@Tag("soak")
class UnpluggedTokenTest {

  private static final String PROBE = TokenService.PROBE;
  private static final Pattern ROLL = Pattern.compile("\"verb\":\"roll-v2\".*\"status\":([0-9]+),");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a busy machine takes besides. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private static TokenPlug plug;
  private static TokenService service;

  @BeforeAll
  static void makeService(@TempDir Path folder) throws Exception {
    SoftToken token = SoftToken.of(folder, "hgs");
    assumeTrue(TokenPlug.isHere(), "skipped: no p11-kit here, so no token is unplugged");
    plug = TokenPlug.of(token, "hgs");
    plug.in();
    service = TokenService.of(token, TokenPlug.module());
  }

  @AfterAll
  static void end() throws Exception {
    if (service != null) {
      service.close();
      plug.out();
    }
  }

  @BeforeEach
  void plugIn() throws Exception {
    plug.in();
  }

  private static boolean hasHealth(ServedToken served, int status) throws Exception {
    return served.get("/health").statusCode() == status;
  }

  private static long rolls(ServedToken served, int status) throws Exception {
    return served
        .err()
        .lines()
        .map(ROLL::matcher)
        .filter(Matcher::find)
        .filter(line -> line.group(1).equals(String.valueOf(status)))
        .count();
  }

  /** Keys are released before and after, and while the token is away nobody waits for it. */
  @Test
  void aTokenThatComesBackUnderLoadIsUsedWithoutARestart() throws Exception {
    try (ServedToken served = service.serve("hgs")) {
      Process load = service.load(served);
      Until.so(() -> rolls(served, 200) > 20);
      plug.out();
      Until.so(() -> hasHealth(served, 503) && rolls(served, 503) > 20);
      assertEquals("{\"status\":\"unavailable\",\"keys\":\"away\"}", served.get("/health").body());
      plug.in();
      Until.so(() -> hasHealth(served, 200));
      long before = rolls(served, 200);
      Until.so(() -> rolls(served, 200) > before + 20);
      load.destroyForcibly().onExit().join();
      List<String> said = served.err().lines().filter(line -> !line.startsWith("{")).toList();
      assertTrue(said.stream().anyMatch(line -> line.contains("until its keys can be used again")));
      assertTrue(said.stream().anyMatch(line -> line.contains("keys of the service can be used")));
      assertEquals(
          0,
          served
              .err()
              .lines()
              .map(ROLL::matcher)
              .filter(Matcher::find)
              .filter(line -> !line.group(1).matches("200|503"))
              .count(),
          served.err());
    }
  }

  @Test
  void aTokenThatHangsIsGivenUpAndComesBackByItself() throws Exception {
    try (ServedToken served = service.serve("hgs")) {
      plug.hang(true);
      assertTimeout(PATIENCE.plus(SLACK), () -> assertEquals(503, served.get(PROBE).statusCode()));
      Until.so(() -> hasHealth(served, 503));
      assertTimeout(SLACK, () -> assertEquals(503, served.get(PROBE).statusCode()));
      plug.hang(false);
      Until.so(() -> hasHealth(served, 200));
      assertEquals(200, served.get(PROBE).statusCode());
    }
  }

  @Test
  void aServiceStartsWithoutItsTokenAndWaitsForIt() throws Exception {
    plug.out();
    try (ServedToken served = service.serve("hgs")) {
      Until.so(() -> hasHealth(served, 503));
      assertEquals(503, served.get(PROBE).statusCode());
      plug.in();
      Until.so(() -> hasHealth(served, 200));
      assertEquals(200, served.get(PROBE).statusCode());
    }
  }
}
