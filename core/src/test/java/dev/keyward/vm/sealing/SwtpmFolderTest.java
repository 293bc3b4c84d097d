package dev.keyward.vm.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwtpmFolderTest {

  private static final byte[] NEXT = "next".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path path;

  @BeforeEach
  void begin() throws Exception {
    Files.writeString(path.resolve("tpm2-00.permall"), "present");
    Files.writeString(path.resolve("tpm2-00.permall.former"), "older");
  }

  @Test
  void theSwapKeepsThePresentStateAsTheFormerOne() throws Exception {
    try (SwtpmFolder folder = SwtpmFolder.claim(path)) {
      folder.write(NEXT);
      assertEquals("present", Files.readString(folder.present()));
      assertEquals("older", Files.readString(folder.former()));
      folder.swap();
      assertEquals("next", Files.readString(folder.present()));
      assertEquals("present", Files.readString(folder.former()));
      assertFalse(Files.exists(folder.next()));
      SwtpmFolder.forgetFormer(folder.present());
      assertFalse(Files.exists(folder.former()));
      assertTrue(Files.exists(folder.present()));
    }
  }

  @Test
  void aNextStateThatIsThereIsNotReplaced() throws Exception {
    try (SwtpmFolder folder = SwtpmFolder.claim(path)) {
      folder.write(NEXT);
      assertThrows(FileAlreadyExistsException.class, () -> folder.write(NEXT));
      folder.discard();
      folder.write(NEXT);
    }
  }

  @Test
  void oneCommandAtATimeHasTheFolder() throws Exception {
    SwtpmFolder folder = SwtpmFolder.claim(path);
    assertThrows(FileSystemException.class, () -> SwtpmFolder.claim(path));
    folder.close();
    SwtpmFolder.claim(path).close();
  }
}
