package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the private keys still do that a renewal replaced. */
class FormerPrivateKeysTest {

  @TempDir private Path folder;

  @Test
  void formerPrivateKeysStillOpen() throws Exception {
    CaseFolder place = CaseFolder.of("hgs-encryption-rotated", folder);
    assertEquals(
        0,
        place
            .run("guardian renew owner --new-keys --key-size 2048 --passphrase-file passphrase.txt")
            .exit());
    assertEquals(
        0, place.run("protector check r.kp --prove --passphrase-file passphrase.txt").exit());
  }
}
