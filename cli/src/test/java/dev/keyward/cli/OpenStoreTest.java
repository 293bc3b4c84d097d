package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who can write into a store decides who is trusted. */
@Tag("windows")
class OpenStoreTest {

  @TempDir private Path folder;

  @Test
  void aStoreThatOthersMayWriteToIsWarnedOfOnce() throws IOException {
    Playground playground = Playground.in(folder.resolve("play"));
    Path store = playground.path("store");
    assumeTrue(
        Files.getFileStore(store).supportsFileAttributeView("posix"),
        "skipped: this file system has no permissions");
    Run closed = playground.run("guardian", "list");
    assertEquals("", closed.err());
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxrwx---"));
    Run open = playground.run("guardian", "list");
    assertEquals(0, open.exit());
    assertEquals(closed.out(), open.out());
    assertEquals(1, open.err().lines().filter(line -> line.contains("chmod go-w")).count());
    assertTrue(open.err().startsWith("keyward: warning: "), open.err());
  }

  @Test
  @EnabledOnOs(value = OS.WINDOWS, disabledReason = "other systems keep no lists of accounts")
  void aStoreWithAnotherAccountInItsListIsWarnedOfOnce() throws IOException {
    Playground playground = Playground.in(folder.resolve("play"));
    Path store = playground.path("store");
    AclFileAttributeView view = view(store);
    UserPrincipalLookupService accounts = store.getFileSystem().getUserPrincipalLookupService();
    UserPrincipal everyone = accounts.lookupPrincipalByGroupName("Everyone");
    assumeTrue(
        view(Path.of(System.getProperty("user.home"))).getAcl().stream()
            .noneMatch(entry -> entry.principal().equals(everyone)),
        "skipped: everybody may enter the home folder, as it is under Wine");
    List<AclEntry> list = new ArrayList<>(view.getAcl());
    list.add(
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(everyone)
            .setPermissions(AclEntryPermission.READ_DATA, AclEntryPermission.EXECUTE)
            .build());
    view.setAcl(list);
    Run open = playground.run("guardian", "list");
    assertEquals(0, open.exit());
    String warning = everyone.getName() + " can open it; remove this account from its permissions";
    assertEquals(1, open.err().lines().filter(line -> line.contains(warning)).count(), open.err());
  }

  private static AclFileAttributeView view(Path path) {
    return Files.getFileAttributeView(path, AclFileAttributeView.class);
  }
}
