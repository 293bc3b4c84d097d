package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names, links and metadata by which strangers made honest people believe or run something else.
 */
class StrangersWordsTest {

  private static final String LINKS = "symbolic links need a right there";

  @TempDir Path folder;

  private Playground here;

  @BeforeEach
  void open() {
    here = Playground.of("strangers/words", folder.resolve("here"));
  }

  private Run keyward(String... words) {
    return here.run(
        Stream.concat(Stream.of("--store", "none"), Stream.of(words)).toArray(String[]::new));
  }

  private Run audit(String input, String policy, String... more) {
    Stream<String> words = Stream.of("audit", input, "--guardians", "known", "--policy", policy);
    return keyward(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
  }

  /** Case dash. */
  @Test
  void aNameThatLooksLikeAnOptionIsBound() {
    String out = audit("dash.clixml", "required.yaml", "--shell", "posix").out();
    assertTrue(out.contains("grant dash.clixml '--vm=--help' --number 1 --guardian"), out);
    assertFalse(out.contains("--vm --help"), out);
  }

  /** Case powershell-remedy. */
  @Test
  void aNameWithQuotesIsQuotedForTheShellThatIsNamed() {
    String posix = audit("quotes.json", "required.yaml", "--shell", "posix").out();
    assertTrue(posix.contains("'web'\\''; Remove-VM -Name * -Force; '\\'''"), posix);
    String powershell = audit("quotes.json", "required.yaml", "--shell", "powershell").out();
    assertTrue(powershell.contains("'\"web''; Remove-VM -Name * -Force; ''\"'"), powershell);
    assertTrue(powershell.contains("commands are for PowerShell"), powershell);
  }

  /** Case mend-other-file: the sign of replacement is the name of another machine. */
  @Test
  void aNameThatCannotBePrintedGetsNoCommand() {
    String out = audit("replaced.clixml", "forbidden.yaml").out();
    assertTrue(out.contains("replaced.clixml#app<U+200B>1"), out);
    assertTrue(out.contains("no command is printed, because the name app<U+200B>1"), out);
    assertFalse(out.contains("keyward protector revoke"), out);
  }

  /** Cases link-remedy and symlink-digest. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = LINKS)
  void whatALinkOutOfTheFolderLeadsToIsNeitherReadNorNamed() throws IOException {
    Files.createDirectories(here.path("share"));
    Files.writeString(here.path("secret.txt"), "Summer2026\n");
    Files.createSymbolicLink(here.path("share/tenant-7.kp"), Path.of("../dc01.kp"));
    Files.createSymbolicLink(here.path("share/vm7.xml"), Path.of("../secret.txt"));
    Run audit = audit("share", "required.yaml", "--report", "r.csv");
    assertEquals(6, audit.exit(), audit.out());
    String report = Files.exists(here.path("r.csv")) ? Files.readString(here.path("r.csv")) : "";
    for (String said : List.of(audit.out(), audit.err(), report)) {
      assertFalse(said.contains("keyward protector grant"), said);
      assertFalse(said.contains("9a10bd585272ec77"), said);
    }
    Run edit = keyward("protector", "revoke", "share/tenant-7.kp", "--guardian", "x", "--in-place");
    assertTrue(edit.exit() != 0, edit.err());
    assertTrue(Files.isSymbolicLink(here.path("share/tenant-7.kp")));
  }

  /** Case output-link. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = LINKS)
  void aReportIsNeverWrittenThroughALink() throws IOException {
    Files.createDirectories(here.path("share"));
    Files.writeString(here.path("profile"), "# mine\n");
    Files.createSymbolicLink(here.path("share/audit.csv"), Path.of("../profile"));
    Run audit = audit("dc01.kp", "required.yaml", "--report", "share/audit.csv", "--force");
    assertTrue(audit.exit() >= 2, audit.out());
    assertEquals("# mine\n", Files.readString(here.path("profile")));
  }

  /** Case glob-options: a shell puts the names of all files in the place of a star. */
  @Test
  void aFileThatIsNamedLikeAnOptionGrantsNobody() throws IOException {
    Files.createFile(here.path("--guardian=datacenter-hgs"));
    byte[] before = here.bytes("dc01.kp");
    Run grant =
        keyward(
            "protector",
            "grant",
            "--guardian",
            "branch-hgs",
            "--in-place",
            "--guardian=datacenter-hgs",
            "dc01.kp");
    assertEquals(2, grant.exit(), grant.err());
    assertTrue(grant.err().contains("a file in this folder has the same name"), grant.err());
    assertEquals(List.of(), changed(before));
  }

  private List<String> changed(byte[] before) {
    return Arrays.equals(before, here.bytes("dc01.kp")) ? List.of() : List.of("dc01.kp");
  }

  /** Case metadata-from-a-grant: somebody who was granted once signed over another's keys. */
  @Test
  void metadataThatItsGuardianDidNotSignNamesNobody() {
    here = Playground.of("strangers/metadata-from-a-grant", folder.resolve("metadata"));
    String warning = "known/contoso: not signed by the guardian it names; skipped";
    assertTrue(audit("vms", "policy.yaml").err().contains(warning));
    Run check =
        keyward(
            "protector", "check", "vms/vm1.xml", "--guardians", "known", "--guardian", "contoso");
    assertTrue(check.exit() != 0, check.out());
    assertTrue(check.err().contains("no guardian named contoso"), check.err());
    String store = folder.resolve("new-store").toString();
    Run trusted =
        here.run(
            "--store",
            store,
            "guardian",
            "import",
            "contoso",
            "contoso.xml",
            "--allow-untrusted-root");
    assertTrue(trusted.exit() != 0, trusted.err());
    Run rooted =
        here.run(
            "--store",
            store,
            "guardian",
            "import",
            "contoso",
            "rooted/contoso.xml",
            "--trust",
            "rooted/root.pem");
    assertEquals(4, rooted.exit(), rooted.err());
  }
}
