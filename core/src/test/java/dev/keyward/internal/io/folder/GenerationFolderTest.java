package dev.keyward.internal.io.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
class GenerationFolderTest {

  private static final String FIRST = "0000000000000001";
  private static final String SECOND = "0000000000000002";
  private static final byte[] OLD = {1};
  private static final byte[] NEW = {2};

  @TempDir Path parent;
  private GenerationFolder folder;

  @BeforeEach
  void open() {
    folder = new GenerationFolder(parent.resolve("folder"));
  }

  @Test
  void aFolderThatIsNotThereReadsAsNothing() throws Exception {
    assertEquals(Optional.empty(), folder.read(generation -> "x"));
  }

  @Test
  void replacingLeavesOnlyTheNewGeneration() throws Exception {
    folder.create(FIRST, Map.of("a/b", OLD));
    folder.replace(SECOND, Map.of("a/b", NEW));
    assertArrayEquals(NEW, content());
    assertFalse(Files.exists(parent.resolve("folder").resolve(FIRST)));
  }

  @Test
  void aGenerationThatExistsIsNeverTouched() throws Exception {
    folder.create(FIRST, Map.of("a/b", OLD));
    assertThrows(FileAlreadyExistsException.class, () -> folder.replace(FIRST, Map.of("a/b", NEW)));
    assertArrayEquals(OLD, content());
  }

  @Test
  void aReplacementThatFailsLeavesTheOldGeneration() throws Exception {
    folder.create(FIRST, Map.of("a/b", OLD));
    Map<String, byte[]> impossible = Map.of("a\0b", NEW);
    assertThrows(RuntimeException.class, () -> folder.replace(SECOND, impossible));
    assertArrayEquals(OLD, content());
    assertFalse(Files.exists(parent.resolve("folder").resolve(SECOND)));
  }

  @Test
  void aReaderThatIsOvertakenStartsAnew() throws Exception {
    folder.create(FIRST, Map.of("a/b", OLD));
    AtomicInteger tries = new AtomicInteger();
    byte[] read =
        folder
            .read(
                generation -> {
                  if (tries.incrementAndGet() == 1) {
                    folder.replace(SECOND, Map.of("a/b", NEW));
                  }
                  return Files.readAllBytes(generation.resolve("a/b"));
                })
            .orElseThrow();
    assertArrayEquals(NEW, read);
    assertEquals(2, tries.get());
  }

  @Test
  void removingLeavesNothing() throws Exception {
    folder.create(FIRST, Map.of("a/b", OLD));
    folder.remove(SECOND);
    try (var entries = Files.list(parent)) {
      assertEquals(0, entries.count());
    }
  }

  private byte[] content() throws Exception {
    return folder.read(GenerationFolderTest::content).orElseThrow();
  }

  private static byte[] content(Path generation) throws IOException {
    return Files.readAllBytes(generation.resolve("a/b"));
  }
}
