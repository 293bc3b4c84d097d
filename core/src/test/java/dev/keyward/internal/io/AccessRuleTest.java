package dev.keyward.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may be in the access control list of a secret on Windows. */
@Tag("windows")
class AccessRuleTest {

  private WindowsFiles windows;
  private Path file;

  @BeforeEach
  void makeFiles() throws IOException {
    windows = new WindowsFiles();
    file = windows.keys().resolve("signing.p12");
  }

  @AfterEach
  void closeFiles() throws IOException {
    windows.close();
  }

  @Test
  void aNewSecretIsItsOwnersAlone() throws IOException {
    try (FileChannel channel = OwnerOnly.newFile(file, windows.rule())) {
      assertEquals(List.of(WindowsFiles.OWNER), WindowsFiles.accounts(file));
      channel.write(ByteBuffer.wrap(new byte[] {1}));
    }
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
  }

  @Test
  void aFolderIsItsOwnersAloneAndPassesThatOn() throws IOException {
    Path folder = windows.keys().resolve("store");
    OwnerOnly.newFolder(folder, windows.rule());
    assertEquals(List.of(WindowsFiles.OWNER), WindowsFiles.accounts(folder));
  }

  @Test
  void namesTheAccountThatStaysInTheListAndLeavesNoFile() {
    FileSystemException refused =
        assertThrows(
            FileSystemException.class, () -> OwnerOnly.newFile(file, windows.merging()).close());
    assertEquals("C:\\keys", refused.getFile());
    assertTrue(refused.getReason().startsWith(WindowsFiles.USERS), refused.getReason());
    assertFalse(Files.exists(file));
  }

  @Test
  void leavesNoFolderThatAnotherAccountCouldEnter() {
    Path folder = windows.keys().resolve("store");
    assertThrows(FileSystemException.class, () -> OwnerOnly.newFolder(folder, windows.merging()));
    assertFalse(Files.exists(folder));
  }

  @Test
  void whoIsInTheListOfTheHomeFolderMayBeInThatOfASecret() throws IOException {
    Files.createFile(file);
    windows.allow(file, WindowsFiles.OWNER, WindowsFiles.SYSTEM);
    assertEquals(Optional.empty(), windows.rule().stranger(file));
  }

  @Test
  void seesAnAccountThatTheFolderPassedOnLater() throws IOException {
    OwnerOnly.newFile(file, windows.rule()).close();
    windows.allow(file, WindowsFiles.OWNER, WindowsFiles.USERS);
    assertEquals(Optional.of(WindowsFiles.USERS), windows.rule().stranger(file));
  }

  @Test
  void aFileThatIsReplacedPassesItsListOn() throws IOException {
    Path old = Files.createFile(windows.keys().resolve("vm1.kp"));
    windows.allow(old, WindowsFiles.OWNER);
    Path fresh = Files.createFile(windows.keys().resolve("fresh"));
    windows.allow(fresh, WindowsFiles.OWNER, WindowsFiles.USERS);
    PassedPermissions.of(old, fresh);
    assertEquals(List.of(WindowsFiles.OWNER), WindowsFiles.accounts(fresh));
  }

  @Test
  void anAccountThatIsDeniedIsNoStranger() throws IOException {
    Files.createFile(file);
    windows.deny(file, WindowsFiles.USERS);
    assertEquals(Optional.empty(), windows.rule().stranger(file));
  }

  @Test
  void aFileWithoutAListIsOpenToEverybody() throws IOException {
    Files.createFile(file);
    windows.allow(file);
    assertEquals(Optional.of(AccessRule.EVERYBODY), windows.rule().stranger(file));
  }

  @Test
  void withoutAHomeFolderOnlyTheOwnerMayBeInTheList() throws IOException {
    Files.createFile(file);
    windows.allow(file, WindowsFiles.OWNER, WindowsFiles.SYSTEM);
    AccessRule homeless = new AccessRule(windows.home().resolve("none"));
    assertEquals(Optional.of(WindowsFiles.SYSTEM), homeless.stranger(file));
  }
}
