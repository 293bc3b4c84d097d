package dev.keyward.cli.protector.batch;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.WritingBehind;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.protector.file.ProtectorFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Does the lines of a batch. {@link #prepare} is for one thread, {@link #work} for many. */
final class BatchWorker {

  private final Roster roster;
  private final Path folder;
  private final boolean allowExpired;
  private final boolean remake;
  private final RsaEngine engine = RsaEngine.fastest();
  private final ProtectorAuthor author;
  private final ExistingFile existing = new ExistingFile(new ProtectorVerifier(engine));
  private final Map<String, SigningKey> owners = new HashMap<>();
  private final Map<String, TrustedHistory> guardians = new HashMap<>();
  private final SeenIds seen = new SeenIds();
  private final Set<BatchResult> remade = ConcurrentHashMap.newKeySet();

  BatchWorker(Session session, Path folder, Arguments arguments) throws UsageException {
    this.roster = new Roster(session);
    this.folder = folder;
    this.allowExpired = arguments.has("allow-expired");
    this.remake = arguments.has("remake");
    this.author = new ProtectorAuthor(new Tools(engine, session.random(), session::now));
  }

  /** Looks up what a line names. A wrong passphrase ends the run; all else fails the line. */
  BatchJob prepare(BatchLines.Line text) throws KeywardException {
    LineName name = new LineName("line " + text.number(), text.number());
    try {
      BatchLine line = new BatchLineReader(text).read();
      name = line.name();
      requireNew(name);
      SigningKey owner = owner(line.owner());
      List<TrustedHistory> granted = new ArrayList<>();
      for (String guardian : line.guardians()) {
        granted.add(guardian(guardian));
      }
      return new BatchJob.Ready(line, owner, guardian(line.owner()).history(), granted);
    } catch (UsageException e) {
      String found = String.valueOf(e.getMessage());
      Fault fault = Fault.of("unknown-guardian", name.place(), found, "one in the store");
      return new BatchJob.Failed(BatchResult.failed(name, new MalformedInputException(fault)));
    } catch (BadPassphraseException | KeyUnusableException e) {
      throw e;
    } catch (KeywardException e) {
      return new BatchJob.Failed(BatchResult.failed(name, e));
    } catch (IOException e) {
      return new BatchJob.Failed(BatchResult.failed(name, name.place(), e));
    }
  }

  private void requireNew(LineName name) throws MalformedInputException {
    if (!seen.add(name.id())) {
      throw new MalformedInputException(
          Fault.of(
              "repeated-id",
              name.place() + ": id",
              name.id() + " for a second time, perhaps with other capital letters",
              "each id once, without regard to case"));
    }
  }

  private SigningKey owner(String name) throws KeywardException, IOException, UsageException {
    SigningKey known = owners.get(name);
    if (known == null) {
      known = roster.owner(name, allowExpired);
      owners.put(name, known);
    }
    return known;
  }

  private TrustedHistory guardian(String name)
      throws KeywardException, IOException, UsageException {
    TrustedHistory known = guardians.get(name);
    if (known == null) {
      known = roster.grantee(name, allowExpired);
      guardians.put(name, known);
    }
    return known;
  }

  /**
   * Makes what a group has to have new; the results hold once that is written.
   *
   * @throws KeyUnusableException which ends the run
   */
  WritingBehind.Group<List<BatchResult>> work(List<BatchJob> group) throws KeyUnusableException {
    Made made = new Made();
    for (BatchJob job : group) {
      if (job instanceof BatchJob.Ready ready) {
        made.add(ready);
      } else if (job instanceof BatchJob.Failed failed) {
        made.results.add(failed.result());
      }
    }
    return made;
  }

  /** What a group has new, and what came of its lines. */
  private final class Made implements WritingBehind.Group<List<BatchResult>> {

    private final Map<Path, byte[]> contents = new LinkedHashMap<>();
    private final Map<LineName, BatchJob.Ready> begun = new HashMap<>();
    private final List<BatchResult> results = new ArrayList<>();

    void add(BatchJob.Ready job) throws KeyUnusableException {
      Path file = file(job);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        results.add(kept(job));
        return;
      }
      try {
        byte[] content = content(job);
        contents.put(file, content);
        begun.put(job.name(), job);
        results.add(BatchResult.written(job.name(), file.toString(), sha256(content)));
      } catch (KeyUnusableException e) {
        throw e;
      } catch (KeywardException e) {
        results.add(BatchResult.failed(job.name(), e));
      }
    }

    @Override
    public Map<Path, byte[]> contents() {
      return contents;
    }

    @Override
    public List<BatchResult> written(Map<Path, IOException> failed) {
      return failed.isEmpty()
          ? results
          : results.stream().map(result -> checked(result, failed)).toList();
    }

    /** Where another run was faster, its file is looked at. */
    private BatchResult checked(BatchResult result, Map<Path, IOException> failed) {
      Optional<BatchJob.Ready> job = Optional.ofNullable(begun.get(result.name()));
      Optional<IOException> failure = job.map(BatchWorker.this::file).map(failed::get);
      return failure.isPresent() ? failed(job.orElseThrow(), failure.get()) : result;
    }

    private BatchResult failed(BatchJob.Ready job, IOException failure) {
      if (!(failure instanceof FileAlreadyExistsException)) {
        return BatchResult.failed(job.name(), file(job).toString(), failure);
      }
      try {
        return kept(job);
      } catch (KeyUnusableException e) {
        return BatchResult.failed(job.name(), e);
      }
    }
  }

  private Path file(BatchJob.Ready job) {
    return folder.resolve(job.line().fileName());
  }

  private static String sha256(byte[] content) {
    return Thumbprint.of(content).toString();
  }

  /** What comes of a line whose file is there. */
  private BatchResult kept(BatchJob.Ready job) throws KeyUnusableException {
    Path file = file(job);
    try {
      byte[] content = SafeFiles.readAtMost(file, ProtectorFile.MOST_BYTES);
      BatchResult.Fit fit = existing.compare(job, content);
      if (remake && !fit.isCurrent()) {
        return remade(job);
      }
      return fit.differences().isEmpty()
          ? BatchResult.kept(job.name(), file.toString(), sha256(content), fit)
          : BatchResult.failed(job.name(), ExistingFile.differs(job, fit));
    } catch (KeyUnusableException e) {
      throw e;
    } catch (KeywardException e) {
      return BatchResult.failed(job.name(), e);
    } catch (IOException e) {
      return BatchResult.failed(job.name(), file.toString(), e);
    }
  }

  /** In the place of a protector of the same owner, whose transport key goes with it. */
  private BatchResult remade(BatchJob.Ready job) throws KeywardException, IOException {
    byte[] content = content(job);
    BatchResult result = BatchResult.remade(job.name(), file(job).toString(), sha256(content));
    try (InPlaceEdit edit = InPlaceEdit.of(file(job))) {
      edit.stream().write(content);
      edit.commit(() -> remade.add(result));
    }
    return result;
  }

  /** What took the place of a file and was not printed yet: its old key is gone for ever. */
  Set<BatchResult> remade() {
    return remade;
  }

  private byte[] content(BatchJob.Ready job) throws KeywardException {
    try {
      KeyProtector protector =
          author.create(
              job.owner(), job.guardians().stream().map(TrustedHistory::current).toList());
      return job.line().encoding().encode(protector.encode());
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          Fault.of(
              "bad-batch-line",
              job.name().id(),
              String.valueOf(e.getMessage()),
              "each guardian once"));
    }
  }
}
