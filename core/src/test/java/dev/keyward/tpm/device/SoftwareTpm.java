package dev.keyward.tpm.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldWriter;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.LogEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** swtpm on a port of this machine, with the programs of tpm2-tools that ask it. */
public final class SoftwareTpm implements AutoCloseable {

  private static final long MOST_SECONDS = 60;

  private static final int EXTEND = 0x182;
  private static final int SHUT_DOWN = 0x145;

  private final Path folder;
  private final int port;
  private Process process;

  private SoftwareTpm(Path folder, int port) throws IOException, InterruptedException {
    this.folder = folder;
    this.port = port;
    this.process = run();
  }

  /** Whether swtpm and tpm2-tools are installed. */
  public static boolean isInstalled() {
    return List.of("swtpm", "tpm2_checkquote").stream()
        .allMatch(name -> Files.isExecutable(Path.of("/usr/bin", name)));
  }

  /**
   * Starts a TPM.
   *
   * @param folder has its state; an empty one makes a new TPM without certificates
   */
  public static SoftwareTpm start(Path folder) throws IOException, InterruptedException {
    // The tools expect the second port right behind the first.
    return new SoftwareTpm(folder, freePort());
  }

  private Process run() throws IOException, InterruptedException {
    Process started =
        new ProcessBuilder(
                "swtpm",
                "socket",
                "--tpm2",
                "--tpmstate",
                "dir=" + folder,
                "--server",
                "type=tcp,bindaddr=127.0.0.1,port=" + port,
                "--ctrl",
                "type=tcp,bindaddr=127.0.0.1,port=" + (port + 1),
                "--flags",
                "not-need-init,startup-clear")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    for (int tries = 0; tries < 100; tries++) {
      try {
        open().close();
        assertTrue(started.isAlive());
        return started;
      } catch (IOException | MalformedInputException e) {
        Thread.sleep(50);
      }
    }
    started.destroy();
    throw new IOException("swtpm does not start: " + Files.readString(folder.resolve("log")));
  }

  /** Resets the TPM, and measures what a firmware with that log measured. */
  public void boot(EventLog log) throws IOException, InterruptedException, KeywardException {
    try (TpmDevice device = open()) {
      device.run(Command.plain(SHUT_DOWN, new int[0], new byte[2]));
    }
    close();
    process = run();
    try (TpmDevice device = open()) {
      for (LogEvent event : log.events()) {
        byte[] digest =
            new FieldWriter()
                .number32(1)
                .number16(Algorithms.SHA256)
                .bytes(event.digest().bytes())
                .written();
        device.run(Command.withPassword(EXTEND, new int[] {event.register()}, digest));
      }
    }
  }

  private static int freePort() throws IOException {
    for (int tries = 0; tries < 100; tries++) {
      try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int next = first.getLocalPort() + 1;
        try (ServerSocket second = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
          return second.getLocalPort() - 1;
        } catch (IOException e) {
          continue;
        }
      }
    }
    throw new IOException("no two free ports");
  }

  /** As {@code --tpm} takes it. */
  public String address() {
    return "swtpm:127.0.0.1:" + port;
  }

  public TpmDevice open() throws IOException, MalformedInputException {
    return TpmDevice.open(address());
  }

  /** Runs a program of tpm2-tools in the folder. */
  public void tool(String... words) throws IOException, InterruptedException {
    assertEquals(0, exit(words), () -> String.join(" ", words));
    // Without a resource manager, the objects of each program stay in the TPM.
    exit("tpm2_flushcontext", "-t");
  }

  /** How the program ended. */
  public int exit(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("TPM2TOOLS_TCTI", "swtpm:host=127.0.0.1,port=" + port);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    Process run = builder.start();
    assertTrue(run.waitFor(MOST_SECONDS, TimeUnit.SECONDS), () -> String.join(" ", words));
    return run.exitValue();
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
