package dev.keyward.cli.base.folder;

import dev.keyward.audit.EarlierOutput;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Refuses outputs that would replace what the command reads, under this name or another, or a file
 * that Keyward keeps. {@code --force} does not change that.
 */
public final class ReplacedInput {

  /** Nouns whose verbs read whole folders. An earlier report may be in such a folder. */
  private static final Set<String> WALKING = Set.of("audit", "fleet");

  /** Verbs that may write back the file that they read, although they have no --in-place. */
  private static final Set<String> EDITS = Set.of("protector convert", "vm hand-over");

  private static final int MOST_DEEP = 64;

  private final Arguments arguments;
  private final Session session;
  private final CommandOutputs outputs;

  /** Checks the outputs of this command. */
  public ReplacedInput(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
    this.outputs = new CommandOutputs(arguments, session);
  }

  /** Refuses such outputs before the command does anything, and outputs that replace each other. */
  public void refuse() throws IOException, UsageException {
    outputs.requireDistinct();
    for (String option : CommandOutputs.OPTIONS) {
      for (String output : outputs.files(option)) {
        refuse(output, option.equals(CommandOutputs.LOG));
      }
    }
    if (arguments.hasIfDeclared("out-dir")) {
      refuseFolder(arguments.required("out-dir"));
    }
  }

  /** Refuses an output that the command makes of another name. */
  public void refuse(String output) throws IOException, UsageException {
    refuse(output, false);
  }

  /**
   * Refuses the outputs that would replace a file that no option names.
   *
   * @param input that an input of the command names
   */
  public void refuseOver(Path input) throws IOException, UsageException {
    for (String output : outputs.files()) {
      Path path = session.path(output);
      if (Files.exists(path) && Files.exists(input) && Files.isSameFile(path, input)) {
        throw replaced(output, input.toString());
      }
    }
  }

  /** Each operand is written into the folder under its name. */
  private void refuseFolder(String folder) throws IOException, UsageException {
    refuseIntoOwn(folder);
    Path into = session.path(folder);
    if (!Files.isDirectory(into)) {
      return;
    }
    Map<Object, List<String>> inputs = inputsByFile();
    for (String operand : arguments.pathOperands()) {
      Path name = path(operand).getFileName();
      Path target = name == null ? into : into.resolve(name);
      if (!Files.isRegularFile(target)) {
        continue;
      }
      for (String input : inputs.getOrDefault(key(target), List.of())) {
        boolean edited = input.equals(operand) && isOnePath(target, input);
        if (!edited && isOneFile(target, input)) {
          throw replaced(target.toString(), input);
        }
      }
    }
  }

  /** Thousands of files may be written beside thousands: each is compared with its like only. */
  private Map<Object, List<String>> inputsByFile() throws IOException {
    Map<Object, List<String>> files = new HashMap<>();
    for (String input : inputs()) {
      Path read = path(input);
      if (Files.isRegularFile(read)) {
        files.computeIfAbsent(key(read), key -> new ArrayList<>()).add(input);
      }
    }
    return files;
  }

  /** Two names of one file have the same key; without numbers of files all files have one key. */
  private static Object key(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? "" : key;
  }

  /** A log only grows, so it may be in the folder that it reports on. */
  private void refuse(String output, boolean log) throws IOException, UsageException {
    Path path = session.path(output);
    if (!Files.exists(path)) {
      return;
    }
    if (!log) {
      refuseIntoOwn(output);
    }
    for (String input : inputs()) {
      if (isOneFile(path, input) && !isEdit(path, input)) {
        throw replaced(output, input);
      }
      Path read = path(input);
      if (Files.isDirectory(read) && holds(read, path) && !EarlierOutput.is(path)) {
        throw replaced(output, "of that name in " + input);
      }
    }
  }

  private boolean isOneFile(Path output, String input) throws IOException {
    Path read = path(input);
    return Files.isRegularFile(read) && Files.exists(output) && Files.isSameFile(output, read);
  }

  private boolean isOnePath(Path output, String input) throws IOException {
    Path read = path(input);
    return Files.exists(output)
        && Files.exists(read)
        && output.toRealPath().equals(read.toRealPath());
  }

  /** An address, for instance, is no path, and so no file. The command reports the error later. */
  private Path path(String input) {
    try {
      return session.path(input);
    } catch (UsageException e) {
      return session.environment().workingDirectory();
    }
  }

  private static UsageException replaced(String output, String input) {
    return new UsageException(
        "the output " + output + " would replace the input " + input,
        "--force never replaces an input; name another file");
  }

  private void refuseIntoOwn(String output) throws IOException, UsageException {
    Optional<Path> own = OwnFolders.holding(session.path(output), session.ownStore());
    if (own.isPresent()) {
      throw new UsageException(
          "the output " + output + " is in " + own.get() + ", which Keyward keeps for itself",
          "name a file outside this store, service or host folder");
    }
  }

  private boolean holds(Path folder, Path file) throws IOException {
    return WALKING.contains(arguments.words().split(" ")[0])
        && Files.isRegularFile(file)
        && (file.toRealPath().startsWith(folder.toRealPath()) || holdsLink(folder, file));
  }

  /** Whether a file in the folder is another name of this one, a hard link. */
  private static boolean holdsLink(Path folder, Path file) throws IOException {
    boolean counted = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    if (!counted || Files.getAttribute(file, "unix:nlink").equals(1)) {
      return false;
    }
    Object key = Files.getAttribute(file, "unix:ino");
    try (Stream<Path> all = Files.find(folder, MOST_DEEP, (path, found) -> found.isRegularFile())) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.getAttribute(path, "unix:ino").equals(key) && Files.isSameFile(path, file)) {
          return true;
        }
      }
    } catch (UncheckedIOException e) {
      // The command reports a folder that it cannot read.
    }
    return false;
  }

  /** An edit whose output is its input is an edit in place, under the lock of the file. */
  private boolean isEdit(Path path, String input) throws IOException {
    boolean edits = arguments.declares("in-place") || EDITS.contains(arguments.words());
    return edits && arguments.operands().equals(List.of(input)) && isOnePath(path, input);
  }

  /** The paths that the command reads. */
  private List<String> inputs() {
    List<String> inputs = new ArrayList<>(arguments.pathOperands());
    inputs.addAll(arguments.pathsExcept(CommandOutputs.OPTIONS));
    inputs.remove("-");
    return inputs;
  }
}
