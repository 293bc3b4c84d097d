package dev.keyward.protector;

import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;

import dev.keyward.KeywardException;
import dev.keyward.NoProtectorException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.file.ProtectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of {@code fixtures/protectors}: one protector, and what its {@code case.json} expects.
 *
 * @param name of the folder, which is the fault, or what is special about a valid one
 * @param file the protector
 * @param expected by field; those of the object {@code guardians} have its name before theirs
 */
record ProtectorCase(String name, Path file, Map<String, String> expected) {

  private static final Path FOLDER = Path.of(System.getProperty("keyward.fixtures"), "protectors");

  /** All folders, in the order of their names. */
  static List<ProtectorCase> all() throws IOException, KeywardException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(FOLDER)) {
      folders = entries.sorted().toList();
    }
    List<ProtectorCase> cases = new ArrayList<>();
    for (Path folder : folders) {
      cases.add(read(folder));
    }
    return cases;
  }

  private static ProtectorCase read(Path folder) throws IOException, KeywardException {
    Path file = folder.resolve("case.json");
    JsonFields fields = JsonFields.parse(Files.readAllBytes(file), file.toString());
    fields.text("about", 200);
    fields.text("made", 200);
    Path protector = folder.resolve(fields.text("protector", 100)).normalize();
    JsonFields expect = fields.object("expect");
    Map<String, String> expected = new TreeMap<>();
    if (expect.has("guardians")) {
      take(expect.object("guardians"), "guardians/", expected);
    }
    take(expect, "", expected);
    fields.end();
    return new ProtectorCase(folder.getFileName().toString(), protector, expected);
  }

  private static void take(JsonFields fields, String prefix, Map<String, String> expected)
      throws KeywardException {
    while (!fields.firstName().isEmpty()) {
      String name = fields.firstName();
      expected.put(prefix + name, fields.text(name, 200));
    }
  }

  /** What Keyward makes of the file, in the fields of {@link #expected}. */
  Map<String, String> outcome() throws IOException, KeywardException {
    Map<String, String> outcome = new TreeMap<>();
    try {
      byte[] document = ProtectorFile.open(file).single();
      VerifiedProtector protector =
          new ProtectorVerifier(ENGINE).examine(KeyProtector.parse(document)).orThrow();
      outcome.put("document", ProtectorFixtures.sha256(document));
      outcome.put("wrappings", Integer.toString(protector.wrappings().size()));
      outcome.put("ownedBy", holderOf(protector.owner().signing()));
      outcome.put("sealedBy", holderOf(protector.sealer().signing()));
      boolean keyless = protector instanceof KeylessProtector;
      outcome.put("verdict", keyless ? "valid without a key" : "valid");
      for (String name : VectorGuardians.NAMES) {
        outcome.put("guardians/" + name, answerTo(VectorGuardians.of(name), protector, outcome));
      }
    } catch (NoProtectorException e) {
      outcome.put("verdict", "no protector");
    } catch (KeywardException e) {
      outcome.put("verdict", "refused");
      outcome.put("code", e.fault().code());
      outcome.put("where", e.fault().where());
    }
    return outcome;
  }

  /** Tries to open the protector with the keys of a guardian. */
  private static String answerTo(
      GuardianKeys keys, VerifiedProtector protector, Map<String, String> outcome) {
    if (protector.addressedTo(keys.guardian()).isEmpty()) {
      return "not addressed";
    }
    try (TransportKey key = protector.openable().open(keys.opening(), ENGINE, RANDOM)) {
      String opened = key.lend(ProtectorFixtures::sha256);
      String before = outcome.put("transportKey", opened);
      return before == null || before.equals(opened) ? "opens" : "opens to another key";
    } catch (KeywardException e) {
      return e.fault().code();
    }
  }

  private static String holderOf(GuardianCertificate signing) throws IOException, KeywardException {
    for (String name : VectorGuardians.NAMES) {
      Guardian guardian = VectorGuardians.of(name).guardian();
      if (guardian.hasSigningKeyOf(signing)) {
        return name;
      }
    }
    return "a stranger";
  }

  @Override
  public String toString() {
    return name;
  }
}
