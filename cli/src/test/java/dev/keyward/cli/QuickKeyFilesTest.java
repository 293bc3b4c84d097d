package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.keyward.KeywardException;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.pkcs.Pkcs12;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The quick forms of key files hold what the files hold. With {@code -Dkeyward.golden=rewrite} they
 * are written again.
 */
class QuickKeyFilesTest {

  private static final List<String> FOLDERS =
      List.of("before/store", "before/branch-hgs", "identity", "store-test-only/keys");

  @Test
  @Tag("soak")
  void eachHoldsTheSameKeysUnderTheSamePassphrase() throws Exception {
    int compared = 0;
    for (String folder : FOLDERS) {
      for (Path file : keyFiles(QuickKeyFiles.FIXTURES.resolve(folder))) {
        Optional<char[]> passphrase = passphrase(file);
        if (passphrase.isPresent()) {
          List<KeyEntry> kept = entries(file, passphrase.get());
          Path quick =
              QuickKeyFiles.QUICK.resolve(QuickKeyFiles.FIXTURES.relativize(file).toString());
          if ("rewrite".equals(System.getProperty("keyward.golden"))) {
            Files.createDirectories(quick.getParent());
            Files.write(quick, quick(kept, passphrase.get()));
          }
          requireSame(kept, entries(quick, passphrase.get()));
          compared++;
        }
      }
    }
    assertEquals(keyFiles(QuickKeyFiles.QUICK).size(), compared);
    assertFalse(compared == 0);
  }

  private static byte[] quick(List<KeyEntry> entries, char[] passphrase) {
    return Pkcs12.encode(entries, passphrase, Pkcs12.Encryption.AES_256, Seeded.random());
  }

  private static void requireSame(List<KeyEntry> kept, List<KeyEntry> quick) {
    assertEquals(kept.size(), quick.size());
    for (int i = 0; i < kept.size(); i++) {
      assertEquals(kept.get(i).key(), quick.get(i).key());
      assertEquals(kept.get(i).certificate(), quick.get(i).certificate());
    }
  }

  private static List<KeyEntry> entries(Path file, char[] passphrase)
      throws IOException, KeywardException {
    return Pkcs12.decode(Files.readAllBytes(file), passphrase, file.toString());
  }

  private static List<Path> keyFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".p12")).sorted().toList();
    }
  }

  /** Of the fixture's own folder; empty where no test opens its keys. */
  private static Optional<char[]> passphrase(Path file) throws IOException {
    for (Path above = file.getParent();
        !above.equals(QuickKeyFiles.FIXTURES);
        above = above.getParent()) {
      for (String name : List.of("passphrase.txt", "pass.txt")) {
        if (Files.exists(above.resolve(name))) {
          return Optional.of(Files.readString(above.resolve(name)).stripTrailing().toCharArray());
        }
      }
    }
    return Optional.empty();
  }
}
