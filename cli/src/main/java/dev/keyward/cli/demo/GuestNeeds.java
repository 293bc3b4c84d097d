package dev.keyward.cli.demo;

import dev.keyward.cli.base.program.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a guest needs of the machine: programs, files and a kernel, each with its package. */
final class GuestNeeds {

  private static final String IMAGE = "vmlinuz-";
  private static final String KERNEL_PACKAGE = "linux-image-cloud-amd64";

  private final List<String> missing = new ArrayList<>();
  private final Set<String> packages = new LinkedHashSet<>();

  private GuestNeeds() {}

  /**
   * Refuses a machine that lacks something, and names all that it lacks.
   *
   * @param variables the environment, in which {@code PATH} lists the folders to look in
   * @param kernel where {@code boot} and {@code lib/modules} are
   * @throws FileSystemException with the Debian packages to install
   */
  static void require(Map<String, String> variables, Path kernel) throws IOException {
    String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!system.equals("Linux on amd64")) {
      throw new FileSystemException(
          "the guest", null, "it runs on Linux on amd64, not on " + system);
    }
    GuestNeeds needs = new GuestNeeds();
    needs.look(withSystemPrograms(variables));
    if (!hasKernel(kernel)) {
      needs.lack(kernel.resolve("boot").resolve(IMAGE + "*").toString(), KERNEL_PACKAGE);
    }
    if (!needs.missing.isEmpty()) {
      throw new FileSystemException(
          String.join(", ", needs.missing),
          null,
          "not on this machine; on Debian, apt install "
              + String.join(" ", needs.packages)
              + " installs them");
    }
  }

  /** Users often have no {@code sbin} in their {@code PATH}. */
  static Map<String, String> withSystemPrograms(Map<String, String> variables) {
    List<String> folders = List.of(variables.getOrDefault("PATH", ""), "/usr/sbin", "/sbin");
    return Map.of("PATH", String.join(File.pathSeparator, folders));
  }

  private void look(Map<String, String> variables) throws IOException {
    for (String line : DemoGuest.resource("needs").lines().toList()) {
      String[] words = line.split(" ");
      boolean isThere =
          words[0].equals("program")
              ? Program.find(variables, words[1]).isPresent()
              : Files.isReadable(Path.of(words[1]));
      if (!isThere) {
        lack(words[1], words[2]);
      }
    }
  }

  private void lack(String name, String packaged) {
    missing.add(name);
    packages.add(packaged);
  }

  private static boolean hasKernel(Path folder) throws IOException {
    Path boot = folder.resolve("boot");
    if (!Files.isDirectory(boot)) {
      return false;
    }
    try (DirectoryStream<Path> images = Files.newDirectoryStream(boot, IMAGE + "*")) {
      for (Path image : images) {
        String version = image.getFileName().toString().substring(IMAGE.length());
        if (Files.isReadable(image)
            && Files.isDirectory(folder.resolve("lib/modules").resolve(version))) {
          return true;
        }
      }
    }
    return false;
  }
}
