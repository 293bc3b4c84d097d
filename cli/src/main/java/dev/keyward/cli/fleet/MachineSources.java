package dev.keyward.cli.fleet;

import dev.keyward.audit.Audit;
import dev.keyward.audit.AuditPolicy;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.WrittenFiles;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.audit.AuditLoad;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Progress;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files and folders that say which machines there are.
 *
 * @param doing what a bar calls their audit
 * @param names as they were typed
 */
public record MachineSources(Session session, String doing, List<String> names) {

  /** Copies the list. */
  public MachineSources {
    names = List.copyOf(names);
  }

  /**
   * Hands on every machine in them. They are judged by the clock alone: no policy, and no warning
   * before an end.
   *
   * @throws NoSuchFileException where one is missing
   */
  public void audit(KnownGuardians known, AuditReceiver receiver)
      throws IOException, UsageException {
    List<AuditSource> sources = sources();
    AuditBasis basis =
        new AuditBasis(
            session.now().truncatedTo(ChronoUnit.SECONDS),
            Duration.ZERO,
            Optional.empty(),
            List.of());
    AuditLoad load = AuditLoad.of(sources, session.console());
    try (Progress bar = session.console().progress(doing, load.bytes())) {
      Audit.Yardstick yardstick = new Audit.Yardstick(known, AuditPolicy.none(), load.engine());
      new Audit(yardstick, basis, receiver, bar::stepBy)
          .without(new WrittenFiles(session.began(), List.of()))
          .run(sources);
    }
  }

  private List<AuditSource> sources() throws IOException, UsageException {
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
}
