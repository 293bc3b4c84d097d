package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hgs accept-restore}, and what the other verbs say of damaged folders of services. */
class AcceptHgsRestoreTest {

  private static Playground changed;

  @TempDir Path folder;

  private Playground place;

  @BeforeAll
  static void changeTheService(@TempDir Path template) throws IOException {
    changed = Playground.in(template);
    changed.done("hgs host add hgs host-9 --key hosts/older/host-key.pem");
    Spawned.copyTree(changed.path("hgs"), changed.path("backup"));
    changed.done("hgs host remove hgs host-1");
    changed.done("hgs host remove hgs host-9");
  }

  @BeforeEach
  void copy() throws IOException {
    place = changed.copiedTo(folder);
  }

  private Run refused(String line, int exit, String part) {
    Run run = place.typed(line);
    assertEquals(exit, run.exit(), line + ": " + run.out() + run.err());
    assertTrue(run.err().contains(part), run.err());
    return run;
  }

  private String current(String service) throws IOException {
    return Files.readString(folder.resolve(service + "/service/current")).strip();
  }

  @Test
  void listsWhatComesBackAndTakesAHigherNumber() throws Exception {
    Run accepted = place.run("hgs", "accept-restore", "backup", "--over", "3", "--output", "json");
    assertEquals(0, accepted.exit(), accepted.err());
    JsonSchemas.check("hgs-accept-restore", accepted.out());
    assertTrue(accepted.out().contains("\"number\": 4"), accepted.out());
    assertTrue(accepted.out().contains("\"host-9\""), accepted.out());
    Run diff = place.typed("hgs diff hgs backup");
    assertTrue(diff.out().contains("~ number 3 is 4 there"), diff.out());
    assertTrue(accepted.err().contains("copy the folder to every node"), accepted.err());
  }

  @Test
  void aNumberBelowThatOfTheFolderIsRefused() throws Exception {
    String before = current("hgs");
    refused("hgs accept-restore hgs --over 2", 3, "number 3, which is higher than 2");
    refused("hgs accept-restore hgs", 2, "--over");
    refused("hgs accept-restore hgs --over -1", 2, "--over");
    refused("hgs accept-restore hgs --over 2000000000", 2, "--over");
    assertEquals(before, current("hgs"));
  }

  @Test
  void aLostPointerIsFoundAgainWithoutAPassphrase() throws Exception {
    Files.writeString(folder.resolve("hgs/service/current"), "");
    Run list = refused("hgs host list hgs", 3, "accept-restore DIR --over 3");
    assertFalse(list.err().contains("guardian of the store"), list.err());
    assertEquals(0, place.run("hgs", "accept-restore", "hgs", "--over", "3").exit());
    place.done("hgs host list hgs");
  }

  @Test
  void withoutAManifestThePassphraseMustOpenTheKeys() throws Exception {
    Files.delete(folder.resolve("hgs/service/" + current("hgs") + "/manifest.json"));
    refused("hgs host list hgs", 3, "accept-restore DIR --over 3");
    assertEquals(4, place.run("hgs", "accept-restore", "hgs", "--over", "3").exit());
    place.done("hgs accept-restore hgs --over 3");
    place.done("hgs host list hgs");
  }

  @Test
  void withoutAManifestADamagedKeyIsAcceptedOnlyAsLost() throws Exception {
    Path generation = folder.resolve("hgs/service/" + current("hgs"));
    Files.delete(generation.resolve("manifest.json"));
    try (Stream<Path> keys = Files.list(generation.resolve("keys"))) {
      Path key = keys.sorted().findFirst().orElseThrow();
      byte[] content = Files.readAllBytes(key);
      content[content.length / 2] ^= 1;
      Files.write(key, content);
    }
    Run run = refused("hgs accept-restore hgs --over 3", 3, "accept-restore DIR --over 3 --lost");
    String lost = run.err().replaceAll("(?s).*--lost ([0-9a-f]{8}).*", "$1");
    Run accepted = place.done("hgs accept-restore hgs --over 3 --lost " + lost);
    assertTrue(accepted.out().contains(" disabled "), accepted.out());
    place.done("hgs host list hgs");
  }

  @Test
  void theStateFileLiesOutsideTheFolder() throws Exception {
    refused(
        "hgs serve hgs --listen 127.0.0.1:0 --state hgs/state.json",
        2,
        "--state is in the service's folder");
  }

  @Test
  void aStateFileOfAnotherServiceEndsTheStart() throws Exception {
    Files.writeString(
        folder.resolve("state.json"),
        "{\"schema\":\"keyward.hgs-state/1\",\"service\":\"other\",\"number\":7,\"manifest\":\""
            + "0".repeat(64)
            + "\"}");
    refused(
        "hgs serve hgs --listen 127.0.0.1:0 --state state.json",
        3,
        "the state of the service other");
  }
}
