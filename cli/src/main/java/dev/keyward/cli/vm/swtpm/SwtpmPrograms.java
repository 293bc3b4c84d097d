package dev.keyward.cli.vm.swtpm;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.Program;
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
    List<String> arguments =
        List.of(
            "socket",
            "--tpm2",
            "--daemon",
            "--tpmstate",
            "dir=" + folder,
            "--ctrl",
            "type=unixio,path=" + control,
            "--flags",
            "not-need-init,startup-clear",
            "--key",
            "pwdfd=3,mode=" + CIPHER);
    Program.Ended ended = program("swtpm").runWithSecret(arguments, passphrase);
    if (ended.code() != 0 || !Files.exists(control)) {
      throw new VerificationFailedException(
          Fault.of("vtpm-key", "", "a state that swtpm does not open", "one under that passphrase")
              .withHint("every byte of the file counts, a line end too"));
    }
    Program.Ended stopped = program("swtpm_ioctl").run(List.of("--unix", control.toString(), "-s"));
    if (stopped.code() != 0) {
      throw new FileSystemException("swtpm_ioctl", null, stopped.lastLine());
    }
  }
}
