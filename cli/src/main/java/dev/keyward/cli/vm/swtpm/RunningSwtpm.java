package dev.keyward.cli.vm.swtpm;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.base.program.AttachedProgram;
import dev.keyward.cli.base.program.AttachedProgram.Ended;
import dev.keyward.cli.base.program.Program;
import dev.keyward.secret.SecretOutput;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A swtpm on a folder, which ends with this process. Its state leaves and enters it through pipes,
 * so that it is in no file in the clear.
 */
final class RunningSwtpm implements AutoCloseable {

  /** How libvirt has the key derived from the passphrase. */
  static final String CIPHER = "aes-256-cbc";

  /** In swtpm's folder: the path of a socket has at most 107 bytes. */
  private static final String CONTROL = "control";

  private static final int SET_STATE = 13;
  private static final int NO_FLAGS = 0;
  private static final int PERMANENT = 1;
  private static final int REQUEST = 4 * Integer.BYTES;
  private static final String REFUSED = "TPM result from PTM_INIT";
  private static final Duration MOST_WAIT = Duration.ofSeconds(60);
  private static final Duration REST = Duration.ofMillis(10);

  private final AttachedProgram swtpm;
  private final Program ioctl;
  private final UnixDomainSocketAddress control;

  private RunningSwtpm(AttachedProgram swtpm, Program ioctl, Path folder) {
    this.swtpm = swtpm;
    this.ioctl = ioctl.in(folder);
    this.control = UnixDomainSocketAddress.of(folder.resolve(CONTROL));
  }

  /**
   * Starts swtpm; the TPM in it is off, and no state is read yet.
   *
   * @param folder swtpm may write to it
   */
  static RunningSwtpm on(Path folder, byte[] passphrase, Program swtpm, Program ioctl)
      throws IOException {
    List<String> words =
        List.of(
            "socket",
            "--tpm2",
            "--tpmstate",
            "dir=.",
            "--ctrl",
            "type=unixio,path=" + CONTROL,
            "--key",
            "pwdfd=3,mode=" + CIPHER);
    RunningSwtpm running =
        new RunningSwtpm(swtpm.in(folder).attach(words, passphrase), ioctl, folder);
    try {
      running.awaitControl();
      return running;
    } catch (IOException | RuntimeException e) {
      running.close();
      throw e;
    }
  }

  private void awaitControl() throws IOException {
    long end = System.nanoTime() + MOST_WAIT.toNanos();
    Ended asked = ask("-c");
    while (asked.code() != 0) {
      if (!swtpm.isAlive()) {
        throw new FileSystemException("swtpm", null, swtpm.await().lastLine());
      }
      if (System.nanoTime() > end) {
        throw new FileSystemException("swtpm", null, asked.lastLine());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(REST.toMillis());
      } catch (InterruptedException e) {
        throw new FileSystemException("swtpm", null, "interrupted");
      }
      asked = ask("-c");
    }
  }

  private List<String> words(String... words) {
    List<String> all = new ArrayList<>(List.of("--unix", CONTROL));
    all.addAll(List.of(words));
    return all;
  }

  private Ended ask(String... words) throws IOException {
    return ioctl.run(words(words));
  }

  /**
   * Switches the TPM on, so that it reads its state.
   *
   * @throws VerificationFailedException code {@code vtpm-key}: the passphrase does not open it
   */
  void powerOn() throws VerificationFailedException, IOException {
    Ended ended = ask("-i");
    if (ended.code() != 0 && ended.output().contains(REFUSED)) {
      throw new VerificationFailedException(
          Fault.of("vtpm-key", "", "a state that swtpm does not open", "one under that passphrase")
              .withHint("every byte of the file counts, a line end too"));
    }
    ended.requireSuccess("swtpm_ioctl");
  }

  /** Gives away the permanent state, in the clear. */
  void save(SecretOutput state) throws IOException {
    ioctl.runForSecret(words("--save", "permanent", "/dev/fd/1"), state);
  }

  /**
   * Takes a permanent state, in the clear, for a TPM that is off. swtpm_ioctl would read it from a
   * regular file only, and take a pipe for an empty one. So this sends the request of swtpm's
   * {@code tpm_ioctl.h} itself.
   */
  void load(byte[] state) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(REQUEST + state.length);
    request.putInt(SET_STATE).putInt(NO_FLAGS).putInt(PERMANENT).putInt(state.length);
    request.put(state).flip();
    ByteBuffer answer = ByteBuffer.allocate(Integer.BYTES);
    try (SocketChannel channel = SocketChannel.open(control)) {
      while (request.hasRemaining()) {
        channel.write(request);
      }
      while (answer.hasRemaining() && channel.read(answer) >= 0) {
        continue;
      }
    } finally {
      Arrays.fill(request.array(), (byte) 0);
    }
    if (answer.hasRemaining() || answer.getInt(0) != 0) {
      throw new FileSystemException("swtpm", null, "it takes no state");
    }
  }

  /** Switches the TPM off, and waits until swtpm has written its state and ended. */
  void powerOff() throws IOException {
    ask("-s").requireSuccess("swtpm_ioctl");
    swtpm.await().requireSuccess("swtpm");
  }

  /** Ends swtpm if it still runs. */
  @Override
  public void close() {
    swtpm.close();
  }
}
