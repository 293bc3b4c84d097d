package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After new signing keys, another store takes what the former key signed, and needs no pin. */
class SignedByTest {

  private static final String PASSPHRASE = " --passphrase-file passphrase.txt";

  @TempDir private Path folder;
  private CaseFolder place;

  @BeforeEach
  void theOwnerIsKnownElsewhereAndHasNewKeys() throws Exception {
    place = CaseFolder.of("hgs-encryption-rotated", folder);
    done("guardian export owner -o old.xml");
    done("guardian import owner old.xml --allow-untrusted-root --store other");
    done("guardian renew owner --new-keys --key-size 2048" + PASSPHRASE);
  }

  @Test
  void theFormerKeyVouchesForTheNewOne() throws Exception {
    String former = metadata("old.xml").signing().keyThumbprint().toString();
    done("guardian export owner -o new.xml --signed-by " + former + PASSPHRASE);
    done("guardian update owner new.xml --store other");
    Run shown = done("guardian show owner --store other");
    assertTrue(shown.out().contains("former signing key"), shown.out());
  }

  @Test
  void whatTheNewKeyAloneSignedNeedsItsPin() throws Exception {
    done("guardian export owner -o new.xml");
    Run refused = place.run("guardian update owner new.xml --store other");
    assertEquals(4, refused.exit());
    String pin = metadata("new.xml").signing().thumbprint().toString();
    assertTrue(refused.err().contains("--pin " + pin), refused.err());
    done("guardian update owner new.xml --store other --pin " + pin);
  }

  private Run done(String line) {
    Run run = place.run(line);
    assertEquals(0, run.exit(), run.err());
    return run;
  }

  private GuardianMetadata metadata(String file) throws Exception {
    return GuardianMetadata.parse(Files.readAllBytes(folder.resolve(file)), file);
  }
}
