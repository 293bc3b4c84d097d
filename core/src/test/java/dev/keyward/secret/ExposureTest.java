package dev.keyward.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.keyward.internal.io.WindowsFiles;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which secrets other accounts can open. */
@Tag("windows")
class ExposureTest {

  @Test
  void namesTheFileBelowAFolderAndTheAccount() throws IOException {
    try (WindowsFiles windows = new WindowsFiles()) {
      Path folder = Files.createDirectories(windows.home().resolve("store").resolve("private"));
      Path key = Files.createFile(folder.resolve("signing.p12"));
      windows.allow(folder, WindowsFiles.OWNER);
      windows.allow(folder.getParent(), WindowsFiles.OWNER);
      windows.allow(key, WindowsFiles.OWNER, WindowsFiles.USERS);
      assertEquals(
          Optional.of(new Exposure(key, Optional.of(WindowsFiles.USERS))),
          Exposure.within(folder.getParent(), windows.rule()));
    }
  }

  @Test
  void whatIsNotThereYetGetsAListOfItsOwn() throws IOException {
    try (WindowsFiles windows = new WindowsFiles()) {
      Path fresh = windows.keys().resolve("store");
      assertEquals(Optional.empty(), Exposure.of(fresh, windows.rule()));
    }
  }

  @Test
  void aFileSystemWithoutPermissionsExposesAllThatIsMadeInIt() throws IOException {
    try (FileSystem stick =
            Jimfs.newFileSystem(
                Configuration.windows().toBuilder().setAttributeViews("basic").build());
        WindowsFiles windows = new WindowsFiles()) {
      Path fresh = stick.getPath("C:\\store");
      assertEquals(
          Optional.of(new Exposure(fresh, Optional.empty())), Exposure.of(fresh, windows.rule()));
    }
  }
}
