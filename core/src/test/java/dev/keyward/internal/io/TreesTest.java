package dev.keyward.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is removed with a folder, and what only lies behind a link in it. */
class TreesTest {

  @TempDir private Path root;
  private Path folder;
  private Path elsewhere;
  private Path kept;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(root.resolve("folder"));
    elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    kept = Files.writeString(elsewhere.resolve("kept"), "mine");
  }

  /** As Windows describes a junction and a folder of a cloud. */
  private static BasicFileAttributes ofReparsePoint() {
    return (BasicFileAttributes)
        Proxy.newProxyInstance(
            TreesTest.class.getClassLoader(),
            new Class<?>[] {BasicFileAttributes.class},
            (proxy, method, arguments) ->
                method.getName().equals("isOther") || method.getName().equals("isDirectory"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void whatASymbolicLinkLeadsToStays() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    Trees.delete(folder);
    assertFalse(Files.exists(folder));
    assertTrue(Files.exists(kept));
  }

  @Test
  @EnabledOnOs(value = OS.WINDOWS, disabledReason = "only Windows has junctions")
  void whatAJunctionLeadsToStays() throws Exception {
    String link = folder.resolve("link").toString();
    new ProcessBuilder("cmd", "/c", "mklink", "/J", link, elsewhere.toString()).start().waitFor();
    Trees.delete(folder);
    assertFalse(Files.exists(folder));
    assertTrue(Files.exists(kept));
  }

  @Test
  void whatMayBeAJunctionIsNotEntered() throws IOException {
    FileVisitResult result = new Trees.Deleter().preVisitDirectory(folder, ofReparsePoint());
    assertEquals(FileVisitResult.SKIP_SUBTREE, result);
    assertFalse(Files.exists(folder));
  }

  @Test
  void aFolderOfACloudIsEntered() throws IOException {
    FileVisitResult result = new Trees.Deleter().preVisitDirectory(elsewhere, ofReparsePoint());
    assertEquals(FileVisitResult.CONTINUE, result);
    assertTrue(Files.exists(kept));
  }
}
