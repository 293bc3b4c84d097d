package dev.keyward.cli.edit;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where edited files go: to one file, into a folder, or in place of what was read. */
public final class EditTarget {

  private final Arguments arguments;
  private final Outputs outputs;
  private final Session session;

  private EditTarget(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
    this.outputs = new Outputs(session, arguments);
  }

  static EditTarget of(Arguments arguments, Session session) throws UsageException {
    List<String> files = arguments.operands();
    int targets = 0;
    for (String option : List.of("out", "out-dir", "in-place")) {
      targets += arguments.has(option) ? 1 : 0;
    }
    if (targets != 1) {
      throw new UsageException("one of -o FILE, --out-dir DIR or --in-place is needed");
    }
    if (arguments.has("out") && files.size() > 1) {
      throw new UsageException(
          "-o takes one file and there are " + files.size(), "use --out-dir or --in-place");
    }
    if (arguments.has("in-place") && files.contains("-")) {
      throw new UsageException("stdin cannot be replaced in place");
    }
    if (arguments.has("out-dir")) {
      requireDistinctNames(files);
    }
    return new EditTarget(arguments, session);
  }

  private static void requireDistinctNames(List<String> files) throws UsageException {
    Set<String> names = new HashSet<>();
    for (String file : files) {
      if (file.equals("-") || !names.add(name(file).toLowerCase(Locale.ROOT))) {
        throw new UsageException("--out-dir needs files with different names: " + file);
      }
    }
  }

  private static String name(String file) {
    return Path.of(file).getFileName().toString();
  }

  /** Whether {@code file} itself is replaced, under whatever option. */
  public boolean replaces(String file) throws IOException, UsageException {
    if (arguments.has("in-place")) {
      return true;
    }
    return !file.equals("-") && outputs.replaces(target(file), session.path(file));
  }

  /** Writes what became of {@code file}. */
  public void write(String file, byte[] content) throws IOException, UsageException {
    if (arguments.has("out-dir")) {
      Path folder = session.path(arguments.required("out-dir"));
      SafeFiles.requireNoLink(folder);
      Files.createDirectories(folder);
    }
    outputs.write(target(file), content);
  }

  private String target(String file) throws UsageException {
    return arguments.has("out")
        ? arguments.required("out")
        : session.path(arguments.required("out-dir")).resolve(name(file)).toString();
  }
}
