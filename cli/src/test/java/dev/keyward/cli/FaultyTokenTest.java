package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that break the rules of PKCS#11, fail in the middle, or never answer. */
class FaultyTokenTest {

  private static Path folder;
  private static FaultyToken token;

  @BeforeAll
  static void makeAGuardian(@TempDir Path made) throws Exception {
    folder = made;
    SoftToken soft = SoftToken.of(folder, "owner");
    token = FaultyToken.of(soft, folder);
    done(create("owner", "none"));
    done(soft.keyward("protector", "create", "--owner", "owner", "-o", "vm.kp"));
  }

  private static Spawned.Ended done(Spawned.Ended ended) {
    assertEquals(0, ended.code(), ended.err());
    return ended;
  }

  private static Spawned.Ended create(String name, String fault) throws Exception {
    return token.with(
        fault,
        "",
        "guardian",
        "create",
        name,
        "--pkcs11",
        token.path(),
        "--token",
        "owner",
        "--key-size",
        "2048");
  }

  private static Spawned.Ended opened(String fault, String javaOptions) throws Exception {
    return token.with(
        fault, javaOptions, "protector", "check", "vm.kp", "--guardian", "owner", "--prove");
  }

  private static void refused(Spawned.Ended ended, int code, String message) {
    assertEquals(code, ended.code(), ended.err());
    assertTrue(ended.err().contains(message), ended.err());
    assertFalse(ended.err().contains("bug"), ended.err());
  }

  @ParameterizedTest
  @CsvSource({
    "decrypt-hangs,   5, fails to open: the device gave no answer in 4 seconds",
    "mechanisms-many, 5, it cannot be loaded"
  })
  void whatATokenDoesWhileItOpens(String fault, int code, String message) throws Exception {
    refused(opened(fault, ""), code, message);
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({
    "start-hangs,     5, it gives no answer",
    "start-crashes,   5, it cannot be loaded",
    "start-fails,     5, it cannot be loaded",
    "slots-hangs,     5, it gives no answer",
    "slots-fails,     5, it cannot be loaded",
    "slots-many,      5, it cannot be loaded",
    "info-fails,      5, expected exactly one that fits",
    "info-garbage,    5, expected exactly one that fits",
    "session-hangs,   5, it gives no answer",
    "session-fails,   5, expected exactly one that fits",
    "login-hangs,     5, fails to log in: the device gave no answer in 4 seconds",
    "login-fails,     5, fails to log in: CKR_DEVICE_ERROR",
    "login-removed,   5, fails to log in: CKR_DEVICE_REMOVED",
    "find-hangs,      5, fails to log in: the device gave no answer in 4 seconds",
    "find-fails,      5, fails to log in: CKR_DEVICE_ERROR",
    "find-none,       4, no private key of the certificate",
    "attributes-fails,5, CKR_DEVICE_ERROR",
    "decrypt-short,   3, it does not open for owner",
    "decrypt-none,    3, it does not open for owner",
    "decrypt-garbage, 3, it does not open for owner",
    "decrypt-fails,   5, fails to open: CKR_DEVICE_ERROR",
    "decrypt-removed, 5, fails to open: CKR_DEVICE_REMOVED"
  })
  void allElseThatATokenMayDo(String fault, int code, String message) throws Exception {
    refused(opened(fault, ""), code, message);
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(each -> each.getFileName().toString().startsWith("hs_err")));
    }
  }

  private static void makesNoProtector(String fault, int code, String message) throws Exception {
    String file = fault + ".kp";
    refused(
        token.with(fault, "", "protector", "create", "--owner", "owner", "-o", file),
        code,
        message);
    assertFalse(Files.exists(folder.resolve(file)));
  }

  @Test
  void aSignatureOfAWrongLengthMakesNoProtector() throws Exception {
    makesNoProtector("sign-short", 4, "a signature of 3 bytes");
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({
    "sign-none,    4, a signature of 0 bytes",
    "sign-garbage, 4, a private key that is not the certificate's",
    "sign-fails,   5, fails to sign: CKR_DEVICE_ERROR",
    "sign-removed, 5, fails to sign: CKR_DEVICE_REMOVED",
    "sign-hangs,   5, fails to sign: the device gave no answer in 4 seconds"
  })
  void noOtherFaultySignatureMakesOne(String fault, int code, String message) throws Exception {
    makesNoProtector(fault, code, message);
  }

  @Test
  void aTokenThatIsFullMakesNoGuardian() throws Exception {
    refused(create("full", "make-full"), 5, "fails to make a key: CKR_DEVICE_MEMORY");
    assertFalse(Files.exists(folder.resolve("store/guardians/full")));
  }

  /** Its own OAEP is out of reach, and without it nothing that the new keys protect would open. */
  @Test
  void aTokenThatForbidsRsaWithoutPaddingMakesNoGuardian() throws Exception {
    Spawned.Ended ended = create("forbidden", "oaep-only");
    refused(ended, 4, "the device forbids RSA without padding");
    assertTrue(ended.err().contains("start Java with " + FaultyToken.OPENED), ended.err());
  }

  @Test
  void aTokenThatForbidsItDecodesOaepItselfIfJavaIsStartedForIt() throws Exception {
    Spawned.Ended proved = done(opened("oaep-only", FaultyToken.OPENED));
    assertTrue(proved.out().contains("opens, proved"), proved.out());
  }
}
