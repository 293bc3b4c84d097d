package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stranger calls a guardian of their own like one that the store knows: {@code forged-owner-name}
 * from {@code fixtures}. No answer takes the file's word for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedOwnerTest {

  private static final String CLAIM = "calls itself central-it, which is another guardian here";

  private Playground place;

  @BeforeAll
  void forge(@TempDir Path folder) throws Exception {
    place = Playground.in(folder);
    mallory("guardian create central-it --key-size 2048");
    mallory("guardian export central-it --with-keys -o signer");
    assertEquals(0, place.typed("guardian export business-it -o metadata.xml").exit());
    mallory("guardian import business-it metadata.xml --allow-untrusted-root");
    mallory(
        "template sign disks/server.img --name server --version 1.2.0.0 --certificate"
            + " signer/signing.p12 --key-passphrase-file passphrase.txt --any-content -o forged.vsc");
    mallory(
        "shielding-data create --owner central-it --guardian business-it --qualifier"
            + " forged.vsc=equals --answer-file shielding/unattend.xml --policy shielded -o x.shd");
    mallory(
        "vm shield vms/app.json --owner central-it --guardian business-it --policy shielded"
            + " --secret a=vms/password.txt -o x.svm");
  }

  private void mallory(String line) {
    Run run = place.typed("--store mallory " + line);
    assertEquals(0, run.exit(), run.err());
  }

  private void refuses(String line) {
    Run run = place.typed(line + " --owner central-it");
    assertEquals(3, run.exit(), run.err());
    assertTrue(run.err().contains("expected the signing key of central-it"), run.err());
  }

  @Test
  void shieldingDataIsOpenedWithAWordAboutItsOwner() {
    Run open = place.typed("shielding-data open x.shd --as business-it -o o4");
    assertEquals(0, open.exit(), open.err());
    assertTrue(open.err().contains(CLAIM), open.err());
    assertFalse(open.err().contains("of central-it"), open.err());
  }

  @Test
  void programsAreToldTheKeyInsteadOfTheClaimedName() {
    Run open = place.typed("shielding-data open x.shd --as business-it -o o3 --output json");
    assertEquals(0, open.exit(), open.err());
    assertTrue(open.out().matches("(?s).*\"owner\": \"[0-9a-f]{64}\".*"), open.out());
    assertTrue(open.out().contains("\"known\": null"), open.out());
  }

  @Test
  @Tag("soak")
  void textAndJsonShowTheSameDigitsOfAnUnknownOwner() {
    for (String line :
        List.of(
            "shielding-data show x.shd",
            "shielding-data open x.shd --as business-it -o shd-",
            "shielding-data match x.shd forged.vsc",
            "vm show x.svm",
            "vm unshield x.svm --as business-it -o svm-")) {
      boolean opens = line.endsWith("-");
      Run text = place.typed(opens ? line + "text" : line);
      String digits =
          (text.out() + text.err()).replaceAll("(?s).*unknown here \\(([0-9a-f]+)\\).*", "$1");
      String json = place.typed((opens ? line + "json" : line) + " --output json").out();
      assertTrue(json.contains("\"signingCertificateSha256\": \"" + digits), line + json);
    }
  }

  @Test
  void theOwnerThatIsRequiredIsRequiredBeforeAnythingIsOpened() {
    refuses("shielding-data open x.shd --as business-it -o opened");
    refuses("vm unshield x.svm --as business-it -o opened");
    refuses("shielding-data match x.shd forged.vsc");
    refuses("vm check x.svm");
    assertFalse(Files.exists(place.path("opened")));
  }

  @Test
  void aMatchNamesWhoSaysSo() {
    Run match = place.typed("shielding-data match x.shd forged.vsc");
    assertEquals(0, match.exit(), match.err());
    assertTrue(match.out().contains("according to the owner: unknown here ("), match.out());
    assertTrue(match.out().contains(CLAIM), match.out());
  }

  @Test
  void aVmIsOpenedWithAWordAboutItsOwner() {
    Run unshield = place.typed("vm unshield x.svm --as business-it -o o5");
    assertEquals(0, unshield.exit(), unshield.err());
    assertTrue(unshield.err().contains(CLAIM), unshield.err());
    assertFalse(unshield.err().contains("of central-it"), unshield.err());
  }

  @Test
  void theSignerOfATemplateIsAKeyAndNoName() {
    Run verify = place.typed("template verify disks/server.img forged.vsc");
    assertEquals(0, verify.exit(), verify.err());
    assertTrue(verify.out().contains("which is unknown here"), verify.out());
    String digest = verify.out().replaceAll("(?s).*sha256 ([0-9a-f]{64}).*", "$1");
    String required = "template verify disks/server.img forged.vsc --signer ";
    assertEquals(0, place.typed(required + digest).exit());
    assertEquals(3, place.typed(required + "0".repeat(64)).exit());
    assertEquals(2, place.typed(required + "central-it").exit());
  }

  /** A verb that shows an owner or a signer says that nobody here knows the key. */
  @Test
  void everyVerbThatShowsAnOwnerSaysWhoseWordItIs() {
    List<String> silent = new ArrayList<>();
    for (String line :
        List.of(
            "vm show x.svm",
            "vm check x.svm",
            "vm unshield x.svm --as business-it -o o1",
            "shielding-data show x.shd",
            "shielding-data match x.shd forged.vsc",
            "shielding-data open x.shd --as business-it -o o2",
            "template show forged.vsc",
            "template verify disks/server.img forged.vsc")) {
      Run run = place.typed(line);
      String said = run.out() + run.err();
      if (!said.contains("unknown")) {
        silent.add(line + ": " + said);
      }
    }
    assertEquals(List.of(), silent);
  }
}
