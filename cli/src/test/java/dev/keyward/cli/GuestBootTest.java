package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

  private static final String AGAIN =
      "boot: the guest said nothing for 0 seconds: ending it, and starting it again, once\n";

  /** It counts its starts, and gives a socket of the test the name of its own. */
  private static final String SWTPM =
      """
      #!/bin/sh
      echo start >>starts
      for word in "$@"; do
        case $word in type=unixio,path=*) ln -s "$PWD/socket" "${word#type=unixio,path=}" ;; esac
      done
      """;

  /** It says nothing until it is started that often. */
  private static final String QEMU =
      """
      #!/bin/sh
      if [ "$(wc -l <starts)" -lt "$SPEAKS_AT" ]; then
        trap 'kill $sleeper 2>/dev/null; exit 0' TERM
        sleep 50 &
        sleeper=$!
        touch silent
        wait
      fi
      printf 'the kernel is up' | dd of=said conv=notrunc 2>/dev/null
      exit "$ENDS_WITH"
      """;

  private static final int NEVER = 9;

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
   * Boots the guest.
   *
   * @param speaksAt the number of the start at which it says something
   * @param endsWith its exit code then
   */
  private int boot(int speaksAt, int endsWith) throws Exception {
    return start(speaksAt, endsWith, speaksAt == 1 ? "50" : "0").waitFor();
  }

  /** The same with the seconds after which a guest is started again; without a wait for its end. */
  private Process start(int speaksAt, int endsWith, String silence) throws IOException {
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
                "KEYWARD_GUEST_SILENCE",
                silence,
                "KEYWARD_GUEST_SECONDS",
                speaksAt == NEVER && silence.equals("0") ? "1" : "50",
                "SPEAKS_AT",
                String.valueOf(speaksAt),
                "ENDS_WITH",
                String.valueOf(endsWith)));
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
  void aGuestThatSpeaksIsStartedOnce() throws Exception {
    assertEquals(0, boot(1, 0));
    assertEquals(1, starts());
    assertEquals("", messages());
  }

  @Test
  void aGuestThatSaysNothingIsStartedAgainAndTheScriptSaysSo() throws Exception {
    assertEquals(0, boot(2, 0));
    assertEquals(2, starts());
    assertEquals(AGAIN, messages());
    assertEquals("the kernel is up", RealGuest.said(work));
  }

  @Test
  void aGuestThatSaysNothingTwiceFails() throws Exception {
    assertNotEquals(0, boot(NEVER, 0));
    assertEquals(2, starts());
    assertEquals(AGAIN, messages());
  }

  @Test
  void aGuestThatFailsIsNotStartedAgain() throws Exception {
    assertEquals(7, boot(1, 7));
    assertEquals(1, starts());
    assertEquals("", messages());
  }

  @Test
  void aSignalEndsAGuestThatSaidNothingAndItIsNotStartedAgain() throws Exception {
    Process script = start(NEVER, 0, "50");
    Until.so(() -> Files.exists(work.resolve("silent")));
    script.destroy();
    assertEquals(143, script.waitFor());
    assertEquals(1, starts());
    assertEquals("", messages());
  }

  @Test
  void aGuestThatSaidSomethingIsNotStartedAgain() throws Exception {
    byte[] line = "the kernel is up".getBytes(StandardCharsets.US_ASCII);
    Files.write(work.resolve("said"), line);
    assertNotEquals(0, boot(NEVER, 0));
    assertEquals(List.of("start"), Files.readAllLines(work.resolve("starts")));
    assertEquals("", messages());
  }
}
