package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of one machine of an export, and of wrappings whose guardian nobody knows. */
class OneOfManyTest {

  @TempDir Path folder;

  private CaseFolder opened;

  @BeforeEach
  void open() throws IOException {
    opened = CaseFolder.of("fleet-grants-whole-export", folder);
  }

  private String firstName() throws IOException {
    String json = Files.readString(folder.resolve("exp.json"));
    return json.replaceAll("(?s).*?\"(?:VMName|Name)\"\\s*:\\s*\"([^\"]+)\".*", "$1");
  }

  @Test
  void aNameThatTwoMachinesHavePicksNeither() throws IOException {
    String json = Files.readString(folder.resolve("exp.json"));
    Files.writeString(
        folder.resolve("exp.json"),
        json.replaceAll("(\"(?:VMName|Name)\"\\s*:\\s*)\"[^\"]+\"", "$1\"same\""));
    Run run = opened.run("protector grant exp.json --vm same --guardian muenchen-hgs --in-place");
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains("--vm same fits several machines: "), run.err());
  }

  @Test
  void twoMachinesOfOneIdAreToldApartByTheirHosts() throws IOException {
    Path export = Path.of(System.getProperty("keyward.fixtures"), "powershell/vms-two-hosts.json");
    Files.copy(export, folder.resolve("two.json"));
    Run run = opened.run("protector show two.json --vm web-01");
    assertEquals(2, run.exit(), run.err());
    String error = "--vm web-01 fits several machines: web-01@HV1, web-01@HV2";
    assertTrue(run.err().contains(error), run.err());
  }

  /** What audits print of two machines of one name: the number says which one is meant. */
  @Test
  void aNumberPicksOneOfTwoMachinesWithOneName() throws IOException {
    String json = Files.readString(folder.resolve("exp.json"));
    Files.writeString(
        folder.resolve("exp.json"),
        json.replaceAll("(\"(?:VMName|Name)\"\\s*:\\s*)\"[^\"]+\"", "$1\"same\""));
    String revoke = "protector revoke exp.json --vm same --number 2 --wrapping 1 --in-place";
    Run run = opened.run(revoke);
    assertEquals(0, run.exit(), run.err());
    assertEquals(1, run.err().split(": changed", -1).length - 1, run.err());
    assertTrue(opened.run("protector show exp.json --number 1").out().contains("wrapping 1"));
    assertFalse(opened.run("protector show exp.json --number 2").out().contains("wrapping 1"));
  }

  @Test
  void aNumberOfAnotherMachinePicksNone() throws IOException {
    Run other = opened.run("protector show exp.json --vm other --number 1");
    assertEquals(3, other.exit(), other.err());
    assertTrue(other.err().contains("number 1 is " + firstName()), other.err());
    Run none = opened.run("protector show exp.json --number 9999");
    assertTrue(none.err().contains("no protector of number 9999"), none.err());
    assertEquals(2, opened.run("protector show exp.json --number 0").exit());
    Run converted =
        opened.run("protector convert exp.json --number 1 --encoding xml -o one.xml --force");
    assertEquals(0, converted.exit(), converted.err());
  }

  @Test
  void aWrappingGoesByItsNumber() throws IOException {
    String vm = firstName();
    Run own = opened.run("protector revoke exp.json --vm " + vm + " --wrapping 0 --in-place");
    assertEquals(3, own.exit(), own.err());
    assertTrue(own.err().contains("is the owner's"), own.err());
    Run revoke = opened.run("protector revoke exp.json --vm " + vm + " --wrapping 1 --in-place");
    assertEquals(0, revoke.exit(), revoke.err());
    assertTrue(revoke.err().contains("changed"), revoke.err());
  }

  @Test
  void whatNoNumberOrFingerprintNamesStaysAsItIs() throws IOException {
    Run run =
        opened.run("protector revoke exp.json --thumbprint " + "0".repeat(64) + " --in-place");
    assertEquals(0, run.exit(), run.err());
    assertEquals(2, opened.run("protector revoke exp.json --wrapping x --in-place").exit());
    assertEquals(2, opened.run("protector revoke exp.json --in-place").exit());
  }

  @Test
  void entriesOfForeignOwnersAreListedAndLeft() throws IOException {
    Path contoso = folder.resolve("store/guardians/contoso");
    Run without = opened.run("guardian remove contoso --yes");
    assertEquals(0, without.exit(), without.err());
    assertTrue(Files.notExists(contoso.resolve("current")));
    Run refused = opened.run("protector grant exp.json --guardian muenchen-hgs --in-place");
    assertEquals(4, refused.exit(), refused.err());
    Run skipped =
        opened.run("protector grant exp.json --guardian muenchen-hgs --in-place --skip-foreign");
    assertEquals(1, skipped.exit(), skipped.err());
    assertTrue(skipped.err().contains("left as it is"), skipped.err());
  }
}
