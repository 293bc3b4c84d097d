package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A certificate is not taken out of use while protectors need its key. */
@Timeout(60)
class NeededCertificateTest {

  @TempDir Path temp;
  private ServiceLab lab;
  private Path folder;

  @BeforeEach
  void make() throws Exception {
    lab = new ServiceLab(temp.resolve("lab"));
    folder = Files.createDirectory(lab.place().path("here"));
    Files.move(lab.place().path("p.xml"), folder.resolve("p.xml"));
  }

  private String primary(String use) {
    Matcher matcher =
        Pattern.compile(use + " +primary.*\\R +sha256 +([0-9a-f]{64})")
            .matcher(lab.done("hgs", "certificate", "list", "hgs"));
    assertTrue(matcher.find());
    return matcher.group(1);
  }

  private Run disable(String thumbprint, String... more) {
    String[] words = {"hgs", "certificate", "disable", "hgs", thumbprint};
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return lab.place().unlocked(all);
  }

  @Test
  void protectorsThatNeedTheKeyAreListed() {
    for (String use : new String[] {"encryption", "signing"}) {
      Run run = disable(primary(use), "--protectors", "here");
      assertEquals(1, run.exit());
      assertTrue(run.out().contains("p.xml"), run.out());
      assertEquals(
          "keyward: warning: nothing was disabled: 1 protector needs the key; --force disables it"
              + " anyway\n",
          run.err());
    }
  }

  @Test
  void aFileThatCannotBeJudgedMayNeedTheKey() throws Exception {
    byte[] broken = Files.readAllBytes(folder.resolve("p.xml"));
    broken[broken.length / 2] ^= 1;
    Files.write(folder.resolve("p.xml"), broken);
    Run run = disable(primary("encryption"), "--protectors", "here");
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("1 protector cannot be judged"), run.err());
  }

  @Test
  void aKeyThatNoProtectorNeedsIsTakenOutOfUse() throws Exception {
    String before = primary("encryption");
    lab.done("hgs", "certificate", "add", "hgs", "--use", "encryption", "--primary");
    Files.delete(folder.resolve("p.xml"));
    assertEquals(0, disable(before, "--protectors", "here").exit());
  }

  @Test
  void noProtectorNeedsTheKeyThatIssuesHealthCertificates() {
    assertEquals(0, disable(primary("attestation")).exit());
  }
}
