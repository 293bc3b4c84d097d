package dev.keyward.hgs;

import static dev.keyward.hgs.TestHgs.ENGINE;
import static dev.keyward.hgs.TestHgs.NOW;
import static dev.keyward.hgs.TestHgs.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.folder.KeysInDevice;
import dev.keyward.protector.TransportKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose keys are in a device: what it answers while the device is away. */
class DeviceAwayTest {

  @TempDir Path directory;
  private final AtomicBoolean away = new AtomicBoolean();
  private final Tools tools = new Tools(ENGINE, RANDOM, () -> NOW);
  private TestHgs hgs;
  private HgsKeys keys;

  @BeforeEach
  void serve() throws Exception {
    hgs = new TestHgs(directory.resolve("hgs"));
    keys = KeysInDevice.of(hgs.folder.unlock(TestHgs.passphrase()), away);
    hgs.endpoint = new HgsEndpoint(keys, tools);
  }

  private byte[] protector() throws Exception {
    try (TransportKey key = TransportKey.create(RANDOM)) {
      return hgs.protector(key).encode();
    }
  }

  private static void assertAway(HgsReply reply) {
    assertEquals(503, reply.status());
    assertTrue(reply.headers().again());
  }

  @Test
  void releasesWithADevice() throws Exception {
    assertEquals(200, hgs.roll(protector(), hgs.attest()).status());
  }

  /** Another service may have the keys, so a host must not take this for its last answer. */
  @Test
  void aReleaseWithoutTheDeviceIsUnavailable() throws Exception {
    byte[] certificate = hgs.attest();
    away.set(true);
    HgsReply reply = hgs.roll(protector(), certificate);
    assertAway(reply);
    assertEquals("KeyUnusable", reply.record().outcome());
  }

  @Test
  void attestationWithoutTheDeviceIsUnavailable() throws Exception {
    away.set(true);
    assertAway(hgs.post(HgsPaths.HOST_KEY_ATTEST, hgs.attestation()));
  }

  @Test
  void whatNeedsKeysIsRefusedAtOnceWhileTheDeviceIsAway() throws Exception {
    HgsReply health = withoutKeys("GET", HgsPaths.HEALTH);
    assertAway(health);
    assertEquals(
        "{\"status\":\"unavailable\",\"keys\":\"away\"}",
        new String(health.body(), StandardCharsets.UTF_8));
    assertAway(withoutKeys("POST", HgsPaths.ROLL_V1));
    assertAway(withoutKeys("POST", HgsPaths.HOST_KEY_ATTEST));
    assertEquals(200, withoutKeys("GET", HgsPaths.SIGNING_CERTIFICATES).status());
    assertEquals(404, withoutKeys("GET", "/nothing").status());
  }

  private HgsReply withoutKeys(String method, String path) {
    return hgs.endpoint.answerWithoutKeys(
        new HgsRequest(method, path, HgsRequest.Headers.NONE, new byte[0]));
  }

  @Test
  void theCheckTellsWhetherTheDeviceIsThere() throws Exception {
    DeviceCheck check = new DeviceCheck(keys, tools);
    check.requireAll();
    away.set(true);
    assertThrows(KeyUnusableException.class, check::requireAll);
  }

  @Test
  void keysInTheFolderNeedNoCheck() throws Exception {
    assertFalse(new DeviceCheck(keys, tools).isEmpty());
    assertTrue(new DeviceCheck(hgs.folder.unlock(TestHgs.passphrase()), tools).isEmpty());
  }
}
