package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  @Test
  void anExportHasFormerPairsAndAnotherPassphraseLocksThem() throws Exception {
    CaseFolder place = CaseFolder.of("hgs-encryption-rotated", folder);
    String passphrase = " --passphrase-file passphrase.txt";
    done(place, "guardian renew owner --new-encryption-key --key-size 2048" + passphrase);
    place.secret("other.txt", "another one");
    done(place, "guardian change-passphrase owner --new-passphrase-file other.txt" + passphrase);
    done(place, "guardian export owner --with-keys -o keys --passphrase-file other.txt");
    List<Path> pairs = pairs();
    assertEquals(2, pairs.size(), pairs::toString);
    for (Path pair : pairs) {
      done(
          place,
          "guardian import-keys owner --store again-"
              + pairs.indexOf(pair)
              + " --signing "
              + pair
              + " --encryption "
              + pair.resolveSibling("encryption.p12")
              + " --key-passphrase-file other.txt --allow-untrusted-root --passphrase-file"
              + " other.txt");
    }
    assertEquals(0, place.run("protector check r.kp --prove --passphrase-file other.txt").exit());
  }

  private List<Path> pairs() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("keys"))) {
      return files.filter(file -> file.endsWith("signing.p12")).sorted().toList();
    }
  }

  private static void done(CaseFolder place, String line) {
    Run run = place.run(line);
    assertEquals(0, run.exit(), run.err());
  }
}
