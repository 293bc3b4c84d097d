package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that boots a guest, with stand-ins for QEMU and swtpm. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is one for Linux")
class GuestBootTest {

  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir"))
          .resolve("src/main/resources/dev/keyward/cli/demo/guest/boot");

  private static final String NOTHING_STARTS =
      """
      boot: the firmware started no guest
      EFI stub: ERROR: Failed to load initrd: 0x8000000000000009
      BdsDxe: No bootable option or device was found.
      """;

  /** It counts its starts, and gives a socket of the test the name of its own. */
  private static final String SWTPM =
      """
      #!/bin/sh
      echo start >>starts
      for word in "$@"; do
        case $word in type=unixio,path=*) ln -s "$PWD/socket" "${word#type=unixio,path=}" ;; esac
      done
      """;

  /** It says something and ends, or waits for a signal; then its firmware may say why. */
  private static final String QEMU =
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in file:*) firmware=${word#file:} ;; esac
      done
      if [ "$ENDS_WITH" = never ]; then
        trap 'kill $sleeper 2>/dev/null; exit 0' TERM
        sleep 50 &
        sleeper=$!
        [ -z "$FIRMWARE_SAYS" ] || printf '\\033[40m%b' "$FIRMWARE_SAYS" >"$firmware"
        touch silent
        wait
        exit
      fi
      printf 'the kernel is up' | dd of=said conv=notrunc 2>/dev/null
      exit "$ENDS_WITH"
      """;

  @TempDir private Path work;
  private ServerSocketChannel socket;

  @BeforeEach
  void makePrograms() throws IOException {
    socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(work.resolve("socket")));
    Files.createDirectory(work.resolve("bin"));
    program("swtpm", SWTPM);
    program("qemu-system-x86_64", QEMU);
    RealGuest.makeReport(work);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(work.resolve("bin").resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * Starts the guest, without a wait for its end.
   *
   * @param endsWith its exit code, or "never"
   * @param firmware what the firmware says in the second case
   */
  private Process start(String endsWith, String firmware) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", SCRIPT.toString(), "disk", "said").directory(work.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                work.resolve("bin") + ":" + System.getenv("PATH"),
                "KEYWARD_PARTS",
                work.toString(),
                "KEYWARD_GUEST_ACCEL",
                "tcg",
                "FIRMWARE_SAYS",
                firmware,
                "ENDS_WITH",
                endsWith));
    builder.redirectError(work.resolve("messages").toFile());
    return builder.start();
  }

  private int starts() throws IOException {
    return Files.readAllLines(work.resolve("starts")).size();
  }

  private String messages() throws IOException {
    return Files.readString(work.resolve("messages"));
  }

  @Test
  void aGuestThatEndsWellIsStartedOnce() throws Exception {
    assertEquals(0, start("0", "").waitFor());
    assertEquals(1, starts());
    assertEquals("", messages());
    assertEquals("the kernel is up", RealGuest.said(work));
  }

  @Test
  void theExitCodeOfAGuestThatFailsIsPassedOn() throws Exception {
    assertEquals(7, start("7", "").waitFor());
    assertEquals(1, starts());
    assertEquals("", messages());
  }

  @Test
  void firmwareThatStartsNoGuestIsEndedAndTheScriptSaysWhy() throws Exception {
    String firmware =
        """
        BdsDxe: starting Boot0001
        EFI stub: ERROR: Failed to load initrd: 0x8000000000000009
        BdsDxe: No bootable option or device was found.
        """;
    assertEquals(1, start("never", firmware).waitFor());
    assertEquals(1, starts());
    assertEquals(NOTHING_STARTS, messages());
  }

  @Test
  void aSignalEndsAGuestThatSaidNothing() throws Exception {
    Process script = start("never", "");
    Until.so(() -> Files.exists(work.resolve("silent")));
    script.destroy();
    assertEquals(143, script.waitFor());
    assertEquals(1, starts());
    assertEquals("", messages());
  }
}
