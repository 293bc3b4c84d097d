package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each Java has its own provider for PKCS#11, and Keyward also uses what lies below it. */
@Tag("soak")
class TokensOnNewerJavaTest {

  @TempDir private Path folder;

  /** Java 25, if it is installed beside the Java of this test. */
  private static Path newer() throws IOException {
    Path here = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> all = Files.list(here.resolveSibling("."))) {
      Optional<Path> found =
          all.map(Path::normalize)
              .filter(each -> each.getFileName().toString().matches(".*-25(-.*)?"))
              .filter(each -> Files.isExecutable(each.resolve("bin/java")))
              .findFirst();
      assumeTrue(found.isPresent(), "skipped: Java 25 is not installed");
      return found.orElseThrow();
    }
  }

  private static Spawned.Ended done(Spawned.Ended ended) {
    assertEquals(0, ended.code(), ended.err());
    return ended;
  }

  @Test
  void aGuardianOfOneJavaIsUsedOnTheOther() throws Exception {
    SoftToken old = SoftToken.of(folder, "owner");
    SoftToken next = old.onJava(newer());
    FaultyToken faulty = FaultyToken.of(next, folder);
    done(
        next.keyward(
            "guardian",
            "create",
            "owner",
            "--pkcs11",
            faulty.path(),
            "--token",
            "owner",
            "--key-size",
            "2048"));
    for (SoftToken each : new SoftToken[] {old, next}) {
      done(each.keyward("protector", "create", "--owner", "owner", "-o", "vm.kp", "--force"));
    }
    String[] prove = {"protector", "check", "vm.kp", "--guardian", "owner", "--prove"};
    assertTrue(done(old.keyward(prove)).out().contains("opens, proved"));
    Spawned.Ended forbidden = faulty.with("oaep-only", "", prove);
    assertTrue(forbidden.err().contains("the device forbids RSA without padding"), forbidden.err());
    assertTrue(
        done(faulty.with("oaep-only", FaultyToken.OPENED, prove)).out().contains("opens, proved"));
    assertEquals(5, faulty.with("login-hangs", "", prove).code());
  }
}
