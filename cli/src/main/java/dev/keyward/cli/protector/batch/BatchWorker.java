package dev.keyward.cli.protector.batch;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.WritingBehind;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.part.KnownWrappings;
import dev.keyward.protector.part.Wrapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Does the lines of a batch. {@link #prepare} is for one thread, {@link #work} for many. */
final class BatchWorker {

  private final Roster roster;
  private final Path folder;
  private final boolean allowExpired;
  private final boolean remake;
  private final RsaEngine engine = RsaEngine.fastest();
  private final ProtectorAuthor author;
  private final ProtectorVerifier verifier = new ProtectorVerifier(engine);
  private final KnownWrappings certificates = new KnownWrappings();
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
  BatchJob prepare(String text, long number) throws KeywardException, IOException {
    String id = "line " + number;
    try {
      BatchLine line = new BatchLineReader(text, number).read();
      id = line.id();
      requireNew(id, number);
      SigningKey owner = owner(line.owner());
      List<TrustedHistory> granted = new ArrayList<>();
      for (String name : line.guardians()) {
        granted.add(guardian(name));
      }
      return new BatchJob.Ready(line, owner, guardian(line.owner()).history(), granted);
    } catch (UsageException e) {
      Fault fault =
          Fault.of(
              "unknown-guardian",
              "line " + number,
              String.valueOf(e.getMessage()),
              "one in the store");
      return new BatchJob.Failed(id, new MalformedInputException(fault));
    } catch (BadPassphraseException e) {
      throw e;
    } catch (KeywardException e) {
      return new BatchJob.Failed(id, e);
    }
  }

  private void requireNew(String id, long number) throws MalformedInputException {
    if (!seen.add(id)) {
      throw new MalformedInputException(
          Fault.of(
              "repeated-id",
              "line " + number + ": id",
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

  /** Makes what a group has to have new; the results hold once that is written. */
  WritingBehind.Group<List<BatchResult>> work(List<BatchJob> group) throws IOException {
    List<BatchResult> results = new ArrayList<>(group.size());
    Map<Path, byte[]> fresh = new LinkedHashMap<>();
    for (BatchJob job : group) {
      try {
        results.add(one(job.ready(), fresh));
      } catch (KeywardException e) {
        results.add(BatchResult.failed(job.id(), FaultAnswer.of(e.fault()), ExitCode.of(e)));
      }
    }
    return new Made(fresh, results);
  }

  /** What a group has new, and what is told of it. */
  private record Made(Map<Path, byte[]> contents, List<BatchResult> results)
      implements WritingBehind.Group<List<BatchResult>> {

    @Override
    public List<BatchResult> written(Map<Path, IOException> failed) {
      return failed.isEmpty() ? results : results.stream().map(each -> told(each, failed)).toList();
    }
  }

  private static BatchResult told(BatchResult result, Map<Path, IOException> failed) {
    Optional<String> file = result.answer().file();
    Optional<IOException> failure = file.map(Path::of).map(failed::get);
    if (file.isEmpty() || failure.isEmpty()) {
      return result;
    }
    Fault fault = Failures.io(file.get(), failure.get());
    return BatchResult.failed(result.answer().id(), FaultAnswer.of(fault), ExitCode.IO);
  }

  private BatchResult one(BatchJob.Ready job, Map<Path, byte[]> fresh)
      throws KeywardException, IOException {
    Path file = folder.resolve(job.line().fileName());
    if (fresh.containsKey(file) || Files.exists(file)) {
      byte[] there = fresh.containsKey(file) ? fresh.get(file) : read(file);
      Optional<BatchResult.Same> same = same(job, there);
      if (remake && same.filter(each -> each.former().isEmpty()).isEmpty()) {
        return remade(job, file);
      }
      return BatchResult.kept(
          job.id(),
          file.toString(),
          Thumbprint.of(there).toString(),
          same.orElseThrow(
              () -> differs(job.line().fileName(), "a protector for other guardians or keys")));
    }
    byte[] content = job.line().encoding().encode(create(job).encode());
    fresh.put(file, content);
    return BatchResult.written(job.id(), file.toString(), Thumbprint.of(content).toString());
  }

  /** In the place of a protector of the same owner, whose transport key goes with it. */
  private BatchResult remade(BatchJob.Ready job, Path file) throws KeywardException, IOException {
    byte[] content = job.line().encoding().encode(create(job).encode());
    try (InPlaceEdit edit = InPlaceEdit.of(file)) {
      edit.stream().write(content);
      edit.commit();
    }
    return BatchResult.remade(job.id(), file.toString(), Thumbprint.of(content).toString());
  }

  private KeyProtector create(BatchJob.Ready job) throws KeywardException {
    try {
      return author.create(
          job.owner(), job.guardians().stream().map(TrustedHistory::current).toList());
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          Fault.of(
              "bad-batch-line", job.id(), String.valueOf(e.getMessage()), "each guardian once"));
    }
  }

  private static byte[] read(Path file) throws IOException, KeywardException {
    return SafeFiles.readAtMost(file, ProtectorFile.MOST_BYTES);
  }

  /**
   * A file that is there already counts as made only if it is what would be made, or differs by
   * former keys alone; whose they are is told. Empty where the owner's protector is for others.
   */
  private Optional<BatchResult.Same> same(BatchJob.Ready job, byte[] there)
      throws IOException, KeywardException {
    String file = job.line().fileName();
    ProtectorFile found = ProtectorFile.of(there);
    if (found.encoding() != job.line().encoding()) {
      throw differs(file, "a file in the encoding " + found.encoding().code());
    }
    VerifiedKeyProtector verified =
        verifier.verify(KeyProtector.parse(found.single(), certificates));
    if (!verified.isOwnedBy(job.owner().guardian().signing()) || !verified.isSealedByOwner()) {
      throw differs(file, "a protector of another owner, or sealed by another");
    }
    List<String> former = new ArrayList<>();
    boolean same =
        verified.wrappings().size() == job.guardians().size() + 1
            && isGranted(verified, job.ownerHistory(), former);
    for (TrustedHistory guardian : job.guardians()) {
      same = same && isGranted(verified, guardian.history(), former);
    }
    if (!same) {
      return Optional.empty();
    }
    Set<Thumbprint> keys =
        verified.wrappings().stream()
            .map(wrapping -> Thumbprint.of(wrapping.transportKey().cipherValue()))
            .collect(Collectors.toSet());
    return Optional.of(new BatchResult.Same(former, keys));
  }

  private static boolean isGranted(
      VerifiedKeyProtector verified, GuardianHistory guardian, List<String> former) {
    if (isGranted(verified, guardian.current())) {
      return true;
    }
    boolean isFormer =
        verified.wrappings().stream()
            .filter(wrapping -> !verified.isDelegated(wrapping))
            .anyMatch(wrapping -> opens(guardian, wrapping));
    if (isFormer) {
      former.add(guardian.name().toString());
    }
    return isFormer;
  }

  /** By keys that were not retired. */
  private static boolean opens(GuardianHistory guardian, Wrapping wrapping) {
    return guardian
            .signingKey(wrapping.signing())
            .filter(key -> key.state().isTakenToOpen())
            .isPresent()
        && guardian
            .encryptionKey(wrapping.encryption())
            .filter(key -> key.state().isTakenToOpen())
            .isPresent();
  }

  private static boolean isGranted(VerifiedKeyProtector verified, Guardian guardian) {
    return verified
        .addressedTo(guardian)
        .filter(wrapping -> !verified.isDelegated(wrapping))
        .isPresent();
  }

  private static VerificationFailedException differs(String file, String found) {
    return new VerificationFailedException(
        Fault.of("file-differs", file, found, "the one that this line asks for, or no file"));
  }
}
