package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The guest of {@code demo kvm}, which the gate builds. Test-only. */
public final class RealGuest {

  /** Variables of the firmware with Secure Boot on, for the key that signs the guest. */
  static final Path SECURE = Path.of("/usr/share/OVMF/OVMF_VARS_4M.snakeoil.fd");

  /** The same without any key, so that Secure Boot is off. */
  static final Path INSECURE = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");

  private static final Path INSTALL =
      Path.of(System.getProperty("keyward.fixtures")).resolveSibling(".ci/guests/install");

  private final Path folder;

  private RealGuest(Path folder) {
    this.folder = folder;
  }

  /** Builds it where it is not built yet; the test is skipped where that cannot be. */
  public static RealGuest install() throws IOException, InterruptedException {
    Process install = new ProcessBuilder(INSTALL.toString()).start();
    String said = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(install.waitFor() != 77, "skipped: " + said.strip());
    assertEquals(0, install.exitValue(), said);
    return new RealGuest(Path.of(said.strip()));
  }

  /** Where its disk, its kernel and its scripts are. */
  Path folder() {
    return folder;
  }

  /** Where its kernel is unpacked. */
  public Path kernel() {
    return folder.resolveSibling("kernel");
  }

  /** The script that boots it. */
  Path script() {
    return folder.resolve("boot");
  }

  /** An empty disk. */
  void makeDisk(Path disk) throws IOException {
    make(disk, 16 << 20);
  }

  /** An empty {@code said}, the disk that the guest reports on. */
  static void makeReport(Path work) throws IOException {
    Files.deleteIfExists(work.resolve("said"));
    make(work.resolve("said"), 1 << 16);
  }

  private static void make(Path disk, int size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(size);
    }
  }

  /** What the guest said last. */
  static String said(Path work) throws IOException {
    String all = Files.readString(work.resolve("said"), StandardCharsets.US_ASCII);
    String[] lines = all.replace("\0", "").strip().split("\\s*\n");
    return lines[lines.length - 1];
  }

  /** Boots it without Keyward, on parts that lie in a folder; what it said last. */
  String boot(Path work, Path parts, String command) throws IOException, InterruptedException {
    makeReport(work);
    ProcessBuilder builder = new ProcessBuilder(command.split(" ")).directory(work.toFile());
    builder.environment().put("KEYWARD_PARTS", parts.toString());
    assertEquals(0, builder.inheritIO().start().waitFor(), command);
    return said(work);
  }
}
