package dev.keyward.protector;

import static dev.keyward.protector.TestGuardians.ENGINE;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.keyfile.ImportedKeys;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The guardians of {@code fixtures/protectors}, with keys that another implementation made. */
public final class VectorGuardians {

  /** The owner of every protector there, and the two guardians that may have access. */
  static final List<String> NAMES = List.of("owner", "datacenter", "branch");

  private static final Path FOLDER =
      Path.of(System.getProperty("keyward.fixtures"), "vector-guardians");
  private static final Map<String, GuardianKeys> READ = new ConcurrentHashMap<>();

  private VectorGuardians() {}

  /** A key file, such as {@code owner-signing.p12}, or metadata. */
  public static Path file(String name) {
    return FOLDER.resolve(name);
  }

  static GuardianKeys of(String name) throws KeywardException, IOException {
    GuardianKeys known = READ.get(name);
    if (known == null) {
      known = read(name);
      READ.put(name, known);
    }
    return known;
  }

  private static GuardianKeys read(String name) throws KeywardException, IOException {
    try (Passphrase passphrase = Passphrase.copyOf("test-only".toCharArray())) {
      return ImportedKeys.read(
              source(name + "-signing.p12", passphrase),
              source(name + "-encryption.p12", passphrase))
          .toKeys(GuardianName.parse(name), ENGINE);
    }
  }

  private static KeySource source(String name, Passphrase passphrase) throws IOException {
    return new KeySource(Files.readAllBytes(file(name)), Optional.of(passphrase), name);
  }
}
