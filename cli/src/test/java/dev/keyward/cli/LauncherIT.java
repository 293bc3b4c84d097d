package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's launcher, as a shell starts it. */
@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "the launcher is a shell script; CmdLauncherIT tries the one for Windows")
class LauncherIT {

  private static final Path DISTRIBUTION = Path.of(System.getProperty("keyward.distribution"));
  private static final Path LAUNCHER = DISTRIBUTION.resolve("bin/keyward");

  @TempDir private Path folder;

  @Test
  void startsTheCommand() throws Exception {
    Run run = finish(launcher(LAUNCHER, "--version").start());
    assertEquals("", run.err());
    assertEquals(Run.of("--version"), run);
  }

  @Test
  void startsThroughSymbolicLinks() throws Exception {
    Path inner = Files.createSymbolicLink(folder.resolve("inner"), LAUNCHER.toAbsolutePath());
    Path outer = Files.createSymbolicLink(folder.resolve("outer link"), inner.getFileName());
    assertEquals(0, finish(launcher(outer, "--version").start()).exit());
  }

  @Test
  void passesExitCodesAndArgumentsOn() throws Exception {
    Run run = finish(launcher(LAUNCHER, "completion", "no such *\"shell").start());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("no such *\"shell"), run.err());
  }

  @Test
  void takesPathsOfAllLettersInTheLocaleC() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/usr/lib/locale/C.utf8")), "skipped: no locale C.UTF-8");
    Path clean = Path.of(System.getProperty("keyward.fixtures"), "audit/protectors/clean.xml");
    // Java itself may run in the locale C here, so the shell makes the file.
    String name = "B\\303\\274ro";
    for (String variable : List.of("LANG", "LC_ALL", "LC_CTYPE")) {
      ProcessBuilder builder =
          new ProcessBuilder(
              "sh",
              "-c",
              "name=$(printf '"
                  + name
                  + "') && cp \"$1\" \"$name\" && exec \"$2\" protector check \"$name\"",
              "sh",
              clean.toAbsolutePath().toString(),
              LAUNCHER.toAbsolutePath().toString());
      builder.directory(folder.toFile());
      builder.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.equals("LANG"));
      builder.environment().put(variable, "C");
      Run run = finish(builder.start());
      assertEquals(0, run.exit(), variable + ": " + run.err());
      assertTrue(run.out().contains("B\u00fcro"), variable + ": " + run.out());
    }
  }

  @Test
  void theJarHoldsNoNativeCodeOfTheTerminalLibrary() throws Exception {
    try (JarFile jar = new JarFile(DISTRIBUTION.resolve("lib/keyward.jar").toFile())) {
      assertEquals(
          List.of(),
          jar.stream()
              .map(JarEntry::getName)
              .filter(each -> each.matches("org/jline/.*\\.(so|dll|jnilib)"))
              .toList());
    }
  }

  @Test
  void theNoticesAreInUtf8() throws Exception {
    try (JarFile jar = new JarFile(DISTRIBUTION.resolve("lib/keyward.jar").toFile())) {
      byte[] notice = jar.getInputStream(jar.getJarEntry("META-INF/NOTICE")).readAllBytes();
      assertTrue(new String(notice, StandardCharsets.UTF_8).contains("Copyright \u00a9"));
    }
  }

  @Test
  void refusesAJavaThatIsTooOld() throws Exception {
    Path java = folder.resolve("old/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nexit 0\n");
    assertTrue(java.toFile().setExecutable(true));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    ProcessBuilder builder = launcher(LAUNCHER, "--version");
    builder.environment().put("JAVA_HOME", folder.resolve("old").toString());
    Run run = finish(builder.start());
    assertEquals(5, run.exit());
    assertTrue(run.err().contains("is Java 11.0.2, expected 17 or later"), run.err());
  }

  @Test
  void theProcessIsJavaSoThatSignalsReachIt() throws Exception {
    ProcessBuilder builder = launcher(LAUNCHER, "--version");
    // Suspended before it does anything, the process is still there to be looked at.
    builder
        .environment()
        .put("KEYWARD_JAVA_OPTS", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y");
    Process process = builder.start();
    try {
      Until.so(() -> isJava(process));
      process.destroy();
      assertEquals(128 + 15, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theDistributionHasOneJarWithoutSignaturesOfItsParts() throws Exception {
    Path lib = DISTRIBUTION.resolve("lib");
    try (Stream<Path> files = Files.list(lib)) {
      List<String> jars =
          files.map(file -> "" + file.getFileName()).filter(name -> name.endsWith(".jar")).toList();
      assertEquals(List.of("keyward.jar"), jars);
    }
    try (JarFile jar = new JarFile(lib.resolve("keyward.jar").toFile())) {
      List<String> signatures =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
              .toList();
      assertEquals(List.of(), signatures);
    }
  }

  @Test
  void theDigestBesideTheJarIsTheJars() throws Exception {
    Path jar = DISTRIBUTION.resolve("lib/keyward.jar");
    String digest = Thumbprint.of(Files.readAllBytes(jar)).toString();
    assertEquals(digest, Files.readString(DISTRIBUTION.resolve("lib/keyward.jar.sha256")).strip());
  }

  @Test
  void startsFromTheArchiveOfClasses() throws Exception {
    assumeArchive();
    String loaded = loadedBy("--version");
    assertTrue(
        loaded.lines().anyMatch(line -> line.matches(".* dev.keyward.*shared objects file.*")),
        () -> loaded.lines().filter(line -> line.contains("dev.keyward")).findFirst().orElse(""));
  }

  /** A class that is missing in the archive makes Java open the jar, which takes milliseconds. */
  @Test
  void theArchiveForReadingHasAllClassesOfACommandThatReads() throws Exception {
    Path all = assumeArchive();
    assertTrue(Files.exists(all.resolveSibling("reading-" + all.getFileName())));
    Path clean = Path.of(System.getProperty("keyward.fixtures"), "audit/protectors/clean.xml");
    String loaded = loadedBy("protector", "show", clean.toString());
    assertEquals(List.of(), loaded.lines().filter(line -> line.contains("keyward.jar")).toList());
  }

  /** The distribution has all that the checker needs, and loads it for these names alone. */
  @Test
  void theCheckerOfLookAlikesIsLoadedForNamesThatAreNotAscii() throws Exception {
    Path names = Path.of(System.getProperty("keyward.fixtures"), "strangers/invisible");
    String plain = loadedBy("audit", names.resolve("c").toString());
    assertTrue(plain.contains("2 protectors: 2 valid"), plain);
    assertFalse(plain.contains("com.ibm.icu."));
    String others = loadedBy("audit", names.resolve("a").toString(), names.resolve("b").toString());
    assertTrue(others.contains("look-alike-name: VM <U+0501>c01 looks like VM dc01"), others);
    assertTrue(others.contains("com.ibm.icu."));
  }

  private static String loadedBy(String... words) throws Exception {
    ProcessBuilder builder = launcher(LAUNCHER, words);
    builder.environment().put("KEYWARD_JAVA_OPTS", "-Xlog:class+load");
    return finish(builder.start()).out();
  }

  @Test
  void anArchiveThatDoesNotFitChangesNothing() throws Exception {
    Path archive = assumeArchive();
    byte[] whole = Files.readAllBytes(archive);
    byte[] garbage = new byte[100_000];
    new Random(1).nextBytes(garbage);
    Path copy = copyOfTheDistribution();
    Path cds = Files.createDirectory(copy.resolve("lib/cds"));
    // Commands that read have an archive of their own. Without it they start from the other.
    for (String word : List.of("--version", "help")) {
      String name = (word.equals("help") ? "reading-" : "") + archiveName(copy, archive);
      Files.copy(
          archive.resolveSibling(archive.getFileName() + ".size"), cds.resolve(name + ".size"));
      for (byte[] content :
          List.of(new byte[0], garbage, Arrays.copyOf(whole, whole.length / 2), whole)) {
        Files.write(cds.resolve(name), content);
        Run run = finish(launcher(copy.resolve("bin/keyward"), word).start());
        assertEquals(Run.of(word), run, word + ", " + content.length + " bytes");
      }
    }
  }

  @Test
  void obeysTheSharingModeOfTheJavaOptions() throws Exception {
    ProcessBuilder builder = launcher(LAUNCHER, "--version");
    builder.environment().put("KEYWARD_JAVA_OPTS", "-Xshare:off");
    assertEquals(Run.of("--version"), finish(builder.start()));
  }

  @Test
  void startsWhereNoArchiveCanBeMade() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    ProcessBuilder builder = launcher(copyOfTheDistribution().resolve("bin/keyward"), "--version");
    // Root writes in any folder, but not through a file.
    Path archives = folder.resolve("copy/lib/cds");
    if (Files.exists(archives)) {
      Spawned.deleteTree(archives);
    }
    Files.writeString(archives, "");
    assertTrue(folder.resolve("copy/lib").toFile().setWritable(false));
    builder.environment().put("XDG_CACHE_HOME", file.toString());
    builder.environment().put("KEYWARD_ARCHIVE", "now");
    Run run = finish(builder.start());
    assertEquals(0, run.exit());
    assertEquals(Run.of("--version").out(), run.out());
    assertTrue(folder.resolve("copy/lib").toFile().setWritable(true));
  }

  /** The archive that the build made, which it may do without. */
  private static Path assumeArchive() throws IOException {
    Path cds = DISTRIBUTION.resolve("lib/cds");
    assumeTrue(Files.isDirectory(cds), "the build has made no archive of classes");
    try (Stream<Path> files = Files.list(cds)) {
      return files
          .filter(file -> file.getFileName().toString().matches("_.*\\.(jsa|aot)"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Path copyOfTheDistribution() throws IOException {
    Path copy = folder.toRealPath().resolve("copy");
    for (String file :
        List.of("bin/keyward", "lib/keyward.jar", "lib/keyward.jar.sha256", "lib/ext/README.txt")) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(
          DISTRIBUTION.resolve(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    return copy;
  }

  private static String archiveName(Path home, Path archive) throws IOException {
    String made = DISTRIBUTION.toRealPath().toString().replace('/', '_');
    String name = archive.getFileName().toString();
    assertTrue(name.startsWith(made), name);
    return home.toString().replace('/', '_') + name.substring(made.length());
  }

  private static boolean isJava(Process process) {
    Optional<String> command = process.info().command();
    return command.isPresent() && command.get().endsWith("java");
  }

  private static ProcessBuilder launcher(Path launcher, String... words) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("KEYWARD_JAVA_OPTS");
    return builder;
  }

  private static Run finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }
}
