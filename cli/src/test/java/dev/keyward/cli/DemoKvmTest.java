package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What demonstrations with a guest say where they cannot boot it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "it boots on no other")
class DemoKvmTest {

  private static final Path NEEDS =
      Path.of(System.getProperty("keyward.fixtures"))
          .resolveSibling("cli/src/main/resources/dev/keyward/cli/demo/guest/needs");

  private static final FileAttribute<Set<PosixFilePermission>> EXECUTABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  @TempDir private Path folder;

  /**
   * A folder with an empty file for each program that the demonstration needs, but not for QEMU.
   */
  private Run demo(String command) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String line : Files.readAllLines(NEEDS)) {
      String[] words = line.split(" ");
      if (words[0].equals("program") && !words[1].startsWith("qemu-system")) {
        Files.createFile(bin.resolve(words[1]), EXECUTABLE);
      }
    }
    return Run.in(folder)
        .variables(Map.of("PATH", bin.toString()))
        .run((command + " --dir demo").split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo kvm", "demo branch-office --measured"})
  void withoutQemuTheDemoNamesThePackageAndPrintsNoSuccess(String command) throws Exception {
    Run run = demo(command);
    assertEquals(5, run.exit(), run.err());
    assertTrue(run.err().startsWith("keyward: error: qemu-system-x86_64"), run.err());
    assertTrue(run.err().contains("apt install qemu-system-x86"), run.err());
    assertEquals("", run.out());
    assertFalse(Files.exists(folder.resolve("demo")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--emulate", "--kernel /"})
  void optionsOfTheGuestGoWithTheMeasuredDemo(String option) {
    Run run = Run.in(folder).run(("demo branch-office " + option).split(" "));
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("goes with --measured"), run.err());
  }

  @Test
  void withoutAKernelTheDemoNamesItsPackage() throws Exception {
    Files.createDirectories(folder.resolve("kernel/boot"));
    Files.createFile(folder.resolve("kernel/boot/vmlinuz-1"));
    Run run = demo("demo kvm --kernel kernel");
    assertEquals(5, run.exit(), run.err());
    assertTrue(run.err().contains("kernel/boot/vmlinuz-*"), run.err());
    assertTrue(run.err().contains(" linux-image-cloud-amd64"), run.err());
  }
}
