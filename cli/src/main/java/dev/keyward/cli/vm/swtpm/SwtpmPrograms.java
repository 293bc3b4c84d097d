package dev.keyward.cli.vm.swtpm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.Program;
import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * swtpm and its tools, which make and read encrypted states. They get the passphrase through a
 * pipe. The key is derived as libvirt has it derived: {@code --key pwdfd=,mode=aes-256-cbc}.
 */
public final class SwtpmPrograms {

  /** The name of the permanent state of a TPM 2.0 in swtpm's folder. */
  public static final String STATE = "tpm2-00.permall";

  /** The largest state that is read, in bytes; swtpm's own are some 100 KiB. */
  static final int MOST_STATE = 16 << 20;

  private static final String CIPHER = "aes-256-cbc";
  private static final List<String> NEW_STATE =
      List.of("--tpm2", "--pcr-banks", "sha256", "--cipher", CIPHER, "--pwdfile-fd", "3");

  private final Session session;

  /** With the programs that the {@code PATH} of the session leads to. */
  public SwtpmPrograms(Session session) {
    this.session = session;
  }

  private Program program(String name) throws FileSystemException {
    Map<String, String> variables = session.environment().variables();
    return Program.require(variables, name, name.equals("swtpm") ? "swtpm" : "swtpm-tools");
  }

  /** Says early that a program is missing. */
  public void require() throws FileSystemException {
    program("swtpm");
    program("swtpm_setup");
    program("swtpm_ioctl");
  }

  /**
   * Makes the first state of a TPM 2.0 in an empty folder, encrypted, with an endorsement key. It
   * gets a certificate for that key where the machine can issue one.
   */
  public void create(Path folder, byte[] passphrase) throws IOException {
    Program.Ended ended = setup(folder, passphrase, "--create-ek-cert");
    if (ended.code() != 0) {
      session
          .console()
          .warning(
              "swtpm_setup issues no certificate for the endorsement key: " + ended.lastLine());
      ended = setup(folder, passphrase, "--createek");
    }
    if (ended.code() != 0) {
      throw new FileSystemException("swtpm_setup", null, ended.lastLine());
    }
  }

  private Program.Ended setup(Path folder, byte[] passphrase, String endorsement)
      throws IOException {
    List<String> arguments = new ArrayList<>(NEW_STATE);
    arguments.addAll(List.of("--overwrite", "--tpmstate", folder.toString(), endorsement));
    return program("swtpm_setup").runWithSecret(arguments, passphrase);
  }

  /**
   * Refuses a state that the passphrase does not open.
   *
   * @param folder of swtpm; swtpm may write to it, so it is a copy
   * @throws VerificationFailedException code {@code vtpm-key}
   */
  public void requireOpens(Path folder, byte[] passphrase)
      throws VerificationFailedException, IOException {
    Path control = folder.resolve("control");
    run(folder, control, List.of("--flags", "not-need-init,startup-clear"), passphrase);
    ioctl(control, "-s");
  }

  /**
   * Encrypts a state under another passphrase.
   *
   * @param folder of swtpm, with the state; a copy in memory, because the state lies there in the
   *     clear for a moment
   * @return the new state
   * @throws VerificationFailedException code {@code vtpm-key}: the old passphrase does not open it
   */
  public byte[] reencrypt(Path folder, byte[] oldPassphrase, byte[] newPassphrase)
      throws KeywardException, IOException {
    Path clear = folder.resolve("clear");
    Path control = folder.resolve("old-control");
    run(folder, control, List.of("--flags", "not-need-init"), oldPassphrase);
    ioctl(control, "-i");
    ioctl(control, "--save", "permanent", clear.toString());
    ioctl(control, "-s");
    Path fresh = Files.createDirectory(folder.resolve("fresh"));
    Path freshControl = folder.resolve("new-control");
    run(fresh, freshControl, List.of(), newPassphrase);
    ioctl(freshControl, "--load", "permanent", clear.toString());
    ioctl(freshControl, "-i");
    ioctl(freshControl, "-s");
    Files.delete(clear);
    return SafeFiles.readAtMost(fresh.resolve(STATE), MOST_STATE);
  }

  /** Starts a swtpm on the folder, which ends by an {@code -s}. */
  private void run(Path folder, Path control, List<String> more, byte[] passphrase)
      throws VerificationFailedException, IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "socket",
                "--tpm2",
                "--daemon",
                "--tpmstate",
                "dir=" + folder,
                "--ctrl",
                "type=unixio,path=" + control,
                "--key",
                "pwdfd=3,mode=" + CIPHER));
    arguments.addAll(more);
    Program.Ended ended = program("swtpm").runWithSecret(arguments, passphrase);
    if (ended.code() != 0 || !Files.exists(control)) {
      throw new VerificationFailedException(
          Fault.of("vtpm-key", "", "a state that swtpm does not open", "one under that passphrase")
              .withHint("every byte of the file counts, a line end too"));
    }
  }

  private void ioctl(Path control, String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--unix", control.toString()));
    arguments.addAll(List.of(words));
    Program.Ended ended = program("swtpm_ioctl").run(arguments);
    if (ended.code() != 0) {
      throw new FileSystemException("swtpm_ioctl", null, ended.lastLine());
    }
  }
}
