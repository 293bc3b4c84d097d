package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose keys are in a token: it serves, its verbs work, and its folder has no secret. */
class TokenServiceTest {

  private static TokenService service;

  @BeforeAll
  static void makeService(@TempDir Path folder) throws Exception {
    service = TokenService.of(SoftToken.of(folder, "hgs"), SoftToken.path());
  }

  @AfterAll
  static void end() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void theFolderKeepsReferencesUnderItsManifest() throws Exception {
    List<Path> keys;
    try (Stream<Path> all = Files.walk(service.folder().resolve("hgs/service"))) {
      keys = all.filter(each -> each.getParent().endsWith("keys")).toList();
    }
    assertEquals(3, keys.size(), keys.toString());
    String manifest = Files.readString(keys.get(0).getParent().resolveSibling("manifest.json"));
    for (Path each : keys) {
      assertTrue(Files.readString(each).startsWith("pkcs11:token=hgs;object=branch%20"));
      assertTrue(manifest.contains("keys/" + each.getFileName()), manifest);
    }
  }

  @Test
  void aHostAttestsAndStartsAMachine() throws Exception {
    try (ServedToken served = service.serve("hgs")) {
      service.useBy(served, "host");
      String started = service.done("host start host app.svm");
      assertTrue(started.contains("sealed by branch"), started);
      String metrics = OtherProgram.ran(service.folder(), "curl", "-s", served.url() + "/metrics");
      assertTrue(
          metrics.lines().anyMatch(line -> line.matches("keyward_token_sessions.*} [1-9].*")),
          metrics);
    }
  }

  /** The references name the file of the PIN, so a passphrase can lock other keys beside them. */
  @Test
  void everyVerbForCertificatesWorks() throws Exception {
    String sourced = " --pin-source pin.txt " + service.token();
    service.withPin("hgs init other --name other --key-size 2048" + sourced);
    Spawned.Ended refused = service.pin("hgs change-passphrase other --new-passphrase-env PIN");
    assertEquals(4, refused.code(), refused.err());
    assertTrue(refused.err().contains("all keys are in devices"), refused.err());
    String added =
        service.done("hgs certificate add other --use encryption --key-size 2048" + sourced);
    String thumbprint = TokenService.thumbprint(added);
    service.done("hgs certificate set-primary other " + thumbprint);
    String renewed =
        TokenService.thumbprint(service.done("hgs certificate renew other " + thumbprint));
    service.done("hgs certificate disable other " + renewed + " --force");
    service.done("hgs certificate add other --use signing --primary --key-size 2048");
    service.done("hgs certificate set-primary other " + renewed);
    Path current = service.folder().resolve("other/service/current");
    Files.delete(
        current.resolveSibling(Files.readString(current).strip()).resolve("manifest.json"));
    service.done("hgs accept-restore other --over 99");
    service.done("hgs certificate set-primary other " + thumbprint(service, "attestation"));
  }

  private static String thumbprint(TokenService of, String use) throws Exception {
    String listed = of.done("hgs certificate list other");
    return TokenService.thumbprint(listed.substring(listed.indexOf(use)));
  }

  /** What a command begins in the token and cannot finish in the folder does not stay there. */
  @Test
  void aFolderThatCannotBeWrittenLeavesNoKeyInTheToken() throws Exception {
    Files.writeString(service.folder().resolve("file"), "a file where the folder is to be");
    String before = service.objects();
    Spawned.Ended failed =
        service.pin("hgs init file/hgs --name file --key-size 2048 " + service.token());
    assertFalse(failed.code() == 0, failed.out());
    assertEquals(before, service.objects());
  }

  @Test
  void aKeyInTheFolderBesideTheTokenNeedsAPinSource() throws Exception {
    Spawned.Ended refused = service.phrase("hgs certificate add hgs --use signing --key-size 2048");
    assertEquals(4, refused.code(), refused.err());
    assertTrue(refused.err().contains("--pin-source FILE"), refused.err());
  }

  @Test
  void aWrongPinIsTriedOnceAndRefused() throws Exception {
    Spawned.Ended refused =
        service.soft().withPin("9999", "hgs", "serve", "hgs", "--listen", "127.0.0.1:0");
    assertEquals(4, refused.code(), refused.err());
    assertTrue(refused.err().contains("the token refuses the PIN"), refused.err());
  }

  /** Load and hangs are tried by {@link UnpluggedTokenTest}. */
  @Test
  void aTokenThatIsPulledOutIsMissedAndUsedAgainWhenItIsBack() throws Exception {
    assumeTrue(TokenPlug.isHere(), "skipped: no p11-kit here, so no token is unplugged");
    TokenPlug plug = TokenPlug.of(service.soft(), "hgs");
    plug.in();
    try {
      service.withPin(
          "hgs init plugged --name plugged --key-size 2048 --token hgs --pkcs11 "
              + TokenPlug.module());
      try (ServedToken served = service.serve("plugged")) {
        plug.out();
        assertEquals(503, served.get(TokenService.PROBE).statusCode());
        Until.so(() -> served.get("/health").statusCode() == 503);
        plug.in();
        Until.so(() -> served.get("/health").statusCode() == 200);
        assertEquals(200, served.get(TokenService.PROBE).statusCode());
      }
    } finally {
      plug.out();
    }
  }
}
