package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packages of {@code mvn -Ppackages package} hold, and what their removal leaves. */
@Tag("soak")
@Timeout(300)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the packages are made on Linux")
class PackagesIT {

  private static final List<String> ARCHIVED =
      List.of(
          "LICENSE",
          "README.txt",
          "THIRD-PARTY-NOTICES",
          "bin/keyward",
          "bin/keyward.cmd",
          "lib/keyward.jar",
          "share/man/man1/keyward.1",
          "share/completions/keyward.bash",
          "share/completions/_keyward",
          "share/completions/keyward.fish",
          "share/completions/keyward.ps1");

  private static final List<String> INSTALLED =
      List.of(
          "/usr/bin/keyward",
          "/usr/share/keyward/lib/keyward.jar",
          "/usr/share/keyward/README.txt",
          "/usr/share/keyward/LICENSE",
          "/usr/share/keyward/THIRD-PARTY-NOTICES",
          "/usr/share/man/man1/keyward.1.gz",
          "/usr/share/bash-completion/completions/keyward",
          "/usr/share/fish/vendor_completions.d/keyward.fish",
          "/usr/lib/sysusers.d/keyward.conf");

  private static final Path OWN = Path.of("var/lib/keyward-hgs/branch/service/current");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-linux-x86_64.tar.gz", "-linux-aarch64.tar.gz"})
  void anArchiveForLinuxHasAllFilesOfAUserARuntimeCorrettoAndTheUnit(String ending)
      throws Exception {
    Set<String> names = inFolder(listed("tar", "tzf", BuiltPackages.endingIn(ending).toString()));
    requireAll(names, ARCHIVED);
    requireAll(names, List.of("runtime/bin/java", "share/systemd/keyward-hgs@.service"));
    assertTrue(names.stream().anyMatch(name -> name.startsWith("lib/ext/AmazonCorretto")));
    // Only a runtime that the build can run has archives of classes.
    assertEquals(
        ending.contains("x86_64"),
        names.stream().anyMatch(name -> name.matches("lib/cds/runtime-.*\\.(jsa|aot)")));
  }

  @Test
  void theZipForWindowsHasAllFilesOfAUserAndARuntime() throws Exception {
    Installed.assume("unzip", "unzip");
    Path zip = BuiltPackages.endingIn("-windows.zip");
    Set<String> names = inFolder(listed("unzip", "-Z1", zip.toString()));
    requireAll(names, ARCHIVED);
    assertTrue(names.contains("runtime/bin/java.exe"), names.toString());
  }

  @Test
  void theDebHasAllFilesOfAUserAndTheUnit() throws Exception {
    Set<String> names = ofDeb();
    requireAll(names, INSTALLED);
    requireAll(
        names,
        List.of(
            "/usr/share/doc/keyward/copyright",
            "/usr/share/zsh/vendor-completions/_keyward",
            "/lib/systemd/system/keyward-hgs@.service"));
  }

  @Test
  void theRpmHasAllFilesOfAUserAndTheUnit() throws Exception {
    Installed.assume("rpm", "rpm");
    Set<String> names = listed("rpm", "-qlp", rpm().toString());
    requireAll(names, INSTALLED);
    requireAll(
        names,
        List.of(
            "/usr/share/zsh/site-functions/_keyward",
            "/usr/lib/systemd/system/keyward-hgs@.service"));
  }

