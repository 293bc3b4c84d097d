package dev.keyward.cli.base.folder;

import dev.keyward.audit.EarlierOutput;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses outputs that would replace what the command reads, under this name or another, or a file
 * that Keyward keeps. {@code --force} does not change that.
 */
public final class ReplacedInput {

  private static final List<String> OUTPUTS = List.of("out", "report", "sums", "log");

  /** These read whole folders, where an earlier report of theirs may lie. */
  private static final Set<String> WALKING = Set.of("audit", "fleet");

  /** Verbs that may write the file again that they read, and have no option to say so. */
  private static final Set<String> EDITS = Set.of("protector convert", "vm hand-over");

  private final Arguments arguments;
  private final Session session;

  /** Of what a command was given. */
  public ReplacedInput(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
  }

  /** Refuses them before the command does anything. */
  public void refuse() throws IOException, UsageException {
    for (String option : OUTPUTS) {
      for (String output :
          arguments.declares(option) ? arguments.values(option) : List.<String>of()) {
        if (!output.equals("-") && !output.isEmpty()) {
          refuse(output, option.equals("log"));
        }
      }
    }
    if (arguments.declares("out-dir") && arguments.has("out-dir")) {
      refuseIntoOwn(arguments.required("out-dir"));
    }
  }

  /** A log only grows, so it may lie beside what it tells of. */
  private void refuse(String output, boolean log) throws IOException, UsageException {
    Path path = session.path(output);
    if (!Files.exists(path)) {
      return;
    }
    if (!log) {
      refuseIntoOwn(output);
    }
    for (String input : inputs()) {
      Path read = path(input);
      if (Files.isRegularFile(read) && Files.isSameFile(path, read) && !isEdit(path, input)) {
        throw replaced(output, input);
      }
      if (Files.isDirectory(read) && holds(read, path) && !EarlierOutput.is(path)) {
        throw replaced(output, "of that name in " + input);
      }
    }
  }

  /** What is no path, such as an address, is no file; the command says what is wrong with it. */
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
        && file.toRealPath().startsWith(folder.toRealPath());
  }

  /** An edit that ends where it began is made in place, under the lock of the file. */
  private boolean isEdit(Path path, String input) throws IOException {
    boolean edits = arguments.declares("in-place") || EDITS.contains(arguments.words());
    return edits
        && arguments.operands().equals(List.of(input))
        && path.toRealPath().equals(path(input).toRealPath());
  }

  /** The paths that it was given to read. */
  private List<String> inputs() {
    List<String> inputs = new ArrayList<>(arguments.pathOperands());
    inputs.addAll(arguments.pathsExcept(OUTPUTS));
    inputs.remove("-");
    return inputs;
  }
}
