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
import java.util.List;

/** What an audit was named: a link to a file of the input is that file, and read once. */
final class AuditSources {

  private static final int MOST_STDIN = 64 << 20;

  private AuditSources() {}

  static List<AuditSource> of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    List<Path> real = new ArrayList<>();
    for (String operand : arguments.operands()) {
      if (!operand.equals("-") && !Files.isSymbolicLink(session.path(operand))) {
        real.addAll(real(session.path(operand)));
      }
    }
    List<AuditSource> sources = new ArrayList<>();
    for (String operand : arguments.operands()) {
      if (operand.equals("-")) {
        sources.add(
            new AuditSource.InMemory(
                "stdin", SafeFiles.readAtMost(session.console().stdin(), MOST_STDIN, "stdin")));
      } else if (leadsTo(real, session.path(operand))) {
        session.console().note(operand + ": a link to a file of the input, which is read once");
      } else {
        sources.add(new AuditSource.OnDisk(operand, session.path(operand)));
      }
    }
    return sources;
  }

  private static boolean leadsTo(List<Path> real, Path path) {
    return Files.isSymbolicLink(path)
        && real(path).stream().anyMatch(target -> real.stream().anyMatch(target::startsWith));
  }

  /** Where it lies; nowhere, if that cannot be told: then reading it tells why. */
  private static List<Path> real(Path path) {
    try {
      return List.of(path.toRealPath());
    } catch (IOException e) {
      return List.of();
    }
  }
}
