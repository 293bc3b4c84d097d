package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guardian whose keys are in a token: everything works with it, and the store has no secret. */
class KeysInTokensTest {

  private static final String OTHERS = "a passphrase of the others";

  private static Path folder;
  private static TokenCommands token;

  @BeforeAll
  static void makeGuardians(@TempDir Path made) throws Exception {
    folder = made;
    token = TokenCommands.of(SoftToken.of(folder, "first", "owner"));
    done(
        token.keyward(
            "guardian",
            "create",
            "owner",
            "--pkcs11",
            SoftToken.path(),
            "--token",
            "owner",
            "--key-size",
            "2048"));
    done(token.withPin(OTHERS, "guardian", "create", "branch", "--key-size", "2048"));
    done(
        token.keyward(
            "protector", "create", "--owner", "owner", "--guardian", "branch", "-o", "vm.kp"));
  }

  @AfterAll
  static void end() {
    if (token != null) {
      token.close();
    }
  }

  private static Spawned.Ended done(Spawned.Ended ended) {
    assertEquals(0, ended.code(), ended.err());
    return ended;
  }

  @Test
  void theTokensKeyOpensWhatItSealed() throws Exception {
    Spawned.Ended proved =
        done(token.keyward("protector", "check", "vm.kp", "--guardian", "owner", "--prove"));
    assertTrue(proved.out().contains("opens, proved"), proved.out());
  }

  @Test
  void anEditIsSealedByTheToken() throws Exception {
    Path copy = Files.copy(folder.resolve("vm.kp"), folder.resolve("edited.kp"));
    done(
        token.keyward(
            "protector", "revoke", copy.toString(), "--guardian", "branch", "--in-place"));
    Spawned.Ended checked = done(token.withoutPin("protector", "verify", copy.toString()));
    assertTrue(checked.out().contains("owner"), checked.out());
  }

  @Test
  void theStoreHasReferencesAndNothingElse() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder.resolve("store/guardians/owner"))) {
      files = all.filter(each -> each.toString().contains("private/")).toList();
    }
    assertEquals(2, files.size());
    for (Path each : files) {
      assertTrue(Files.readString(each).startsWith("pkcs11:token=owner;object=owner%20"));
    }
  }

  @Test
  void showSaysWhereTheKeysAre() throws Exception {
    Spawned.Ended shown = done(token.withoutPin("guardian", "show", "owner"));
    assertTrue(shown.out().contains("in a device, which this store refers to"), shown.out());
    assertTrue(shown.out().contains("module-path=" + SoftToken.path()), shown.out());
  }

  @Test
  void aWrongPinIsTriedOnceAndRefused() throws Exception {
    Spawned.Ended refused =
        token
            .token()
            .withPin("9999", "protector", "check", "vm.kp", "--guardian", "owner", "--prove");
    assertEquals(4, refused.code(), refused.err());
    assertTrue(refused.err().contains("the token refuses the PIN"), refused.err());
  }

  @Test
  void thePrivateKeysCannotBeExported() throws Exception {
    Spawned.Ended refused =
        token.keyward("guardian", "export", "owner", "--with-keys", "-o", "exported");
    assertEquals(4, refused.code(), refused.err());
    assertFalse(Files.exists(folder.resolve("exported")));
  }

  @Test
  void aPinSourceTakesThePlaceOfThePassphrase() throws Exception {
    Path pin = Files.writeString(folder.resolve("pin"), SoftToken.PIN + "\n");
    String store = folder.resolve("named").toString();
    String where =
        token
            .withoutPin("guardian", "show", "owner")
            .out()
            .lines()
            .filter(line -> line.contains("pkcs11:"))
            .map(line -> line.strip().replaceFirst("[?].*", "?pin-source=" + pin))
            .reduce((signing, encryption) -> signing + " " + encryption)
            .orElseThrow();
    done(
        token.withoutPin(
            "guardian",
            "create",
            "keyring",
            "--store",
            store,
            "--pkcs11",
            SoftToken.path(),
            "--signing-key",
            where.split(" ")[0],
            "--encryption-key",
            where.split(" ")[1]));
    done(
        token.withoutPin(
            "protector", "create", "--owner", "keyring", "--store", store, "-o", "named.kp"));
  }
}
