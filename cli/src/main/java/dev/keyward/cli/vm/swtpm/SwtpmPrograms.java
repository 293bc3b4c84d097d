package dev.keyward.cli.vm.swtpm;

import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.AttachedProgram;
import dev.keyward.cli.base.program.Program;
import dev.keyward.file.SafeFiles;
import dev.keyward.secret.SecretOutput;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * swtpm and its tools, which make and read encrypted states. They get the passphrase through a
 * pipe.
 */
public final class SwtpmPrograms {

  /** The name of the permanent state of a TPM 2.0 in swtpm's folder. */
  public static final String STATE = "tpm2-00.permall";

  /** The largest state that is read, in bytes; swtpm's own are some 100 KiB. */
  static final int MOST_STATE = 16 << 20;

  private static final List<String> NEW_STATE =
      List.of(
          "--tpm2", "--pcr-banks", "sha256", "--cipher", RunningSwtpm.CIPHER, "--pwdfile-fd", "3");

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
    AttachedProgram.Ended ended = setup(folder, passphrase, "--create-ek-cert");
    if (ended.code() != 0) {
      session
          .console()
          .warning(
              "swtpm_setup issues no certificate for the endorsement key: " + ended.lastLine());
      ended = setup(folder, passphrase, "--createek");
    }
    ended.requireSuccess("swtpm_setup");
  }

  private AttachedProgram.Ended setup(Path folder, byte[] passphrase, String endorsement)
      throws IOException {
    List<String> arguments = new ArrayList<>(NEW_STATE);
    arguments.addAll(List.of("--overwrite", "--tpmstate", folder.toString(), endorsement));
    return program("swtpm_setup").runWithSecret(arguments, passphrase);
  }

  private RunningSwtpm start(Path folder, byte[] passphrase) throws IOException {
    return RunningSwtpm.on(folder, passphrase, program("swtpm"), program("swtpm_ioctl"));
  }

  /**
   * Refuses a state that the passphrase does not open.
   *
   * @param folder of swtpm; swtpm may write to it, so it is a copy
   * @throws VerificationFailedException code {@code vtpm-key}
   */
  public void requireOpens(Path folder, byte[] passphrase)
      throws VerificationFailedException, IOException {
    try (RunningSwtpm swtpm = start(folder, passphrase)) {
      swtpm.powerOn();
      swtpm.powerOff();
    }
  }

  /**
   * Encrypts a state under another passphrase.
   *
   * @param folder of swtpm, with the state; swtpm may write to it, so it is a copy
   * @return the new state
   * @throws VerificationFailedException code {@code vtpm-key}: the old passphrase does not open it
   */
  public byte[] reencrypt(Path folder, byte[] oldPassphrase, byte[] newPassphrase)
      throws KeywardException, IOException {
    Path fresh = Files.createDirectory(folder.resolve("fresh"));
    try (SecretOutput clear = new SecretOutput(MOST_STATE)) {
      try (RunningSwtpm swtpm = start(folder, oldPassphrase)) {
        swtpm.powerOn();
        swtpm.save(clear);
        swtpm.powerOff();
      }
      load(fresh, clear, newPassphrase);
    }
    return SafeFiles.readAtMost(fresh.resolve(STATE), MOST_STATE);
  }

  private void load(Path folder, SecretOutput clear, byte[] passphrase)
      throws KeywardException, IOException {
    byte[] state = clear.copy();
    try (RunningSwtpm swtpm = start(folder, passphrase)) {
      swtpm.load(state);
      swtpm.powerOn();
      swtpm.powerOff();
    } finally {
      Arrays.fill(state, (byte) 0);
    }
  }
}
