package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout without the content of its large or encrypted files. */
class StandInTest {

  private static final String POINTER =
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935\nsize 9741\n";

  /** Each kind, and what its error says. */
  private static final Map<String, String> KINDS =
      Map.of(
          POINTER,
          "fetch the content with git lfs pull",
          "\0GITCRYPT\0abcdefghijklmnopqrstuvwxyz0123456789",
          "git-crypt unlock",
          "age-encryption.org/v1\n-> X25519 abc\n",
          "age --decrypt",
          "{\"data\":\"ENC[AES256_GCM,data:x]\",\"sops\":{}}",
          "sops --decrypt",
          "$ANSIBLE_VAULT;1.1;AES256\n3132",
          "ansible-vault decrypt");

  @TempDir Path folder;

  private Run run(String... words) {
    return Run.in(folder).run(words);
  }

  private void write(String name, String content) throws IOException {
    Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void everyKindIsSaidInItsOwnWords() throws IOException {
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      write("vm.kp", kind.getKey());
      Run check = run("--store", "none", "protector", "check", "vm.kp");
      assertEquals(3, check.exit(), check.err());
      assertTrue(check.err().contains(kind.getValue()), check.err());
    }
  }

  @Test
  void everyReaderSaysIt() throws IOException {
    write("f", POINTER);
    Files.createDirectory(folder.resolve("in"));
    for (String line :
        List.of(
            "protector show f",
            "vm show f",
            "template show f",
            "shielding-data show f",
            "audit in --policy f",
            "guardian import x f --allow-untrusted-root",
            "fleet check f --protectors in")) {
      Run run = run(("--store none " + line).split(" "));
      assertEquals(3, run.exit(), line + run.err());
      assertTrue(run.err().contains("f: a pointer of Git LFS"), line + run.err());
    }
    Run stdin =
        Run.in(folder)
            .stdin(POINTER.getBytes(StandardCharsets.US_ASCII))
            .run("--store", "none", "protector", "show", "-");
    assertTrue(stdin.err().contains("a pointer of Git LFS"), stdin.err());
  }

  @Test
  void aShardThatWasNotFetchedOrDecryptedSaysSo() throws IOException {
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      write("shard.jsonl", kind.getKey());
      Run merge = run("audit", "merge", "shard.jsonl");
      assertEquals(3, merge.exit(), merge.err());
      assertTrue(merge.err().contains(kind.getValue()), merge.err());
    }
    write("shard.jsonl", "{\n \"data\": \"ENC[AES256_GCM,data:x]\",\n \"sops\": {}\n}\n");
    Run merge = run("audit", "merge", "shard.jsonl");
    assertTrue(merge.err().contains("sops --decrypt"), merge.err());
  }

  /** Its first line is known to everybody. */
  @Test
  void aPointerIsNoPassphrase() throws IOException {
    write("p.txt", POINTER);
    Run run = run("--store", "s", "guardian", "create", "x", "--passphrase-file", "p.txt");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("p.txt: a pointer of Git LFS"), run.err());
  }

  @Test
  void anAuditOfAFolderTakesThemForDamaged() throws IOException {
    Files.createDirectory(folder.resolve("in"));
    write("in/vm-1.xml", POINTER);
    write("in/vm-1.kp", POINTER);
    write("in/gitcrypt.kp", "\0GITCRYPT\0abcdefghijklmnopqrstuvwxyz0123456789");
    write("in/notes.txt", POINTER);
    Run audit = run("--store", "none", "audit", "in");
    assertEquals(1, audit.exit(), audit.err());
    assertTrue(audit.out().startsWith("3 protectors: 3 not a protector"), audit.out());
    assertTrue(audit.out().contains("fetch the content: run git lfs pull"), audit.out());
    assertTrue(audit.out().contains("content that git-crypt encrypted"), audit.out());
  }
}
