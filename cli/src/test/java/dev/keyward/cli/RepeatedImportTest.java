package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job of a pipeline that runs again finds what it made the last time. */
class RepeatedImportTest {

  private static final String PIN =
      "0a1f310f5962ad61edada02b8a3963193b276fa01ea658cd6c173bfb220afece";

  @TempDir Path folder;

  private Run imports(Playground playground, String... words) {
    List<String> all =
        new ArrayList<>(List.of("--store", "s", "--now", "2026-11-29T00:00:00Z", "guardian"));
    all.addAll(List.of("import", "x", "m.xml"));
    all.addAll(List.of(words));
    return playground.run(all.toArray(String[]::new));
  }

  @Test
  void theSameMetadataWithTheSamePinIsKnownAlready() {
    Playground playground = Playground.of("pipelines/rerun-import", folder.resolve("case"));
    assertEquals(0, imports(playground, "--pin", PIN).exit());
    Map<String, String> before = playground.files();
    Run again = imports(playground, "--pin", PIN);
    assertEquals(0, again.exit(), again.err());
    assertTrue(again.out().startsWith("guardian x is known already, by the same"), again.out());
    assertEquals(before, playground.files());
    Run json = imports(playground, "--pin", PIN, "--output", "json");
    JsonSchemas.check("guardian-import", json.out());
    assertTrue(json.out().contains("\"unchanged\": true"), json.out());
  }

  @Test
  void anotherDecisionIsNoRepeat() {
    Playground playground = Playground.of("pipelines/rerun-import", folder.resolve("case"));
    assertEquals(0, imports(playground, "--pin", PIN).exit());
    Run other = imports(playground, "--allow-untrusted-root");
    assertEquals(7, other.exit(), other.err());
    assertTrue(other.err().contains("--replace replaces it"), other.err());
  }

  @Test
  void keysAreKnownAlreadyUnderTheirPassphrase() {
    Playground playground = Playground.in(folder.resolve("case"));
    String[] words = {
      "guardian",
      "import-keys",
      "again",
      "--signing",
      "keys/stranger-signing.pem",
      "--encryption",
      "keys/stranger-encryption.pem",
      "--allow-untrusted-root"
    };
    assertEquals(0, playground.unlocked(words).exit());
    Map<String, String> before = playground.files();
    Run again = playground.unlocked(words);
    assertEquals(0, again.exit(), again.err());
    assertTrue(again.out().contains("with its private keys is known already"), again.out());
    assertEquals(before, playground.files());
    List<String> wrong = new ArrayList<>(List.of("--passphrase-file", "wrong-passphrase.txt"));
    wrong.addAll(List.of(words));
    assertEquals(4, playground.run(wrong.toArray(String[]::new)).exit());
  }

  @Test
  void aHostIsKnownAlready() {
    Playground playground = Playground.in(folder.resolve("case"));
    assertEquals(0, playground.run("host", "init", "h").exit());
    String[] words = {"hgs", "host", "add", "hgs", "node-7", "--key", "h/host-key.pem"};
    assertEquals(0, playground.run(words).exit());
    Map<String, String> before = playground.files();
    Run again = playground.run(words);
    assertEquals(0, again.exit(), again.err());
    assertTrue(again.out().startsWith("known already: the host"), again.out());
    assertEquals(before, playground.files());
  }

  @Test
  void anOutputThatIsThereHasItsOwnCode() throws IOException {
    Playground playground = Playground.in(folder.resolve("case"));
    Files.writeString(playground.path("there.xml"), "x");
    Files.createDirectory(playground.path("folder"));
    String good = "protectors/hgs-vm.xml";
    String[] words = {"protector", "convert", good, "--encoding", "framed", "-o"};
    Run there = convert(playground, words, "there.xml");
    assertEquals(7, there.exit(), there.err());
    Run folders = convert(playground, words, "folder", "--force");
    assertEquals(5, folders.exit(), folders.err());
    assertTrue(folders.err().contains("what is a folder, expected a file"), folders.err());
    assertFalse(folders.err().contains("--force replaces it"), folders.err());
  }

  private static Run convert(Playground playground, String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return playground.run(all.toArray(String[]::new));
  }
}
