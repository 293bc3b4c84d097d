package dev.keyward.cli.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an audit was named: a file that is named in several ways, or by a link, is read once. */
final class AuditSources {

  /** The option that names a list of files in the place of operands. */
  static final String FILES_FROM = "files-from";

  private static final int MOST_STDIN = 64 << 20;

  private final Console console;
  private final Set<Path> named = new HashSet<>();
  private final Set<Path> taken = new HashSet<>();

  private AuditSources(Console console) {
    this.console = console;
  }

  /**
   * What was named.
   *
   * @param real where it lies; empty where that cannot be told, and reading it tells why
   */
  private record Operand(String text, Path path, Optional<Path> real) {

    static Operand of(String text, Path path) {
      return new Operand(text, path, AuditSources.real(path));
    }

    boolean isLink() {
      return Files.isSymbolicLink(path);
    }
  }

  /** What the command line names: a list of files, or operands. */
  static List<AuditSource> of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    return arguments.has(FILES_FROM)
        ? List.of(FileList.read(arguments.required(FILES_FROM), session))
        : of(arguments.operands(), session);
  }

  static List<AuditSource> of(List<String> named, Session session)
      throws KeywardException, IOException, UsageException {
    List<AuditSource> read = new ArrayList<>();
    List<Operand> operands = new ArrayList<>();
    for (String operand : named) {
      operands.add(Operand.of(operand, session.path(operand)));
    }
    AuditSources sources = new AuditSources(session.console());
    operands.stream()
        .filter(each -> !each.text().equals("-") && !each.isLink())
        .forEach(each -> each.real().ifPresent(sources.named::add));
    for (Operand operand : operands) {
      if (operand.text().equals("-")) {
        read.add(
            new AuditSource.InMemory(
                "stdin", SafeFiles.readAtMost(session.console().stdin(), MOST_STDIN, "stdin")));
      } else if (sources.takes(operand)) {
        read.add(new AuditSource.OnDisk(operand.text(), operand.path()));
      }
    }
    return read;
  }

  private boolean takes(Operand operand) {
    Optional<Path> real = operand.real();
    if (real.isEmpty()) {
      return true;
    }
    if (operand.isLink() && isIn(named, real)) {
      console.note(operand.text() + ": a link to a file of the input, which is read once");
      return false;
    }
    if (!taken.add(real.get()) || isIn(named, real.map(Path::getParent))) {
      console.note(operand.text() + ": a file or folder of the input, which is read once");
      return false;
    }
    return true;
  }

  /** Whether it is one of {@code paths}, or lies in one of them. */
  private static boolean isIn(Set<Path> paths, Optional<Path> path) {
    Optional<Path> at = path;
    while (at.isPresent() && !paths.contains(at.get())) {
      at = at.map(Path::getParent);
    }
    return at.isPresent();
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
