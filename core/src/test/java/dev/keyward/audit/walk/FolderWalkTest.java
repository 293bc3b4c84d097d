package dev.keyward.audit.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.audit.Audit;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.result.AuditSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Large folders are listed in order without being held. */
class FolderWalkTest {

  @TempDir private Path folder;
  @TempDir private Path temporary;

  private FolderWalk walk(int mostHeld) {
    return new FolderWalk(folder, new FolderWalk.Room(temporary, mostHeld));
  }

  private List<String> listed(int mostHeld) throws IOException {
    List<String> listed = new ArrayList<>();
    try (FolderWalk walk = walk(mostHeld)) {
      Optional<FolderWalk.Step> step = walk.next();
      while (step.isPresent()) {
        listed.add(step.get().relative());
        step = walk.next();
      }
    }
    return listed;
  }

  private List<Path> leftBehind() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      return left.toList();
    }
  }

  @Test
  void aFolderThatIsRemovedMeanwhileIsNoFolderThatIsClosed() throws IOException {
    Files.createFile(folder.resolve("a"));
    Path removed = Files.createDirectory(folder.resolve("b"));
    try (FolderWalk walk = walk(9)) {
      assertEquals("a", walk.next().orElseThrow().relative());
      Files.delete(removed);
      assertEquals(Optional.empty(), walk.next());
    }
  }

  @Test
  void givesTheSameOrderHoweverFewNamesAreHeld() throws IOException {
    Random random = new Random(7);
    TreeSet<String> expected = new TreeSet<>(FolderNames::byBytes);
    String[] pieces = {
      "a", "b-", "-", ".", "\u00e9", "\uff5e", "\ud83d\ude00", "Z", "x".repeat(40)
    };
    for (int index = 0; index < 400; index++) {
      StringBuilder name = new StringBuilder();
      for (int part = random.nextInt(4); part >= 0; part--) {
        name.append(pieces[random.nextInt(pieces.length)]);
      }
      String relative = "d" + random.nextInt(3) + "/" + name + index;
      Path file = folder.resolve(relative);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
      expected.add(relative);
    }
    for (int mostHeld : new int[] {1, 2, 7, 133, 1000}) {
      assertEquals(List.copyOf(expected), listed(mostHeld), "held " + mostHeld);
    }
    assertEquals(List.of(), leftBehind());
  }

  @Test
  void leavesNothingBehindWhereItIsLeftEarly() throws IOException {
    for (int index = 0; index < 20; index++) {
      Files.createFile(folder.resolve("f" + index));
    }
    try (FolderWalk walk = walk(3)) {
      assertEquals("f0", walk.next().orElseThrow().relative());
    }
    assertEquals(List.of(), leftBehind());
  }

  @Test
  void saysWhereThereIsNoRoomToSort() throws IOException {
    for (int index = 0; index < 5; index++) {
      Files.createFile(folder.resolve("f" + index));
    }
    FolderWalk.Room none = new FolderWalk.Room(temporary.resolve("gone"), 2);
    try (FolderWalk walk = new FolderWalk(folder, none)) {
      FileSystemException e = assertThrows(FileSystemException.class, walk::next);
      assertTrue(e.getReason().startsWith("no room to sort"), e.getReason());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void tellsLongFilesAndLinksByTheListing() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("long").toFile(), "rw")) {
      file.setLength(FileExaminer.MOST_WHOLE + 1L);
    }
    Files.createFile(folder.resolve("short"));
    Files.createSymbolicLink(folder.resolve("to-long"), folder.resolve("long"));
    Files.createSymbolicLink(folder.resolve("to-nothing"), folder.resolve("gone"));
    Files.createSymbolicLink(folder.resolve("to-folder"), folder);
    List<String> kinds = new ArrayList<>();
    try (FolderWalk walk = walk(9)) {
      Optional<FolderWalk.Step> step = walk.next();
      while (step.isPresent()) {
        kinds.add(step.get().relative() + " " + step.get().kind());
        step = walk.next();
      }
    }
    assertEquals(
        List.of(
            "long LONG_FILE", "short FILE", "to-folder LINK", "to-long LINK_IN", "to-nothing LINK"),
        kinds);
    long real = FileExaminer.MOST_WHOLE + 1L;
    assertEquals(real, Audit.bytes(List.of(new AuditSource.OnDisk("f", folder))));
  }

  @Test
  void countsNoFurtherThanIsEnough() throws IOException {
    for (int index = 0; index < 10; index++) {
      Files.write(folder.resolve("f" + index), new byte[100]);
    }
    List<AuditSource> sources = List.of(new AuditSource.OnDisk("f", folder));
    assertEquals(400, Audit.bytes(sources, 350));
    assertEquals(1000, Audit.bytes(sources));
  }

  @Test
  void listsTwentyThousandFilesAsSortDoes() throws Exception {
    sameAsSort(20_000);
  }

  @Test
  @Tag("soak")
  void listsAMillionFilesAsSortDoes() throws Exception {
    sameAsSort(1_000_000);
  }

  private void sameAsSort(int files) throws Exception {
    assumeTrue(hasShell(), "skipped: there is no shell to ask sort");
    for (int index = 0; index < files; index++) {
      // In an order of creation that is not that of the names.
      Files.createFile(folder.resolve("vm-" + (index * 7919L % files) + ".xml"));
    }
    Process sort =
        new ProcessBuilder("sh", "-c", "find . -type f -printf '%P\\n' | LC_ALL=C sort")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    long seen = 0;
    try (FolderWalk walk = new FolderWalk(folder, new FolderWalk.Room(temporary, 1 << 16));
        BufferedReader sorted =
            new BufferedReader(
                new InputStreamReader(sort.getInputStream(), StandardCharsets.UTF_8))) {
      Optional<FolderWalk.Step> step = walk.next();
      while (step.isPresent()) {
        assertEquals(sorted.readLine(), step.get().relative());
        seen++;
        step = walk.next();
      }
    }
    assertEquals(files, seen);
    assertEquals(List.of(), leftBehind());
  }

  /** Asked first, because so many files take their time. */
  private static boolean hasShell() throws InterruptedException {
    try {
      return new ProcessBuilder("sh", "-c", ":").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
