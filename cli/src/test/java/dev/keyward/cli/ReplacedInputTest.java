package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * No output replaces what its command reads, or what Keyward keeps, with {@code --force} either.
 */
class ReplacedInputTest {

  @TempDir Path folder;

  private Playground here;

  @BeforeEach
  void open() throws IOException {
    here = Playground.in(folder.resolve("case"));
    Files.createDirectory(here.path("vms-in"));
    Files.copy(here.path("protectors/hgs-vm.xml"), here.path("vms-in/a.json"));
  }

  private void refused(String kept, String words) {
    byte[] before = here.bytes(kept);
    Run run = here.run((words + " --force").split(" "));
    assertEquals(2, run.exit(), words + run.err());
    assertTrue(run.err().contains("would replace the input"), run.err());
    assertArrayEquals(before, here.bytes(kept));
  }

  @Test
  void everyInputIsKept() throws IOException {
    Files.copy(here.path("vms-in/a.json"), here.path("p.json"));
    Files.copy(here.path("metadata/stranger-metadata.xml"), here.path("g.json"));
    Files.copy(here.path("g.json"), here.path("vms-in/hgs.xml"));
    Files.writeString(here.path("passphrases"), "correct horse\n");
    List<String> outputs =
        List.of(
            "p.json:audit p.json --report p.json",
            "p.json:audit vms-in --policy p.json --sums p.json",
            "g.json:audit vms-in --guardians g.json --report g.json",
            "vms-in/a.json:audit vms-in --report vms-in/a.json",
            "vms-in/hgs.xml:audit vms-in --sums vms-in/hgs.xml",
            "vms-in/hgs.xml:audit vms-in --csv-basis vms-in/hgs.xml",
            "passphrases:guardian export central-it -o passphrases --passphrase-file passphrases",
            "p.json:protector hand-over p.json --to branch-it -o p.json",
            "p.json:audit merge p.json --report p.json",
            "p.json:fleet check fleets/branch.yaml --protectors p.json --report p.json",
            "vms-in/a.json:fleet init -o vms-in/a.json --protectors vms-in");
    for (String line : outputs) {
      int colon = line.indexOf(':');
      refused(line.substring(0, colon), line.substring(colon + 1));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void linksAndHardLinksAreTheSameFile() throws IOException {
    Files.createLink(here.path("hard.json"), here.path("vms-in/a.json"));
    refused("vms-in/a.json", "audit vms-in/a.json --report hard.json");
    refused("vms-in/a.json", "protector grant vms-in/a.json --guardian x -o hard.json");
    Files.createSymbolicLink(here.path("soft.json"), here.path("vms-in/a.json"));
    refused("vms-in/a.json", "audit vms-in/a.json --report soft.json");
    Files.createSymbolicLink(here.path("folder"), here.path("vms-in"));
    refused("vms-in/a.json", "audit vms-in --report folder/a.json");
    Files.createDirectory(here.path("out"));
    Files.createLink(here.path("out/hgs-vm.xml"), here.path("vms-in/a.json"));
    refused(
        "vms-in/a.json",
        "protector grant protectors/hgs-vm.xml vms-in/a.json --guardian x --out-dir out");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files there do not count their names")
  void aHardLinkInAFolderIsTheSameFile() throws IOException {
    Files.createLink(here.path("other.json"), here.path("vms-in/a.json"));
    refused("vms-in/a.json", "audit vms-in --report other.json");
  }

  @Test
  void aFileThatAnInputNamesIsKept() {
    refused(
        "fleets/client.json",
        "fleet check fleets/configuration.yaml --protectors protectors --report fleets/client.json");
  }

  @Test
  void whatIsWrittenIntoAFolderReplacesNoOtherInput() throws IOException {
    Files.createDirectory(here.path("out"));
    for (String name : List.of("hgs-vm.xml", "signing.p12")) {
      Files.copy(here.path("passphrase.txt"), here.path("out/" + name));
    }
    refused(
        "out/hgs-vm.xml",
        "protector grant protectors/hgs-vm.xml --guardian branch-hgs --out-dir out"
            + " --passphrase-file out/hgs-vm.xml");
    refused(
        "out/signing.p12",
        "guardian export central-it --with-keys -o out --passphrase-file out/signing.p12");
  }

  @Test
  void anEditIntoTheFolderOfTheFileIsAnEditInPlace() throws IOException {
    Run run =
        here.unlocked(
            "protector grant vms-in/a.json --guardian branch-hgs --out-dir vms-in --force"
                .split(" "));
    assertEquals(0, run.exit(), run.err());
  }

  @Test
  void twoResultsDoNotReplaceEachOther() {
    for (String line :
        List.of(
            "audit vms-in --report r.json --report ./r.json",
            "audit vms-in --report r.csv --csv-basis vms-in/../r.csv",
            "audit vms-in --report r.json --sums vms-in/../r.json")) {
      Run run = here.run((line + " --force").split(" "));
      assertEquals(2, run.exit(), line + run.err());
      assertTrue(run.err().contains("two results go to the file"), run.err());
    }
  }

  @Test
  void whatKeywardKeepsIsKept() throws IOException {
    Path own = Files.writeString(here.path("store/guardians/notes.xml"), "mine");
    Files.writeString(here.path("hgs/notes.xml"), "mine");
    Files.writeString(here.path("hosts/branch/notes.xml"), "mine");
    List<String> inside =
        List.of(
            "guardian export central-it -o store/guardians/notes.xml",
            "guardian export central-it --store s -o store/guardians/notes.xml",
            "hgs metadata hgs -o hgs/service/current",
            "hgs metadata hgs -o hgs/notes.xml",
            "guardian export central-it -o hosts/branch/notes.xml",
            "protector convert vms-in/a.json --encoding xml -o store/guardians/notes.xml",
            "protector grant vms-in/a.json --guardian x --out-dir store");
    for (String line : inside) {
      Run run = here.run((line + " --force").split(" "));
      assertEquals(2, run.exit(), line + run.err());
      assertTrue(run.err().contains("which Keyward keeps for itself"), line + run.err());
    }
    assertEquals("mine", Files.readString(own));
  }

  @Test
  void anEarlierReportInTheAuditedFolderIsReplaced() {
    String[] words =
        "audit vms-in --report vms-in/r.json --report vms-in/r.html --report vms-in/r.sarif --report vms-in/r.csv --sums vms-in/sums --force"
            .split(" ");
    Run first = here.run(words);
    assertEquals(0, first.exit(), first.err());
    Run again = here.run(words);
    assertEquals(0, again.exit(), again.err());
  }

  /** A name is no path, even where a file is called so. */
  @Test
  void aNameIsNoInput() throws IOException {
    Files.writeString(here.path("central-it"), "x");
    Run run = here.run("guardian", "export", "central-it", "-o", "central-it", "--force");
    assertEquals(0, run.exit(), run.err());
  }
}
