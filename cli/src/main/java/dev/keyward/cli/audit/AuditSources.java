package dev.keyward.cli.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
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

  private static final int MOST_STDIN = 64 << 20;

  private final Session session;
  private final Set<Path> named = new HashSet<>();
  private final Set<Path> taken = new HashSet<>();

  private AuditSources(Session session) {
    this.session = session;
  }

  static List<AuditSource> of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    AuditSources sources = new AuditSources(session);
    for (String operand : arguments.operands()) {
      if (!operand.equals("-") && !Files.isSymbolicLink(session.path(operand))) {
        real(session.path(operand)).ifPresent(sources.named::add);
      }
    }
    List<AuditSource> read = new ArrayList<>();
    for (String operand : arguments.operands()) {
      if (operand.equals("-")) {
        read.add(
            new AuditSource.InMemory(
                "stdin", SafeFiles.readAtMost(session.console().stdin(), MOST_STDIN, "stdin")));
      } else if (sources.takes(operand)) {
        read.add(new AuditSource.OnDisk(operand, session.path(operand)));
      }
    }
    return read;
  }

  private boolean takes(String operand) throws UsageException {
    Path path = session.path(operand);
    Optional<Path> real = real(path);
    if (real.isEmpty()) {
      return true;
    }
    if (Files.isSymbolicLink(path) && isIn(named, real)) {
      session.console().note(operand + ": a link to a file of the input, which is read once");
      return false;
    }
    if (!taken.add(real.get()) || isIn(named, real.map(Path::getParent))) {
      session.console().note(operand + ": a file or folder of the input, which is read once");
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

  /** Where it lies; nowhere, if that cannot be told: then reading it tells why. */
  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
