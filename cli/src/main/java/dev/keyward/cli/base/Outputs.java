package dev.keyward.cli.base;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where results are written: whole or not at all, over an existing file only with --force. */
public final class Outputs {

  private final Session session;
  private final boolean force;
  private final Arguments arguments;

  public Outputs(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
    this.force = arguments.hasIfDeclared("force");
  }

  /** Says early, before slow work or a prompt, what {@link #write} would say late. */
  public void requireWritable(String target) throws IOException, UsageException {
    if (target.equals("-")) {
      return;
    }
    Path path = session.path(target);
    SafeFiles.requireNoLink(path);
    if (SafeFiles.takesOutput(path)) {
      return;
    }
    if (!force && Files.exists(path)) {
      throw new FileAlreadyExistsException(target);
    }
    if (!Files.exists(path) || Files.isRegularFile(path)) {
      SafeFiles.requireWritableFolderOf(path);
    }
  }

  /**
   * Refuses a file to be written that is also read, under this name or another.
   *
   * @param inputs what else is read besides the passphrase of the keys; {@code -} is none
   */
  public void requireNoInput(String target, List<String> inputs)
      throws IOException, UsageException {
    List<String> all = new ArrayList<>(inputs);
    arguments.value("passphrase-file").ifPresent(all::add);
    for (String input : all) {
      if (isFile(target) && isFile(input) && isSame(target, input)) {
        throw new UsageException("the output " + target + " would replace the input " + input);
      }
    }
  }

  private boolean isFile(String name) throws UsageException {
    return !name.equals("-") && Files.exists(session.path(name));
  }

  private boolean isSame(String one, String other) throws IOException, UsageException {
    return Files.isSameFile(session.path(one), session.path(other));
  }

  /** Says early that a new folder cannot be made, since something has its name. */
  public static void requireNone(Path folder, String named) throws FileAlreadyExistsException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(named);
    }
  }

  public void write(String target, byte[] content) throws IOException, UsageException {
    if (target.equals("-")) {
      OutputStream out = session.console().binaryOut();
      out.write(content);
      out.flush();
    } else {
      SafeFiles.write(session.path(target), content, force, false);
    }
  }

  /** Writes for the owner only, into a folder that is made for the owner where there is none. */
  public void writeSecret(Path folder, String name, byte[] content) throws IOException {
    SafeFiles.requireNoLink(folder);
    SafeFiles.createOwnerFolder(folder);
    Path target = folder.resolve(name);
    SafeFiles.write(target, content, force, true);
    session.secrets().look(target);
  }

  /** Whether {@code target} may be replaced and is the file {@code input}, which is then edited. */
  public boolean replaces(String target, Path input) throws IOException, UsageException {
    if (!force || target.equals("-")) {
      return false;
    }
    Path output = session.path(target);
    return Files.isRegularFile(output)
        && Files.exists(input)
        && output.toRealPath().equals(input.toRealPath());
  }
}
