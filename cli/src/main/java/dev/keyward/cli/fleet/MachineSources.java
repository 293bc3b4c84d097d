package dev.keyward.cli.fleet;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files and folders that say which machines there are, and what an audit of them rests on. */
public final class MachineSources {

  private MachineSources() {}

  /**
   * Each of them, as it was typed.
   *
   * @throws NoSuchFileException where one is missing
   */
  public static List<AuditSource> of(Session session, List<String> names)
      throws IOException, UsageException {
    List<AuditSource> sources = new ArrayList<>();
    for (String name : names) {
      Path path = session.path(name);
      if (Files.notExists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      sources.add(new AuditSource.OnDisk(name, path));
    }
    return sources;
  }

  /** The clock alone: no policy, and no warning before an end. */
  public static AuditBasis basis(Session session) {
    return new AuditBasis(
        session.now().truncatedTo(ChronoUnit.SECONDS), Duration.ZERO, Optional.empty(), List.of());
  }
}
