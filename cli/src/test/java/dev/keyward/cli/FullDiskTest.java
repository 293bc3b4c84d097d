package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full disk and one that cannot be written: the error is clear, nothing is lost or half-written.
 */
class FullDiskTest {

  private static Path made;

  @TempDir Path work;
  private Path disk;

  /** A store with guardians, and a protector, which all tests have copies of. */
  @BeforeAll
  static void make(@TempDir Path folder) throws Exception {
    made = folder;
    for (String name : List.of("owner", "first", "second")) {
      done(made, "guardian", "create", name, "--key-size", "2048");
    }
    done(made, "protector", "create", "--owner", "owner", "--guardian", "first", "-o", "a.xml");
  }

  @BeforeEach
  void mountASmallDisk() throws Exception {
    disk = Files.createDirectory(work.resolve("disk"));
    boolean mounted = ran("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    disk = mounted ? disk : null;
    Assumptions.assumeTrue(mounted, "skipped: no small file system can be mounted here");
    Spawned.copyTree(made.resolve(".keyward"), work.resolve(".keyward"));
    Files.copy(made.resolve("a.xml"), disk.resolve("a.xml"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      assertTrue(ran("umount", disk.toString()));
    }
  }

  @Test
  void aGrantOnAFullDiskLeavesTheFileAsItWas() throws Exception {
    byte[] before = Files.readAllBytes(disk.resolve("a.xml"));
    fill();
    Spawned.Ended ended =
        run("protector", "grant", "disk/a.xml", "--guardian", "second", "--in-place");
    assertEquals(5, ended.code());
    assertTrue(ended.err().contains("disk/a.xml: no space left on device"), ended.err());
    assertArrayEquals(before, Files.readAllBytes(disk.resolve("a.xml")));
    assertEquals(2, Spawned.regularFiles(disk).size());
  }

  /** The disk is full half-way: the new secret alone is as large as the disk. */
  @Test
  void anUpdateOnAFullDiskLeavesTheMachineAsItWas() throws Exception {
    Files.writeString(
        work.resolve("vm.json"),
        "{\"schema\":\"keyward.vm/1\",\"id\":\"3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50\","
            + "\"name\":\"app\",\"generation\":2}");
    done(
        ("vm shield vm.json --owner owner --guardian first --policy shielded"
                + " --secret word=vm.json -o disk/app.svm")
            .split(" "));
    byte[] before = Files.readAllBytes(disk.resolve("app.svm"));
    List<Path> files = Spawned.regularFiles(disk);
    Files.write(work.resolve("large"), new byte[1 << 16]);
    for (String target : List.of("--in-place", "-o disk/new.svm")) {
      String update = "vm update disk/app.svm --as owner --set-secret word=large " + target;
      Spawned.Ended ended = run(update.split(" "));
      assertEquals(5, ended.code(), ended.err());
      assertTrue(ended.err().contains(".svm: no space left on device"), ended.err());
      assertArrayEquals(before, Files.readAllBytes(disk.resolve("app.svm")));
      assertEquals(files, Spawned.regularFiles(disk));
    }
  }

  @Test
  void aBatchOnAFullDiskWritesWholeFilesOrNone() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add("{\"id\":\"vm" + i + "\",\"owner\":\"owner\",\"guardians\":[\"first\"]}");
    }
    Files.write(work.resolve("batch.jsonl"), lines);
    Spawned.Ended ended =
        run("protector", "create", "--batch", "batch.jsonl", "--out-dir", "disk/out");
    assertEquals(5, ended.code());
    assertEquals(10, ended.out().lines().count());
    assertTrue(ended.out().contains("no space left on device"), ended.out());
    List<Path> files = Spawned.regularFiles(disk.resolve("out"));
    long written = ended.out().lines().filter(line -> line.contains("\"written\"")).count();
    assertEquals(written, files.size());
    for (Path file : files) {
      done("protector", "verify", file.toString());
    }
  }

  @Test
  void aGrantOnAReadOnlyDiskSaysSo() throws Exception {
    byte[] before = Files.readAllBytes(disk.resolve("a.xml"));
    assertTrue(ran("mount", "-o", "remount,ro", disk.toString()));
    Spawned.Ended ended =
        run("protector", "grant", "disk/a.xml", "--guardian", "second", "--in-place");
    assertEquals(5, ended.code());
    assertTrue(ended.err().contains("disk/a.xml: read-only file system"), ended.err());
    assertArrayEquals(before, Files.readAllBytes(disk.resolve("a.xml")));
  }

  @Test
  void aReadOnlyHomeIsFoundBeforeKeysAreMade() throws Exception {
    assertTrue(ran("mount", "-o", "remount,ro", disk.toString()));
    for (String line :
        List.of(
            "guardian create new --store disk/store",
            "guardian export owner --with-keys -o disk/keys",
            "hgs init disk/hgs --name new",
            "host init disk/host")) {
      Spawned.Ended ended = run(line.split(" "));
      assertEquals(5, ended.code(), line);
      assertTrue(ended.err().contains("disk: read-only file system"), ended.err());
      assertFalse(ended.err().contains("RSA key"), ended.err());
    }
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(disk.resolve("fill"))) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException e) {
      // Full now.
    }
  }

  private Spawned.Ended run(String... words) {
    return run(work, words);
  }

  private static Spawned.Ended run(Path work, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--passphrase-env", "KEYWARD_PASSPHRASE"));
    return Spawned.run(work, all.toArray(String[]::new));
  }

  private void done(String... words) {
    done(work, words);
  }

  private static void done(Path work, String... words) {
    Spawned.Ended ended = run(work, words);
    assertEquals(0, ended.code(), ended.err());
  }

  private static boolean ran(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
