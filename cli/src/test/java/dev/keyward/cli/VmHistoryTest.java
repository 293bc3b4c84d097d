package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.file.SafeFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which state of a VM comes from which, as hosts and checks say it. */
class VmHistoryTest extends InBranch {

  private static final String START = "host start host app.svm";

  private void copy(String from, String to) throws Exception {
    Files.copy(work.resolve(from), work.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private void refuses(String line, String words) {
    Spawned.Ended ended = BranchHost.run(work, line);
    assertEquals(3, ended.code(), ended.err());
    assertTrue(ended.err().contains(words), ended.err());
  }

  /** The case in which the old secret counted as newer once a new one was accepted. */
  @Test
  void aNewSecretIsNotRolledBackByTheOldFile() throws Exception {
    BranchHost.done(work, START);
    BranchHost.done(work, START);
    copy("app.svm", "before.svm");
    Files.writeString(work.resolve("secret"), "new");
    BranchHost.done(
        work,
        "vm shield vm.json --owner owner --guardian branch --policy shielded --secret word=secret"
            + " -o app.svm --force");
    refuses(START, "generation 1 of a VM that was shielded again");
    refuses(START + " --accept-rollback", "hint: --accept-branch");
    String accepted = BranchHost.done(work, START + " --accept-branch");
    assertTrue(accepted.contains(", sealed by branch, accepted: branch"), accepted);
    copy("app.svm", "new.svm");
    copy("before.svm", "app.svm");
    refuses(START, "shielded again; let in by this one alone: datacenter (");
    copy("new.svm", "app.svm");
    BranchHost.done(work, START + " --allow-disk -o opened");
    assertEquals("new", Files.readString(work.resolve("opened/secret/word")));
  }

  /** The way that {@code aNewSecretIsNotRolledBackByTheOldFile} lacks: the next state. */
  @Test
  void anUpdateIsTheNextStateAndTheOldSecretIsOlder() throws Exception {
    BranchHost.done(work, START);
    copy("app.svm", "before.svm");
    Files.writeString(work.resolve("secret"), "new");
    String update = "vm update app.svm --as owner --set-secret word=secret --in-place";
    Spawned.Ended refused = BranchHost.run(work, update);
    assertEquals(4, refused.code(), refused.err());
    assertTrue(refused.err().contains("add --accept-sealed-by"), refused.err());
    BranchHost.done(work, update + " --accept-sealed-by branch");
    BranchHost.done(work, START + " --allow-disk -o opened");
    assertEquals("new", Files.readString(work.resolve("opened/secret/word")));
    copy("before.svm", "app.svm");
    refuses(START, "which came before");
  }

  /** An edit of a copy that the host has left behind loses no start that came after it. */
  @Test
  @Tag("soak")
  void anUpdateOfAnOlderFileIsAnotherBranch() throws Exception {
    copy("app.svm", "before.svm");
    BranchHost.done(work, START);
    copy("app.svm", "started.svm");
    copy("before.svm", "app.svm");
    Files.writeString(work.resolve("secret"), "new");
    BranchHost.done(work, "vm update app.svm --as owner --set-secret word=secret --in-place");
    refuses(START, "another branch");
    copy("started.svm", "app.svm");
    BranchHost.done(work, START);
  }

  @Test
  @Tag("soak")
  void aVmThatWasHandedOverStartsOnceItsOwnerIsNamed() throws Exception {
    BranchHost.done(work, "guardian create heir --key-size 2048");
    BranchHost.done(work, START);
    String handOver = "vm hand-over app.svm --to heir --guardian branch -o handed.svm";
    Spawned.Ended sealed = BranchHost.run(work, handOver);
    assertEquals(4, sealed.code(), sealed.err());
    assertTrue(sealed.err().contains("add --accept-sealed-by"), sealed.err());
    BranchHost.done(work, handOver + " --accept-sealed-by branch");
    String start = "host start host handed.svm";
    Spawned.Ended refused = BranchHost.run(work, start);
    assertEquals(3, refused.code(), refused.err());
    String option = refused.err().replaceAll("(?s).*(--accept-owner [0-9a-f]{64}).*", "$1");
    Spawned.Ended ended = BranchHost.run(work, start + " " + option + " --output json");
    assertEquals(0, ended.code(), ended.err());
    JsonSchemas.check("host-start", ended.out());
    assertTrue(ended.out().contains("\"accepted\": [\n      \"owner\""), ended.out());
    BranchHost.done(work, start);
    refuses(START, "the owner with the signing key");
  }

  @Test
  void aCheckTellsWhichFileComesFromWhich() throws Exception {
    BranchHost.done(work, "vm reseal app.svm --as owner -o next.svm");
    String asked = "vm check next.svm --descends-from app.svm";
    String said = BranchHost.done(work, asked);
    assertTrue(said.contains("descends from app.svm: says so, not proved"), said);
    String proved = BranchHost.done(work, asked + " --as owner");
    assertTrue(proved.contains("descends from app.svm: yes\n"), proved);
    answersNo("vm check app.svm --descends-from next.svm", "that file says");
  }

  @Test
  @Tag("soak")
  void aCheckTellsBranchesApartAndProgramsTheSame() throws Exception {
    BranchHost.done(work, "vm reseal app.svm --as owner -o next.svm");
    BranchHost.done(work, "vm reseal app.svm --as owner -o other.svm");
    answersNo("vm check app.svm --descends-from app.svm", "the same state");
    answersNo("vm check next.svm --descends-from other.svm", "another branch of the same VM");
    String asked = "vm check next.svm --descends-from app.svm";
    Spawned.Ended json = BranchHost.run(work, asked + " --prove --output json");
    JsonSchemas.check("vm-check", json.out());
    assertTrue(json.out().contains("\"relation\": \"descendant\""), json.out());
    assertEquals(2, BranchHost.run(work, "vm check next.svm --as owner").code());
  }

  private void answersNo(String line, String words) {
    Spawned.Ended ended = BranchHost.run(work, line);
    assertEquals(1, ended.code(), ended.err());
    assertTrue(ended.out().contains(words), ended.out());
  }

  @Test
  @Tag("soak")
  void aForgedHistoryDoesNotOpen() throws Exception {
    BranchHost.done(work, "vm reseal app.svm --as owner -o next.svm");
    byte[] file = Files.readAllBytes(work.resolve("next.svm"));
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("\"history\":\"") + "\"history\":\"".length();
    file[at] = (byte) (file[at] == 'A' ? 'B' : 'A');
    Files.write(work.resolve("next.svm"), file);
    refuses("vm check next.svm --descends-from app.svm --as owner", "part keys that do not open");
  }

  @Test
  void theSealHasTheFormOfItsSchema() throws Exception {
    BranchHost.done(work, START);
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(work.resolve("app.svm"))).position(15);
    byte[] last = {};
    while (file.hasRemaining()) {
      last = new byte[(int) file.getLong()];
      file.get(last);
    }
    JsonSchemas.check("part-seal/2", new String(last, StandardCharsets.UTF_8));
    JsonSchemas.check("vm-show", BranchHost.done(work, "vm show app.svm --output json"));
  }

  @Test
  @Tag("soak")
  void theFolderOfAServiceProvesWhatItOpens() throws Exception {
    Path word = work.resolve("word");
    SafeFiles.write(word, "test-only".getBytes(StandardCharsets.US_ASCII), false, true);
    String line = "--store none vm check app.svm --prove --hgs ../branch --passphrase-file " + word;
    Spawned.Ended ended = Spawned.run(work, line.split(" "));
    assertEquals(0, ended.code(), ended.err());
    assertTrue(ended.out().contains("opened, parts and all"), ended.out());
  }

  /** The owner's signing key changes only where that is asked for; hosts ask then, too. */
  @Test
  @Tag("soak")
  void aResealKeepsTheOldSigningKeyUnlessTheNewOneIsAskedFor() throws Exception {
    BranchHost.done(work, "guardian renew owner --new-keys --key-size 2048");
    BranchHost.done(work, START);
    BranchHost.done(work, "vm reseal app.svm --as owner --accept-sealed-by trusted --in-place");
    BranchHost.done(work, START);
    BranchHost.done(
        work, "vm reseal app.svm --as owner --new-owner-key --accept-sealed-by branch --in-place");
    refuses(START, "the owner with the signing key");
  }
}