  @Test
  void noPackageOwnsAPlaceOfAUsersFiles() throws Exception {
    Installed.assume("rpm", "rpm");
    for (Set<String> names : List.of(ofDeb(), listed("rpm", "-qlp", rpm().toString()))) {
      assertEquals(
          Set.of(),
          names.stream()
              .filter(name -> name.matches("/(var|etc|root|home|srv|opt)/.+"))
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void theScriptsOfRemovalDeleteOnlyTheArchiveOfClasses() throws Exception {
    Installed.assume("rpm", "rpm");
    assertEquals("", OtherProgram.ran(folder, "rpm", "-qp", "--scripts", rpm().toString()));
    OtherProgram.ran(folder, "dpkg-deb", "-e", deb().toString(), "control");
    Path control = folder.resolve("control");
    assertFalse(Files.exists(control.resolve("postrm")), "nothing runs when it is purged");
    for (String name : List.of("prerm", "postinst")) {
      List<String> deleting =
          Files.readAllLines(control.resolve(name)).stream()
              .map(String::strip)
              .filter(line -> line.matches(".*\\b(rm|rmdir|unlink|find|shred|userdel)\\b.*"))
              .toList();
      assertEquals(
          name.equals("prerm") ? List.of("rm -rf /usr/share/keyward/lib/cds") : List.of(),
          deleting);
    }
  }

  /** Without its Java, which is another package. */
  @Test
  void theRpmIsInstalledAndRemovedInAFreshRootAndLeavesAServicesFolder() throws Exception {
    Installed.assume("rpm", "rpm");
    assumeTrue(isRoot(), "skipped: only root installs into another root");
    String root = folder.resolve("root").toString();
    rpm(root, "--initdb");
    rpm(root, "-i", "--nodeps", rpm().toString());
    Path launcher = Path.of(root, "usr/share/keyward/bin/keyward");
    assertTrue(Files.isSymbolicLink(Path.of(root, "usr/bin/keyward")));
    Run run =
        OtherProgram.run(
            folder,
            "env",
            "JAVA_HOME=" + System.getProperty("java.home"),
            launcher + "",
            "version");
    assertEquals(Run.of("version"), run);
    Path kept = Path.of(root).resolve(OWN);
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, "88b622d847b8cc55\n");
    rpm(root, "-e", "--nodeps", "keyward");
    assertTrue(Files.exists(kept));
    assertFalse(Files.exists(Path.of(root, "usr/share/keyward")));
    assertFalse(Files.isSymbolicLink(Path.of(root, "usr/bin/keyward")));
  }

  @Test
  void theSumsAreThoseOfThePackages() throws Exception {
    Path sums = BuiltPackages.endingIn("SHA256SUMS");
    String checked =
        OtherProgram.ran(sums.getParent(), "sha256sum", "--strict", "-c", sums.toString());
    for (String ending : List.of(".deb", ".rpm", "-linux-x86_64.tar.gz")) {
      assertTrue(checked.contains(ending + ": OK"), checked);
    }
  }

  private static Path deb() throws Exception {
    return BuiltPackages.endingIn(".deb");
  }

  private static Path rpm() throws Exception {
    return BuiltPackages.endingIn(".rpm");
  }

  private void rpm(String root, String... words) throws Exception {
    Files.createDirectories(Path.of(root));
    List<String> command = new ArrayList<>(List.of("rpm", "--root", root));
    command.addAll(List.of(words));
    OtherProgram.ran(folder, command.toArray(String[]::new));
  }

  private boolean isRoot() throws Exception {
    return OtherProgram.ran(folder, "id", "-u").strip().equals("0");
  }

  private Set<String> ofDeb() throws Exception {
    String line = "dpkg-deb --fsys-tarfile \"$1\" | tar t";
    return listed("sh", "-c", line, "sh", deb().toString()).stream()
        .map(name -> name.replaceFirst("^\\.", ""))
        .collect(Collectors.toSet());
  }

  private Set<String> listed(String... command) throws Exception {
    return OtherProgram.ran(folder, command).lines().collect(Collectors.toSet());
  }

  /** All lies in one folder, which has Keyward's version in its name. */
  private static Set<String> inFolder(Set<String> names) {
    Map<Boolean, Set<String>> parts =
        names.stream()
            .collect(
                Collectors.partitioningBy(
                    name -> name.matches("keyward-[0-9][^/]*/.*"), Collectors.toSet()));
    assertEquals(Set.of(), parts.get(false));
    return parts.get(true).stream()
        .map(name -> name.replaceFirst("^[^/]*/", ""))
        .collect(Collectors.toSet());
  }

  private static void requireAll(Set<String> names, List<String> expected) {
    assertEquals(
        List.of(), expected.stream().filter(name -> !names.contains(name)).toList(), "missing");
  }
}
