package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A path of {@code --guardians} gives its names, or it is said that it does not. */
class GuardiansPathTest {

  @TempDir Path folder;

  private CaseFolder opened;

  @BeforeEach
  void open() throws IOException {
    opened = CaseFolder.of("guardians-folder-is-a-link", folder);
  }

  private void link(String link, String target) throws IOException {
    Files.createDirectories(folder.resolve(link).getParent());
    Files.createSymbolicLink(folder.resolve(link), Path.of(target));
  }

  private void findsTheStranger(String path) {
    Run run = opened.run("audit dc.kp --guardians " + path);
    assertEquals(1, run.exit(), run.err());
    assertTrue(run.out().contains("error  unknown-guardian"), run.out());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void theNamedPathMayBeALink() throws IOException {
    link("link", "known");
    findsTheStranger("link");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkBelowIsFollowed() throws IOException {
    link("outer/current", "../known");
    findsTheStranger("outer");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkToTheFolderAboveItEndsTheWalk() throws IOException {
    link("known/again", "../known");
    findsTheStranger("known");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkThatLeadsNowhereIsNamed() throws IOException {
    link("known/lost.xml", "nothing");
    Run run = opened.run("audit dc.kp --guardians known");
    assertTrue(run.err().contains("lost.xml: a link that leads nowhere"), run.err());
  }

  @Test
  void aFolderWithNobodyInItEndsTheCommand() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    Run run = opened.run("audit dc.kp --guardians empty");
    assertEquals(6, run.exit(), run.out());
    assertTrue(run.err().contains("empty: no guardian or certificate"), run.err());
    assertEquals("", run.out());
  }

  @Test
  void aFolderThatIsCalledCurrentIsNoStore() throws IOException {
    Files.createDirectories(folder.resolve("weeks/current"));
    Files.move(folder.resolve("known"), folder.resolve("weeks/current/site"));
    findsTheStranger("weeks");
  }

  @Test
  void theFilesOfAStoreNameNobodyThoseOfFormerKeysToo() throws IOException {
    Path store = Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "generations");
    Run run = opened.run("audit dc.kp --guardians " + store.resolve("store"));
    assertEquals(6, run.exit(), run.err());
    assertEquals(1, run.err().lines().filter(line -> line.contains("skipped")).count());
    assertTrue(run.err().contains("store: a guardian store, expected files"), run.err());
  }

  @Test
  void aFolderThatLiesTooDeepIsNamed() throws IOException {
    Path deep = folder.resolve("top/1/2/3/4/5/6/7/8/9");
    Files.createDirectories(deep);
    Files.copy(folder.resolve("known/contoso.xml"), deep.resolve("contoso.xml"));
    Run run = opened.run("audit dc.kp --guardians top");
    assertEquals(6, run.exit(), run.out());
    assertTrue(run.err().contains("a folder that lies too deep; skipped"), run.err());
  }
}
