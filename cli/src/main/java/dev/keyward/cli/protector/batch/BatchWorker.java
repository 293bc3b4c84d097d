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

  BatchWorker(Session session, Path folder, Arguments arguments) throws UsageException {
    this.roster = new Roster(session);
    this.folder = folder;
    this.allowExpired = arguments.has("allow-expired");
    this.remake = arguments.has("remake");
    this.author = new ProtectorAuthor(new Tools(engine, session.random(), session::now));
  }

  /** Looks up what a line names. A wrong passphrase ends the run; all else fails the line. */
  BatchJob prepare(BatchLines.Line text) throws KeywardException {
    String place = "line " + text.number();
    String id = place;
    try {
      BatchLine line = new BatchLineReader(text).read();
      id = line.id();
      requireNew(id, place);
      SigningKey owner = owner(line.owner());
      List<TrustedHistory> granted = new ArrayList<>();
      for (String name : line.guardians()) {
        granted.add(guardian(name));
      }
      return new BatchJob.Ready(line, owner, guardian(line.owner()).history(), granted);
    } catch (UsageException e) {
      String found = String.valueOf(e.getMessage());
      Fault fault = Fault.of("unknown-guardian", place, found, "one in the store");
      return new BatchJob.Failed(BatchResult.failed(id, new MalformedInputException(fault)));
    } catch (BadPassphraseException | KeyUnusableException e) {
      throw e;
    } catch (KeywardException e) {
      return new BatchJob.Failed(BatchResult.failed(id, e));
    } catch (IOException e) {
      return new BatchJob.Failed(BatchResult.failed(id, place, e));
    }
  }

  private void requireNew(String id, String place) throws MalformedInputException {
    if (!seen.add(id)) {
      throw new MalformedInputException(
          Fault.of(
              "repeated-id",
              place + ": id",
              id + " for a second time, perhaps in other letters",
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
    private final Map<String, BatchJob.Ready> begun = new HashMap<>();
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
        begun.put(job.id(), job);
        results.add(BatchResult.written(job.id(), file.toString(), sha256(content)));
      } catch (KeyUnusableException e) {
        throw e;
      } catch (KeywardException e) {
        results.add(BatchResult.failed(job.id(), e));
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
      Optional<BatchJob.Ready> job = Optional.ofNullable(begun.get(result.answer().id()));
      Optional<IOException> failure = job.map(BatchWorker.this::file).map(failed::get);
      return failure.isPresent() ? failed(job.orElseThrow(), failure.get()) : result;
    }

    private BatchResult failed(BatchJob.Ready job, IOException failure) {
      return failure instanceof FileAlreadyExistsException
          ? kept(job)
          : BatchResult.failed(job.id(), file(job).toString(), failure);
    }
  }

  private Path file(BatchJob.Ready job) {
    return folder.resolve(job.line().fileName());
  }

  private static String sha256(byte[] content) {
    return Thumbprint.of(content).toString();
  }

  /** What comes of a line whose file is there. */
  private BatchResult kept(BatchJob.Ready job) {
    Path file = file(job);
    try {
      byte[] content = SafeFiles.readAtMost(file, ProtectorFile.MOST_BYTES);
      BatchResult.Fit fit = existing.compare(job, content);
      if (remake && !fit.isCurrent()) {
        return remade(job);
      }
      return fit.differences().isEmpty()
          ? BatchResult.kept(job.id(), file.toString(), sha256(content), fit)
          : BatchResult.failed(job.id(), ExistingFile.differs(job, fit));
    } catch (KeywardException e) {
      return BatchResult.failed(job.id(), e);
    } catch (IOException e) {
      return BatchResult.failed(job.id(), file.toString(), e);
    }
  }

  /** In the place of a protector of the same owner, whose transport key goes with it. */
  private BatchResult remade(BatchJob.Ready job) throws KeywardException, IOException {
    byte[] content = content(job);
    try (InPlaceEdit edit = InPlaceEdit.of(file(job))) {
      edit.stream().write(content);
      edit.commit();
    }
    return BatchResult.remade(job.id(), file(job).toString(), sha256(content));
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
              "bad-batch-line", job.id(), String.valueOf(e.getMessage()), "each guardian once"));
    }
  }
}
