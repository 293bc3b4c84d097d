package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher as a container starts it: 512 MB, no variables, no locale. Where the tests run as
 * root it is one: a user id without an entry, a root that is read-only, a full {@code /tmp}.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "containers run there")
class ContainerIT {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("keyward.distribution")).toAbsolutePath();
  private static final Path FIXTURES =
      Path.of(System.getProperty("keyward.fixtures")).toAbsolutePath();

  /** Of an empty home that nobody can write to, seen from the folder of the case. */
  private static final String HOME = "HOME=/mnt/home; export HOME; ";

  /** Runs $3 in $2; /mnt/home is read-only as everything but the folder of the case. */
  private static final String CONTAINER =
      """
      set -e
      mount --make-rprivate /
      mount -t tmpfs none /mnt
      mkdir /mnt/keyward /mnt/case /mnt/home
      mount --bind "$1" /mnt/keyward
      mount --bind "$2" /mnt/case
      mount -o remount,ro /mnt
      mount -t tmpfs -o size=16k none /tmp
      [ -d "$1" ] || { mkdir -p "$1" && mount --bind /mnt/keyward "$1"; }
      cat /dev/zero >/tmp/full 2>/dev/null || :
      mount --bind / /
      mount -o remount,bind,ro /
      cd /mnt/case
      user="setpriv --reuid 54321 --regid 54321 --clear-groups"
      # Its archive of classes is for the place where it was made.
      $user test -x "$1/bin/keyward" && place=$1 || place=/mnt/keyward
      exec $user env -i \
        PATH="$place/bin:/usr/bin:/bin" JAVA_HOME="$4" LC_ALL=C \
        KEYWARD_JAVA_OPTS=-XX:MaxRAM=512m sh -c "$3"
      """;

  private static final String WITHOUT =
      """
      cd "$2"
      exec env -i PATH="$1/bin:/usr/bin:/bin" JAVA_HOME="$4" LC_ALL=C \
        KEYWARD_JAVA_OPTS=-XX:MaxRAM=512m sh -c "$3"
      """;

  private static boolean isContainer;

  @TempDir Path folder;

  @BeforeAll
  static void tryAContainer() throws Exception {
    Path nothing = Files.createTempDirectory("keyward-container");
    isContainer = start(true, nothing, "test -x /mnt/keyward/bin/keyward").exit() == 0;
    Files.delete(nothing);
  }

  @BeforeEach
  void copyFiles() throws Exception {
    Files.copy(FIXTURES.resolve("audit/protectors/clean.xml"), folder.resolve("vm.xml"));
  }

  private static Run start(boolean contained, Path folder, String script) throws Exception {
    List<String> command = new ArrayList<>();
    if (contained) {
      command.addAll(List.of("unshare", "--mount"));
    }
    command.addAll(List.of("sh", "-c", contained ? CONTAINER : WITHOUT, "sh"));
    command.addAll(List.of(DISTRIBUTION.toString(), folder.toString(), script));
    command.add(System.getProperty("java.home"));
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      return new Run(127, "", e.toString());
    }
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  /** Runs {@code script} as the user who owns the folder. */
  private Run shell(String script) throws Exception {
    if (isContainer) {
      Process owner =
          new ProcessBuilder("chown", "-R", "54321:54321", folder.toString()).inheritIO().start();
      assertEquals(0, owner.waitFor());
    }
    return start(isContainer, folder, script);
  }

  /** Runs a script that ends with 0 and says nothing else. */
  private String done(String script) throws Exception {
    Run run = shell("set -e; " + script);
    assertEquals(0, run.exit(), run.err());
    return run.out();
  }

  /** The tests may run where there is no such file system. */
  private static void assumeContainer() {
    assumeTrue(isContainer, "skipped: only root makes a container, with unshare and setpriv");
  }

  @Test
  void aVariableIsReadAsUtf8InTheLocaleC() throws Exception {
    Playground.of("before", folder.resolve("before"));
    String create =
        "protector create --store before/misread-passphrase-store --owner mixed -o p --now"
            + " 2026-12-01T00:00:00Z --passphrase-env KW";
    Run run =
        shell("export KW; KW=$(printf 'gr\\303\\266\\303\\237er als gestern') keyward " + create);
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.err().contains("read every byte beyond ASCII as the same character"), run.err());
    Run refused =
        shell(
            "export KW; KW=$(printf 'a\\377\\377'); keyward --store s guardian create x --passphrase-env KW");
    assertEquals(4, refused.exit(), refused.err());
    assertTrue(refused.err().contains("bytes that are not UTF-8"), refused.err());
  }

  @Test
  void aPassphraseBeyondAsciiIsExactlyWhatWasGiven() throws Exception {
    String create = "keyward --store s protector create --owner q --passphrase-env KW --force -o ";
    Run run =
        shell(
            "KW=$(printf '\\303\\274\\303\\274\\303\\274\\303\\274'); export KW;"
                + " keyward --store s guardian create q --key-size 2048 --passphrase-env KW;"
                + create
                + "a; echo $?; KW=$(printf '\\303\\251\\303\\240\\303\\247\\303\\250');"
                + create
                + "b; echo $?; LC_ALL=C.UTF-8; KW=$(printf '\\303\\274\\303\\274\\303\\274\\303\\274');"
                + create
                + "c; echo $?");
    assertEquals("0\n4\n0\n", run.out().replaceAll("(?m)^[^0-9].*\n", ""), run.err());
  }

  @Test
  void whoHasNoHomeMustNameAStore() throws Exception {
    for (String home : List.of("", "HOME=; export HOME; ", "HOME=/nowhere; export HOME; ")) {
      Run run =
          shell(
              home
                  + "echo correct horse >p; keyward guardian create x --passphrase-file p; echo $?; ls -A");
      assertEquals("2\np\nvm.xml\n", run.out(), run.err());
    }
  }

  @Test
  void aHomeThatIsReadOnlyIsReadAndNamed() throws Exception {
    assumeContainer();
    Run run =
        shell(
            HOME
                + "keyward guardian list; echo $?; echo correct horse >p;"
                + " keyward guardian create x --key-size 2048 --passphrase-file p; echo $?; ls -A");
    assertEquals("0\n5\np\nvm.xml\n", run.out(), run.err());
    assertTrue(run.err().contains("error: /mnt/home: read-only file system"), run.err());
  }

  @Test
  void aFullFolderForTemporaryFilesIsNoHindrance() throws Exception {
    String script =
        (isContainer ? "! echo x >/tmp/x; " : "")
            + HOME
            + "keyward audit vm.xml --store none --now 2026-12-01T00:00:00Z --report r.html;"
            + " keyward protector convert vm.xml --encoding framed -o vm.kp; ls";
    assertTrue(done(script + "").endsWith("r.html\nvm.kp\nvm.xml\n"));
  }

  @Test
  void aFileOfAnotherAccountIsNamed() throws Exception {
    assumeContainer();
    Files.createDirectory(folder.resolve("in"));
    Run run =
        shell(
            "cp vm.xml in; chmod 0 in/vm.xml; mkdir closed; chmod 0 closed;"
                + " keyward --store none protector check in/vm.xml; echo $?;"
                + " keyward --store none audit in; echo $?;"
                + " keyward --store s guardian create x --passphrase-file in/vm.xml; echo $?;"
                + " keyward --store closed/s guardian list; echo $?;"
                + " keyward protector convert vm.xml --encoding xml -o closed/x; echo $?");
    assertTrue(run.err().contains("error: in/vm.xml: not allowed to read"), run.err());
    assertTrue(run.err().contains("error: closed/s/guardians: not allowed"), run.err());
    assertTrue(run.err().contains("error: closed/x: not allowed"), run.err());
    assertTrue(run.out().contains("\n  where  in/vm.xml\n"), run.out());
    assertEquals(5, run.out().lines().filter("5"::equals).count(), run.out());
  }

  @Test
  void aWrongClockIsTheFirstAdvice() throws Exception {
    Playground.of("store-test-only", folder.resolve("case"));
    Run run =
        shell(
            "cd case; keyward --store store --now 1970-01-02T00:00:00Z protector create"
                + " --owner central-it -o a.xml --passphrase-file passphrase.txt");
    assertEquals(4, run.exit());
    assertTrue(run.err().contains("hint: check the clock of this machine first"), run.err());
  }

  @Test
  void aDamagedEntryBlocksNoOther() throws Exception {
    Playground.of("pipelines/damaged-entry-blocks-store", folder.resolve("case"));
    String list =
        done(
            "cd case; keyward --store s guardian list; keyward --store s audit vm.xml >a || :;"
                + " grep -c 'unknown here: branch-hgs' a;"
                + " keyward --store s guardian remove branch-hgs --yes; keyward --store s guardian list");
    assertTrue(list.contains("branch-hgs               -     DAMAGED"), list);
    assertTrue(list.contains("\n1\n"), list);
    assertFalse(list.substring(list.indexOf("removed")).contains("DAMAGED"), list);
  }

  @Test
  void theSameImportTwiceIsASuccess() throws Exception {
    Playground.of("pipelines/rerun-import", folder.resolve("case"));
    String line = "keyward --store s guardian import x m.xml --pin $(cat pin.txt); ";
    assertTrue(done("cd case; " + line + line).contains("trust         pinned"));
  }

  @Test
  void namesAreNoCommandsOfTheLog() throws Exception {
    String out =
        done(
            "mkdir in; cp vm.xml 'in/::stop-commands::tok.xml';"
                + " cp vm.xml 'in/##vso[task.setvariable variable=RELEASE]yes.kp';"
                + " printf '[{\"Name\":\"##vso[task.prependpath]/x\",\"KeyProtector\":\"%s\"}]'"
                + " \"$(base64 -w0 vm.xml)\" >x.json;"
                + " { keyward --store none audit in || :; keyward --store none protector check x.json; } 2>&1");
    assertTrue(out.contains("vso[task.prependpath]"), out);
    assertFalse(Pattern.compile("(?m)^ *::|##vso\\[").matcher(out).find(), out);
  }

  @Test
  void aPointerOfLfsIsSaid() throws Exception {
    Files.writeString(
        folder.resolve("vm.kp"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935\nsize 9741\n");
    Run run = shell("keyward --store none protector check vm.kp");
    assertEquals(3, run.exit());
    assertTrue(run.err().contains("fetch the content with git lfs pull"), run.err());
  }

  @Test
  void neitherLocaleNorTimeZoneChangesAReport() throws Exception {
    String reports = "--report html=R.h --report csv=R.c --report json=R.j --report sarif=R.s";
    String line =
        "keyward --store none audit vm.xml --now 2026-12-01T00:00:00Z " + reports + " >R.t; ";
    String elsewhere =
        "KEYWARD_JAVA_OPTS=\"$KEYWARD_JAVA_OPTS -Duser.language=ar -Duser.country=EG\""
            + " TZ=Asia/Kathmandu LANG=ar_EG.UTF-8 ";
    done(
        line.replace("R.", "a.")
            + elsewhere
            + line.replace("R.", "b.")
            + "for x in h c j s t; do test -s a.$x; cmp a.$x b.$x; done");
  }

  @Test
  void everyErrorHasAPlace() throws Exception {
    Run run =
        shell(
            "mkdir d; keyward --store none protector check d; keyward --store none audit vm.xml --policy d;"
                + " keyward --store none protector check d --output json");
    assertEquals(
        """
        keyward: error: d: a folder, expected a file
        keyward: error: d: a folder, expected a file
        {"error":{"code":"io","where":"d","found":"a folder, expected a file","expected":"","hint":null}}
        """,
        run.err());
  }

  @Test
  void aDumpOfTheThreadsIsNoResult() throws Exception {
    Run run =
        shell(
            "mkfifo in; keyward protector show - < in & p=$!; exec 3> in;"
                + " until grep -q java /proc/$p/comm; do sleep 0.1; done;"
                + " until [ -n \"$(awk '$1 == \"SigCgt:\" && $2 ~ /[4-7c-f]$/' /proc/$p/status)\" ]; do sleep 0.1; done;"
                + " kill -QUIT $p; cat vm.xml >&3; exec 3>&-; wait $p");
    assertEquals(0, run.exit(), run.err());
    assertFalse(run.out().contains("Full thread dump"), run.out());
    assertTrue(run.err().contains("Full thread dump"), run.err());
  }

  @Test
  void aReaderThatClosesEarlyEndsTheCommandQuietly() throws Exception {
    Run run = shell("{ keyward help; echo $? >&2; } | :; exit 0");
    assertEquals("141\n", run.err());
  }

  @Test
  void aPipeOfTheShellIsAnOutput() throws Exception {
    String convert = "keyward protector convert vm.xml --encoding xml -o /dev/fd/3 ";
    Run run = shell("{ " + convert + "&& " + convert + "--force; } 3>&1 >nothing | cat");
    assertEquals(Files.readString(folder.resolve("vm.xml")).repeat(2), run.out(), run.err());
  }
}
