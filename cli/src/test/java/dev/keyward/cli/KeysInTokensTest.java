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

  /** Runs commands with the PIN; the last one's result. */
  private static String lines(String... commands) throws Exception {
    String out = "";
    for (String each : commands) {
      Spawned.Ended ended = token.keyward(each.split(" "));
      assertEquals(0, ended.code(), each + ": " + ended.out() + ended.err());
      out = ended.out();
    }
    return out;
  }

  private static void refusedForBoth(Spawned.Ended refused) {
    assertEquals(4, refused.code(), refused.err());
    assertTrue(
        refused.err().contains("needs its PIN and the passphrase of other keys"), refused.err());
    assertTrue(refused.err().contains("--pin-source FILE"), refused.err());
  }

  @Test
  void protectorsWork() throws Exception {
    String out =
        lines(
            "protector create --owner owner -o p.kp",
            "protector grant p.kp --guardian branch --in-place",
            "protector renew p.kp --in-place",
            "protector revoke p.kp --guardian branch -o revoked.kp",
            "protector verify revoked.kp --owner owner --prove --strict",
            "protector check p.kp --guardian owner --prove");
    assertTrue(out.contains("yes, addressed to owner, and it opens"), out);
  }

  @Test
  void aBatchWorks() throws Exception {
    Files.writeString(
        folder.resolve("batch.jsonl"),
        "{\"id\":\"a\",\"owner\":\"owner\",\"guardians\":[\"branch\"]}\n"
            + "{\"id\":\"b\",\"owner\":\"owner\",\"guardians\":[]}\n");
    lines("protector create --batch batch.jsonl --out-dir batch");
    assertEquals(2, Spawned.regularFiles(folder.resolve("batch")).size());
  }

  @Test
  void machinesWork() throws Exception {
    SecretVm.shield(folder, "--guardian branch", line -> lines(line));
    lines(
        "vm update app.svm --as owner --remove-secret word --in-place",
        "vm reseal app.svm --as owner --revoke branch -o resealed.svm",
        "vm check resealed.svm --descends-from app.svm --as owner",
        "vm check resealed.svm --prove",
        "vm unshield app.svm --as owner --owner owner -o opened");
    assertTrue(Files.exists(folder.resolve("opened/vtpm-state")));
  }

  @Test
  void templatesAndShieldingDataWork() throws Exception {
    Files.write(folder.resolve("disk.img"), new byte[1 << 16]);
    Files.writeString(
        folder.resolve("answers.xml"), "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\"/>");
    lines(
        "template sign disk.img --name d --version 1.0.0.0 --any-content --guardian owner"
            + " -o d.catalog",
        "template verify disk.img d.catalog",
        "shielding-data create --owner owner --guardian branch --qualifier"
            + " d.catalog=greater-or-equals --policy shielded --answer-file answers.xml -o d.sdata",
        "shielding-data revoke d.sdata --guardian branch --in-place",
        "shielding-data grant d.sdata --guardian branch --in-place",
        "shielding-data renew d.sdata --in-place",
        "shielding-data match d.sdata d.catalog --owner owner",
        "shielding-data open d.sdata --as owner --owner owner -o data");
    assertTrue(Files.exists(folder.resolve("data")));
  }

  @Test
  void aTemplateIsSignedByAFileOrByAGuardian() throws Exception {
    Spawned.Ended none =
        token.keyward("template sign x --name d --version 1.0.0.0 -o y".split(" "));
    assertEquals(2, none.code());
    assertTrue(none.err().contains("missing --certificate FILE or --guardian NAME"), none.err());
    Spawned.Ended both =
        token.keyward(
            "template sign x --name d --version 1.0.0.0 -o y --guardian owner --certificate z"
                .split(" "));
    assertEquals(2, both.code());
  }

  @Test
  void aPinIsNeverTakenForAPassphraseToo() throws Exception {
    lines("protector create --owner owner -o mine.kp");
    String handOver = "protector hand-over mine.kp --as owner --to branch -o theirs.kp";
    refusedForBoth(token.keyward(handOver.split(" ")));
    refusedForBoth(token.withPin(OTHERS, "protector verify vm.kp --prove".split(" ")));
    Spawned.Ended changed =
        token.keyward("guardian change-passphrase owner --new-passphrase-env PIN".split(" "));
    assertEquals(4, changed.code(), changed.err());
  }

  /** The PIN comes from the file that the references name, so the options give the passphrase. */
  @Test
  void aPinSourceLeavesTheOptionsToThePassphrase() throws Exception {
    Files.writeString(folder.resolve("pin.txt"), SoftToken.PIN + "\n");
    done(
        token.withoutPin(
            ("guardian create sourced --key-size 2048 --token owner --pin-source pin.txt --pkcs11 "
                    + SoftToken.path())
                .split(" ")));
    done(token.withoutPin("protector create --owner sourced -o sourced.kp".split(" ")));
    done(
        token.withPin(
            OTHERS,
            "protector hand-over sourced.kp --as sourced --to branch -o handed.kp".split(" ")));
    lines("guardian remove sourced --yes");
    assertFalse(Files.exists(folder.resolve("store/guardians/sourced")));
  }
}
