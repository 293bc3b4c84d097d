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

  /** Nouns whose verbs read whole folders. An earlier report may be in such a folder. */
  private static final Set<String> WALKING = Set.of("audit", "fleet");

  /** Verbs that may write back the file that they read, although they have no --in-place. */
  private static final Set<String> EDITS = Set.of("protector convert", "vm hand-over");

  private final Arguments arguments;
  private final Session session;

  /** Checks the outputs of this command. */
  public ReplacedInput(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
  }

  /** Refuses such outputs before the command does anything. */
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
      Path read = path(input);
      if (Files.isRegularFile(read) && Files.isSameFile(path, read) && !isEdit(path, input)) {
        throw replaced(output, input);
      }
      if (Files.isDirectory(read) && holds(read, path) && !EarlierOutput.is(path)) {
        throw replaced(output, "of that name in " + input);
      }
    }
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
        && file.toRealPath().startsWith(folder.toRealPath());
  }

  /** An edit whose output is its input is an edit in place, under the lock of the file. */
  private boolean isEdit(Path path, String input) throws IOException {
    boolean edits = arguments.declares("in-place") || EDITS.contains(arguments.words());
    return edits
        && arguments.operands().equals(List.of(input))
        && path.toRealPath().equals(path(input).toRealPath());
  }

  /** The paths that the command reads. */
  private List<String> inputs() {
    List<String> inputs = new ArrayList<>(arguments.pathOperands());
    inputs.addAll(arguments.pathsExcept(OUTPUTS));
    inputs.remove("-");
    return inputs;
  }
}
