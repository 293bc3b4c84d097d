package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs with which {@code vm update} cannot be done: no file changes, and none is left behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdateInputsTest {

  private Playground place;
  private Map<String, String> files;

  @BeforeAll
  void makeFiles(@TempDir Path folder) throws Exception {
    place = Playground.in(folder);
    byte[] whole = place.bytes("vms/app.svm");
    Files.write(place.path("app.svm"), whole);
    Files.write(place.path("short.svm"), Arrays.copyOf(whole, whole.length - 1));
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(place.path("damaged.svm"), damaged);
    Files.write(place.path("empty.svm"), new byte[0]);
    Files.writeString(place.path("new.txt"), "new");
    files = place.files();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing.svm --set-secret a=new.txt --in-place             | 5 | missing.svm: no such file",
        "damaged.svm --set-secret a=new.txt --in-place             | 3 | damaged.svm",
        "vms/business.svm --set-secret a=new.txt --in-place        | 4 | is not its owner",
        "app.svm --set-secret a=missing --in-place                 | 5 | ...: no such file",
        "app.svm --set-secret a=new.txt -o damaged.svm             | 7 | damaged.svm: already"
            + " exists",
      })
  void anUnusableInputChangesNothing(String line, int exit, String words) {
    refuses(line, exit, words);
  }

  @ParameterizedTest
  @Tag("soak")
  @CsvSource(
      delimiter = '|',
      value = {
        "vms --set-secret a=new.txt --in-place                     | 5 | vms",
        "short.svm --set-secret a=new.txt --in-place               | 3 | short.svm",
        "empty.svm --set-secret a=new.txt --in-place               | 3 | empty.svm",
        "vms/older-seal.svm --set-secret a=new.txt --in-place      | 3 | vms/older-seal.svm",
        "vms/forged-seal.svm --set-secret a=new.txt --in-place     | 3 | vms/forged-seal.svm",
        "vms/moved-part.svm --set-secret a=new.txt --in-place      | 3 | vms/moved-part.svm",
        "vms/cut-off.svm --set-secret a=new.txt --in-place         | 3 | vms/cut-off.svm",
        "app.svm --set-secret a=vms --in-place                     | 5 | vms: a folder, expected a"
            + " file",
        "app.svm --vtpm-state missing --in-place                   | 5 | missing: no such file",
        "app.svm --vtpm-state vms --in-place                       | 2 | vms is not a regular file",
        "app.svm --set-secret a=new.txt -o missing/new.svm         | 5 | missing",
        "app.svm --set-secret a=missing -o new.svm                 | 5 | ...: no such file",
        "damaged.svm --set-secret a=new.txt -o new.svm             | 3 | damaged.svm",
      })
  void noOtherUnusableInputDoes(String line, int exit, String words) {
    refuses(line, exit, words);
  }

  private void refuses(String line, int exit, String words) {
    Run run = place.unlocked(("vm update --as central-it " + line).split(" +"));
    assertEquals(exit, run.exit(), run.err());
    assertTrue(run.err().contains(words), run.err());
    Set<Map.Entry<String, String>> changed = new HashSet<>(place.files().entrySet());
    changed.removeAll(files.entrySet());
    assertEquals(Set.of(), changed);
    assertEquals(files.size(), place.files().size());
  }
}
