package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a container starts it: no variables, a user id without an entry, no home. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "containers run there")
class ContainerIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("keyward.distribution"), "bin/keyward").toAbsolutePath();
  private static final Path FIXTURES =
      Path.of(System.getProperty("keyward.fixtures")).toAbsolutePath();

  @TempDir Path folder;

  @BeforeEach
  void copyFiles() throws Exception {
    Files.copy(FIXTURES.resolve("audit/protectors/clean.xml"), folder.resolve("vm.xml"));
  }

  /** Runs {@code script} with 512 MB, {@code $k} being the launcher. */
  private Run shell(String script) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "PATH=" + System.getenv("PATH"),
                "JAVA_HOME=" + System.getProperty("java.home"),
                "LC_ALL=C",
                "KEYWARD_JAVA_OPTS=-XX:MaxRAM=512m",
                "k=" + LAUNCHER,
                "sh",
                "-c",
                script));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  @Test
  void aVariableIsReadAsUtf8InTheLocaleC() throws Exception {
    Playground.of("before", folder.resolve("before"));
    String create =
        "protector create --store before/misread-passphrase-store --owner mixed -o p --now"
            + " 2026-12-01T00:00:00Z --passphrase-env KW";
    Run run = shell("KW=$(printf 'gr\\303\\266\\303\\237er als gestern') $k " + create);
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.err().contains("read every byte beyond ASCII as the same character"), run.err());
    Run refused =
        shell("KW=$(printf 'a\\377\\377') $k --store s guardian create x --passphrase-env KW");
    assertEquals(4, refused.exit(), refused.err());
    assertTrue(refused.err().contains("bytes that are not UTF-8"), refused.err());
  }

  @Test
  void aUserIdWithoutAnEntryHasNoHome() throws Exception {
    assumeTrue(
        "root".equals(System.getProperty("user.name")), "skipped: only root takes another user id");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "skipped: no setpriv");
    assumeTrue(
        shell("setpriv --reuid 54321 --regid 54321 --clear-groups test -x $k").exit() == 0,
        "skipped: another user cannot see the distribution");
    Run run =
        shell(
            "chmod 777 . && setpriv --reuid 54321 --regid 54321 --clear-groups $k guardian list;"
                + " c=$?; ls -A; exit $c");
    assertEquals(2, run.exit(), run.err());
    assertEquals("vm.xml\n", run.out());
  }

  @Test
  void aDumpOfTheThreadsIsNoResult() throws Exception {
    Run run =
        shell(
            "mkfifo in; $k protector show - < in & p=$!; exec 3> in;"
                + " until grep -q java /proc/$p/comm; do sleep 0.1; done;"
                + " until [ -n \"$(awk '$1 == \"SigCgt:\" && $2 ~ /[4-7c-f]$/' /proc/$p/status)\" ]; do sleep 0.1; done;"
                + " kill -QUIT $p; cat vm.xml >&3; exec 3>&-; wait $p");
    assertEquals(0, run.exit(), run.err());
    assertFalse(run.out().contains("Full thread dump"), run.out());
    assertTrue(run.err().contains("Full thread dump"), run.err());
  }

  @Test
  void aReaderThatClosesEarlyEndsTheCommandQuietly() throws Exception {
    Run run = shell("{ $k help; echo $? >&2; } | :; exit 0");
    assertEquals("141\n", run.err());
  }

  @Test
  void aPipeOfTheShellIsAnOutput() throws Exception {
    String convert = "$k protector convert vm.xml --encoding xml -o /dev/fd/3 ";
    Run run = shell("{ " + convert + "&& " + convert + "--force; } 3>&1 >nothing | cat");
    assertEquals(Files.readString(folder.resolve("vm.xml")).repeat(2), run.out(), run.err());
  }

  @Test
  void aMissingFolderForTemporaryFilesIsNoHindrance() throws Exception {
    Run run =
        shell(
            "KEYWARD_JAVA_OPTS=\"$KEYWARD_JAVA_OPTS -Djava.io.tmpdir=/nowhere\" $k audit vm.xml"
                + " --store none --now 2026-12-01T00:00:00Z");
    assertEquals(0, run.exit(), run.err());
  }
}
