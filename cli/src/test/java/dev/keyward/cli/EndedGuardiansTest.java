package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guardians of 2016 whose certificates ended in 2026: the case {@code ended-certificates}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndedGuardiansTest {

  private static final String BATCH = "protector create --batch b.jsonl --out-dir out";
  private static final String BEFORE = " --now 2016-02-02T00:00:00Z";

  private Playground place;
  private int files;

  @BeforeAll
  void make(@TempDir Path folder) throws Exception {
    place = Playground.in(folder);
    for (String name : List.of("o", "old")) {
      place.done("guardian create " + name + " --key-size 2048 --now 2016-02-01T00:00:00Z");
    }
    Spawned.copyTree(folder.resolve("store"), folder.resolve("renewed"));
    place.done(
        "vm shield vms/app.json --owner o --guardian old --policy shielded"
            + " --secret a=vms/password.txt -o x.svm"
            + BEFORE);
    Files.writeString(
        place.path("b.jsonl"), "{\"id\":\"x\",\"owner\":\"o\",\"guardians\":[\"old\"]}");
    place.done(BATCH + BEFORE);
    place.done("guardian export o --with-keys -o signer" + BEFORE);
    place.done(
        "template sign disks/small.img --name d --version 1.0.0.0 --any-content"
            + " --certificate signer/signing.p12 --key-passphrase-file passphrase.txt -o x.vsc"
            + BEFORE);
    place.done(
        "shielding-data create --owner o --guardian old --qualifier x.vsc=equals --policy shielded"
            + " --answer-file shielding/unattend.xml -o x.sdata"
            + BEFORE);
  }

  /** The answers stay: signatures hold and wrappings open all the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vm check x.svm                   | wrapping 1, old: both certificates",
        "template verify disks/small.img x.vsc        | the signer's certificate",
      })
  void whoShowsThemSaysThatTheyEnded(String line, String whose) {
    saysThatTheyEnded(line, whose);
  }

  @ParameterizedTest
  @Tag("soak")
  @CsvSource(
      delimiter = '|',
      value = {
        "vm check x.svm --owner o         | wrapping 0, o: both certificates",
        "vm show x.svm                    | wrapping 1, old: both certificates",
        "vm unshield x.svm --as old -o    | the owner's certificate",
        "protector check out/x.xml        | wrapping 1, old: both certificates",
        "protector verify out/x.xml       | wrapping 1, old: both certificates",
        "shielding-data check x.sdata     | wrapping 1, old: both certificates",
        "shielding-data show x.sdata      | wrapping 1, old: both certificates",
        "shielding-data match x.sdata x.vsc           | the signer's certificate",
        "shielding-data match x.sdata x.vsc           | the owner's certificate",
        "shielding-data open x.sdata --as old -o      | the owner's certificate",
        "template show x.vsc                          | the signer's certificate",
        "template find disks/small.img x.vsc          | the signer's certificate",
      })
  void everyOtherVerbThatShowsThemSaysSoToo(String line, String whose) {
    saysThatTheyEnded(line, whose);
  }

  private void saysThatTheyEnded(String line, String whose) {
    Run late = place.done(line.endsWith("-o") ? line + " opened" + files++ : line);
    assertTrue(late.err().contains(whose + " ended on 2026-01-"), late.out() + late.err());
    Run early = place.done((line.endsWith("-o") ? line + " opened" + files++ : line) + BEFORE);
    assertTrue(!early.err().contains("ended"), early.err());
    assertEquals(early.out(), late.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vm reseal x.svm --as o -o",
        "shielding-data grant x.sdata --guardian branch-hgs -o",
      })
  void nothingIsSealedForThemUnlessThatIsAccepted(String line) {
    refusesUnlessAccepted(line);
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(
      strings = {
        "vm update x.svm --as o --policy shielded -o",
        "shielding-data revoke x.sdata --guardian old -o",
      })
  void noOtherEditSealsForThemEither(String line) {
    refusesUnlessAccepted(line);
  }

  private void refusesUnlessAccepted(String line) {
    String output = "new" + files++;
    Run run = place.typed(line + " " + output);
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("--allow-expired"), run.err());
    assertTrue(Files.notExists(place.path(output)));
    place.done(line + " " + output + " --allow-expired");
  }

  /** Also where an earlier run has made its file. */
  @Test
  void theLineOfABatchFails() {
    byte[] before = place.bytes("out/x.xml");
    Run run = place.typed(BATCH);
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.out().contains("\"code\":\"expired\""), run.out());
    assertArrayEquals(before, place.bytes("out/x.xml"));
  }

  @Test
  @Tag("soak")
  void renewedCertificatesComeIn() throws Exception {
    String store = " --store renewed";
    place.done("guardian renew o" + store);
    Run run = place.typed("vm reseal x.svm --as o -o renewed.svm" + store);
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("guardian old"), run.err());
    place.done("guardian renew old" + store);
    Run reseal = place.done("vm reseal x.svm --as o -o renewed.svm" + store);
    assertTrue(reseal.err().contains("renewed old"), reseal.err());
    assertEquals("", place.done("vm check renewed.svm" + store).err());
  }
}
