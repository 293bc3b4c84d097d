package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output and pipes are outputs like files, and none of them is replaced. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no path there leads to a stream")
class StreamOutputsTest {

  private static final Path CLEAN =
      Path.of(System.getProperty("keyward.fixtures"), "audit/protectors/clean.xml");

  @TempDir Path folder;

  @BeforeEach
  void copyAProtector() throws Exception {
    Files.copy(CLEAN, folder.resolve("vm.xml"));
  }

  private Run run(String line) {
    return Run.in(folder).run(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
  void standardOutputHasSeveralNames(String name) throws Exception {
    Run run = run("protector convert vm.xml --encoding xml -o " + name);
    assertEquals(0, run.exit(), run.err());
    assertEquals(Files.readString(CLEAN), run.out());
  }

  @Test
  void aDeviceTakesOutputAndStays() throws Exception {
    Run run = run("protector convert vm.xml --encoding xml -o /dev/null");
    assertEquals(0, run.exit(), run.err());
    assertTrue(!Files.isRegularFile(Path.of("/dev/null")));
  }

  private Path pipe() throws Exception {
    Path pipe = folder.resolve("pipe.json");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  private static CompletableFuture<byte[]> read(Path pipe) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (InputStream in = Files.newInputStream(pipe)) {
            return in.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void aPipeBehindALinkOfTheSystemIsWrittenToAndStays() throws Exception {
    Path links = Path.of("/dev");
    assumeTrue(Files.isWritable(links), "skipped: no folder of the system takes a link");
    Path pipe = pipe();
    Path link = Files.createSymbolicLink(links.resolve("keyward-" + folder.getFileName()), pipe);
    try {
      CompletableFuture<byte[]> read = read(pipe);
      Run run = run("protector convert vm.xml --encoding xml --force -o " + link);
      assertEquals(0, run.exit(), run.err());
      assertTrue(!Files.isRegularFile(pipe));
      assertArrayEquals(Files.readAllBytes(CLEAN), read.get());
    } finally {
      Files.delete(link);
    }
  }

  /** Anybody can put a link there. */
  @Test
  void nothingIsWrittenThroughALinkInSharedMemory() throws Exception {
    Path links = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(links), "skipped: there is no shared memory");
    Path secret = Files.writeString(folder.resolve("secret"), "kept");
    Path link = Files.createSymbolicLink(links.resolve("keyward-" + folder.getFileName()), secret);
    try {
      Run run = run("protector convert vm.xml --encoding xml --force -o " + link);
      assertEquals(5, run.exit(), run.out());
      assertEquals("kept", Files.readString(secret));
    } finally {
      Files.delete(link);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protector convert vm.xml --encoding xml -o pipe.json",
        "protector convert vm.xml --encoding xml --force -o pipe.json",
        "audit vm.xml --store none --report pipe.json",
        "audit vm.xml --store none --sums pipe.json",
      })
  void aPipeIsWrittenToAndStays(String line) throws Exception {
    Path pipe = pipe();
    CompletableFuture<byte[]> read = read(pipe);
    Run run = run(line);
    assertEquals(0, run.exit(), run.err());
    assertTrue(read.get().length > 0);
    assertTrue(!Files.isRegularFile(pipe));
    if (line.contains("convert")) {
      assertArrayEquals(Files.readAllBytes(CLEAN), read.get());
    }
  }

  /** More than a pipe holds, so that it must be read. */
  private static CompletableFuture<Void> readOneByte(Path pipe) {
    return CompletableFuture.runAsync(
        () -> {
          try (InputStream in = Files.newInputStream(pipe)) {
            in.read();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void aReaderThatClosesAPipeEarlyEndsTheCommandQuietly() throws Exception {
    Path pipe = Files.move(pipe(), folder.resolve("pipe.html"));
    Path folder = Files.createDirectory(this.folder.resolve("vms"));
    for (int i = 0; i < 60; i++) {
      Files.copy(CLEAN, folder.resolve("vm" + i + ".xml"));
    }
    CompletableFuture<Void> reader = readOneByte(pipe);
    Run run = run("audit vms --store none --report pipe.html");
    assertEquals(141, run.exit(), run.err());
    assertEquals("", run.err());
    reader.get();
  }

  @Test
  void aReaderThatClosesAPipeEarlyIsKnown() throws Exception {
    Path pipe = pipe();
    CompletableFuture<Void> reader = readOneByte(pipe);
    FileSystemException failure =
        assertThrows(
            FileSystemException.class,
            () -> SafeFiles.write(pipe, new byte[1 << 20], false, false));
    assertTrue(SafeFiles.isReaderGone(failure), failure::getMessage);
    reader.get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "csv", "json", "sarif"})
  void aReportOnStandardOutputIsTheOnlyResult(String form) throws Exception {
    String now = " --now 2026-12-01T00:00:00Z --report " + form + "=";
    Run file = run("audit vm.xml --store none" + now + "r.txt");
    assertEquals(0, file.exit(), file.err());
    for (String name : List.of("-", "/dev/stdout")) {
      Run run = run("audit vm.xml --store none" + now + name);
      assertEquals(Files.readString(folder.resolve("r.txt")), run.out(), run.err());
    }
  }

  @Test
  void aReportOnStandardOutputCommandsNoBuildServer() throws Exception {
    Files.move(folder.resolve("vm.xml"), folder.resolve("##vso[task.x]vm.xml"));
    for (String form : List.of("html", "csv", "json", "sarif")) {
      Run run = run("audit ##vso[task.x]vm.xml --store none --report " + form + "=-");
      assertTrue(run.out().contains("vso["), run.out());
      assertFalse(run.out().contains("##vso["), run.out());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit vm.xml --store none --report csv=- --sums -",
        "audit vm.xml --store none --report csv=- --csv-basis -",
        "audit vm.xml --store none --report csv=- --output json",
      })
  void standardOutputTakesOneResult(String line) {
    Run run = run(line);
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("two results go to standard output"), run.err());
  }

  @Test
  void theListOfFilesGoesToStandardOutput() {
    Run run = run("audit vm.xml --store none --sums -");
    assertEquals(
        "cd4d859789bd299f6648ada48adcc8f34bfb75721f6621a9c71281076b571311  vm.xml\n", run.out());
  }

  @Test
  void reportsDoNotDependOnTheLocale() {
    String line = "audit vm.xml --store none --now 2026-12-01T00:00:00Z";
    String root = run(line).out();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertEquals(root, run(line).out());
      assertTrue(root.getBytes(StandardCharsets.UTF_8).length == root.length());
    } finally {
      Locale.setDefault(before);
    }
  }
}
