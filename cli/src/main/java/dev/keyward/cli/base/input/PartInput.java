package dev.keyward.cli.base.input;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.MaybeSecret;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.WatchedFile;
import dev.keyward.secret.SecretOutput;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SwtpmState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be sealed: files, and secrets that a pipeline hands over without writing them to a
 * disk, by standard input or a pipe of the shell. The latter are read once and held in memory;
 * closing wipes them.
 */
public final class PartInput implements AutoCloseable {

  /** The most bytes of a secret that is no file. */
  public static final int MOST_IN_MEMORY = 16 << 20;

  private static final String STDIN = "-";

  private final Session session;
  private final List<SecretOutput> contents = new ArrayList<>();
  private boolean stdinIsTaken;

  public PartInput(Session session) {
    this.session = session;
  }

  /**
   * Takes note of another input that may be standard input, which only one can have.
   *
   * @throws UsageException for the second one
   */
  public PartInput beside(String operand) throws UsageException {
    if (operand.equals(STDIN)) {
      takeStdin();
    }
    return this;
  }

  private void takeStdin() throws UsageException {
    if (stdinIsTaken) {
      throw new UsageException("only one input can be standard input");
    }
    stdinIsTaken = true;
  }

  /** Reads a name. */
  public interface Naming<N> {
    N read(String text) throws KeywardException;
  }

  /**
   * The values {@code NAME=FILE} of an option: the files by the names, in the order of the command.
   *
   * @param values as they were given
   * @param option its name without dashes
   * @param form what a value looks like, such as {@code NAME=FILE}
   * @throws UsageException for another form, a name that is none, and one that is given twice
   */
  public static <N> Map<N, String> named(
      List<String> values, String option, String form, Naming<N> naming) throws UsageException {
    Map<N, String> files = new LinkedHashMap<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--" + option + " takes " + form);
      }
      String name = value.substring(0, equals);
      try {
        if (files.putIfAbsent(naming.read(name), value.substring(equals + 1)) != null) {
          throw new UsageException("--" + option + " " + name + " is given twice");
        }
      } catch (KeywardException e) {
        throw new UsageException("--" + option + ": " + e.getMessage());
      }
    }
    return files;
  }

  /** The files in values {@code NAME=FILE}. */
  public static List<String> files(List<String> values) {
    return values.stream().map(value -> value.substring(value.indexOf('=') + 1)).toList();
  }

  /**
   * A part that is a regular file, opened when it is sealed. From now on it must not change.
   *
   * @param most the most bytes
   * @throws MalformedInputException code {@code too-large}
   */
  public PartSource file(PartName name, String file, long most)
      throws KeywardException, IOException, UsageException {
    Path path = session.path(file);
    WatchedFile watched = WatchedFile.of(path, file);
    if (!Files.isRegularFile(path)) {
      throw new UsageException(file + " is not a regular file");
    }
    if (watched.size() > most) {
      throw new MalformedInputException(
          Fault.of("too-large", file, watched.size() + " bytes", "at most " + most));
    }
    return new PartSource(name, watched.size(), watched::open);
  }

  /**
   * The state of a virtual TPM: a file of swtpm, unless the user says that it is another one.
   *
   * @param raw whether any bytes are taken
   * @param most the most bytes
   * @throws MalformedInputException codes {@code too-large}, {@code vtpm-state}
   */
  public PartSource vtpmState(String file, boolean raw, long most)
      throws KeywardException, IOException, UsageException {
    PartSource state = file(PartName.VTPM_STATE, file, most);
    if (!raw) {
      requireSwtpm(file, state);
    }
    if (SwtpmState.isInUse(session.path(file))) {
      session.console().warning(file + ": swtpm is using this state; it may still change");
    }
    return state;
  }

  /**
   * The variables of UEFI firmware. Nothing depends on their form, so a file of another form is
   * only warned about.
   *
   * @param most the most bytes
   * @throws MalformedInputException code {@code too-large}
   */
  public PartSource uefiVariables(String file, long most)
      throws KeywardException, IOException, UsageException {
    PartSource variables = file(PartName.UEFI_VARS, file, most);
    try (InputStream in = variables.content().open()) {
      if (!UefiVariables.isLikely(in.readNBytes(UefiVariables.LOOKED_AT))) {
        session.console().warning(file + ": it does not look like variables of UEFI firmware");
      }
    }
    return variables;
  }

  private void requireSwtpm(String file, PartSource state) throws KeywardException, IOException {
    try (InputStream in = state.content().open()) {
      if (SwtpmState.read(in, state.size()) == SwtpmState.TPM_1_2) {
        session
            .console()
            .warning(file + ": the state of a TPM 1.2, though the policy requires a TPM 2.0");
      }
    } catch (MalformedInputException e) {
      throw new MalformedInputException(
          e.fault().within(file).withHint("--vtpm-format raw seals any bytes as they are"));
    }
  }

  /**
   * A secret: a regular file, standard input as {@code -}, or a pipe such as {@code /dev/fd/63}.
   *
   * @param most the most bytes of a file; of all else there are at most {@link #MOST_IN_MEMORY}
   * @throws MalformedInputException code {@code too-large}
   */
  public PartSource secret(PartName name, String file, long most)
      throws KeywardException, IOException, UsageException {
    if (!file.equals(STDIN)
        && Files.isRegularFile(MaybeSecret.path(session.environment().workingDirectory(), file))) {
      return file(name, file, most);
    }
    SecretOutput content = content(file, (int) Math.min(most, MOST_IN_MEMORY));
    return new PartSource(name, content.size(), content::content);
  }

  /**
   * The whole content of a secret.
   *
   * @return wiped when this is closed
   * @throws MalformedInputException code {@code too-large}
   */
  public SecretOutput content(String file, int most)
      throws KeywardException, IOException, UsageException {
    SecretOutput content = new SecretOutput(most);
    contents.add(content);
    if (file.equals(STDIN)) {
      takeStdin();
      SafeFiles.read(session.console().stdin(), content, "stdin");
      return content;
    }
    Path path = session.path(file);
    try (InputStream in =
        Files.isRegularFile(path) ? WatchedFile.of(path, file).open() : SafeFiles.open(path)) {
      SafeFiles.read(in, content, file);
    }
    return content;
  }

  @Override
  public void close() {
    contents.forEach(SecretOutput::close);
  }
}
