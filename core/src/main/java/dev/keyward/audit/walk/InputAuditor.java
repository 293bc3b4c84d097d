package dev.keyward.audit.walk;

import dev.keyward.audit.judge.AuditSink;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.FileExaminer.Result;
import dev.keyward.audit.judge.Findings;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.audit.result.Shard;
import dev.keyward.audit.walk.FolderWalk.Step;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.OpenedStream;
import dev.keyward.internal.io.Patience;
import dev.keyward.protector.file.FileReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Walks through the inputs, brings the files of its share to the workers and their results to the
 * sink. A long export is read here, in a stream, by every share, and its protectors are shared.
 */
public final class InputAuditor implements AutoCloseable {

  /** A large file is examined by itself, so that few are held at a time. */
  private static final int ALONE = 1 << 20;

  private final FileExaminer examiner;
  private final FolderExaminer inFolders;
  private final AuditSink sink;
  private final Shard shard;
  private final LongConsumer progress;
  private final GroupedWork work = new GroupedWork(this::take);
  private final FileSample sample = new FileSample();
  private WalkRecord walked = new WalkRecord(0);
  private long next;
  private boolean inLongFile;
  private Shard parts = Shard.WHOLE;
  private Consumer<String> links = link -> {};

  public InputAuditor(FolderExaminer examiner, AuditSink sink, Shard shard, LongConsumer progress) {
    this.examiner = examiner.files();
    this.inFolders = examiner;
    this.sink = sink;
    this.shard = shard;
    this.progress = progress;
  }

  /** Tells {@code receiver} each link that is not followed; returns this. */
  public InputAuditor tellingLinks(Consumer<String> receiver) {
    links = receiver;
    return this;
  }

  public void audit(AuditSource source) throws IOException {
    boolean folder = source instanceof AuditSource.OnDisk disk && Files.isDirectory(disk.path());
    walked = new WalkRecord(next);
    parts = shard;
    if (source instanceof AuditSource.Listed list) {
      sink.beginList(list.name());
      list(list);
    } else {
      sink.begin(source.name(), folder);
    }
    if (source instanceof AuditSource.InMemory memory) {
      Named named = new Named(source.name(), source.name());
      byte[] content = memory.content();
      long number = walked.file(FolderEntry.Kind.FILE, named.relative(), content.length);
      sample.add(() -> new ByteArrayInputStream(content));
      if (shard.takes(number)) {
        work.give(number, new Examination(named, () -> examiner.examine(named, content)));
      }
    } else if (source instanceof AuditSource.OnDisk disk && folder) {
      folder(source.name(), disk.path());
    } else if (source instanceof AuditSource.OnDisk disk) {
      Named named = new Named(source.name(), "" + disk.path().getFileName());
      named(named, disk.path(), (kind, size) -> walked.file(kind, named.relative(), size));
    }
    work.settle();
    next = walked.next();
    sink.end(walked.end());
  }

  /** Gives a file that was named its place. */
  private interface Numbering {
    long of(FolderEntry.Kind kind, long size);
  }

  /** Each share looks at its own files only, and reads a long one alone. */
  private void list(AuditSource.Listed list) throws IOException {
    parts = Shard.WHOLE;
    for (AuditSource.OnDisk file : list.files()) {
      long number = walked.listed(file.name());
      if (shard.takes(number)) {
        named(new Named(file.name(), file.name()), file.path(), (kind, size) -> number);
      }
    }
  }

  private void folder(String name, Path path) throws IOException {
    try (FolderWalk walk = new FolderWalk(path, FolderWalk.Room.usual())) {
      Optional<Step> step = walk.next();
      while (step.isPresent()) {
        step(name, step.get());
        step = walk.next();
      }
    }
  }

  private void step(String root, Step step) throws IOException {
    Named named = named(root, step.relative());
    Path path = step.path();
    switch (step.kind()) {
      case FILE -> file(step, 0, named, () -> inFolders.examine(named, path));
      case LARGE_FILE -> file(step, ALONE, named, () -> inFolders.examine(named, path));
      case LONG_FILE -> longInFolder(named, step);
      case LOCKED, UNKNOWN -> {
        Finding reason = Findings.unreadable(step.failure().orElseThrow());
        file(step, 0, named, () -> Result.unreadable(named, reason));
      }
      case LINK_OUT -> {
        links.accept(named.shown());
        file(step, 0, named, () -> Result.other(named, 0, OtherKind.LINK_OUT_OF_THE_FOLDER));
      }
      case LINK, LINK_IN -> {
        links.accept(named.shown());
        walked.passed(step.kind(), step.relative());
      }
      case SPECIAL -> walked.passed(step.kind(), step.relative());
      case FOLDER -> throw new IllegalStateException("a folder is no step");
    }
  }

  public static Named named(String root, String relative) {
    return new Named(root.endsWith("/") ? root + relative : root + "/" + relative, relative);
  }

  private void file(Step step, int held, Named named, Callable<Result> look) throws IOException {
    give(number(step), held, named, look);
  }

  /** The place of a file in the walk. */
  private long number(Step step) {
    switch (step.kind()) {
      case FILE, LARGE_FILE, LONG_FILE -> sample.add(() -> Patience.SYSTEM.stream(step.path()));
      default -> {
        // It is not opened.
      }
    }
    return walked.file(step.kind(), step.relative(), step.size());
  }

  private void give(long number, int held, Named named, Callable<Result> look) throws IOException {
    if (shard.takes(number)) {
      work.give(number, held, new Examination(named, look));
    }
  }

  /** A file that was named; a pipe would let an audit wait without end. */
  private void named(Named named, Path path, Numbering numbers) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      long number = numbers.of(FolderEntry.Kind.FILE, 0);
      give(number, 0, named, () -> Result.unreadable(named, Findings.unreadable(e)));
      return;
    }
    if (!attributes.isRegularFile() && !OpenedStream.is(path)) {
      Finding finding =
          attributes.isDirectory()
              ? Findings.notRead("a folder in a list of files", "list the files below it")
              : Findings.notRead(
                  "a pipe or a device", "give - and send its content to standard input");
      long number = numbers.of(FolderEntry.Kind.FILE, 0);
      give(number, 0, named, () -> Result.unreadable(named, finding));
      return;
    }
    // Of a list nobody sees all files, so none is compared.
    if (attributes.isRegularFile() && parts.equals(shard)) {
      sample.add(() -> Patience.SYSTEM.stream(path));
    }
    Optional<Callable<Result>> together = inFolders.together(named, path);
    if (together.isEmpty() && attributes.size() > FileExaminer.MOST_WHOLE) {
      // A file that grows meanwhile is long for one share only: the merge refuses it.
      long number = numbers.of(FolderEntry.Kind.LONG_FILE, attributes.size());
      streamed(number, named, new LongFile(path, progress), Optional.empty());
      return;
    }
    long number = numbers.of(FolderEntry.Kind.FILE, attributes.size());
    give(number, ALONE, named, together.orElse(() -> examiner.examine(named, path)));
  }

  /** Every share recognizes the kinds of files that a few bytes show. */
  private void longInFolder(Named named, Step step) throws IOException {
    Optional<Result> known;
    try {
      known = inFolders.known(named, step.path());
    } catch (IOException e) {
      known = Optional.of(inFolders.failed(named, e));
    }
    boolean other = known.flatMap(Result::other).isPresent();
    long number = other ? walked.disk(step.relative()) : number(step);
    if (known.isPresent()) {
      Result result = known.get();
      give(number, 0, named, () -> result);
    } else if (FolderExaminer.carriesOne(step.path())) {
      give(number, ALONE, named, () -> inFolders.carried(named, step.path()));
    } else {
      LongFile file = new LongFile(step.path(), progress);
      streamed(number, named, file, Optional.of(step.path()));
    }
  }

  private void take(long number, Result result) throws IOException {
    if (inLongFile) {
      sink.entry(number, result.examined().get(0));
    } else {
      sink.file(number, result);
      progress.accept(result.bytes());
    }
  }

  /**
   * Reads an export that is too long to be held.
   *
   * @param inFolder its path where it lies in a folder, so that it may be of any kind
   */
  private void streamed(long number, Named named, LongFile file, Optional<Path> inFolder)
      throws IOException {
    work.settle();
    inLongFile = true;
    sink.beginLong(number, named);
    LongEntries entries = new LongEntries(examiner, work, parts);
    WholeRemark whole;
    try {
      FileReading end = entries.read(named, file);
      Optional<Path> judged = inFolder.filter(path -> entries.count() == 0);
      whole = whole(named, end, file, judged);
      if (whole.other().isEmpty() && file.sha256().isEmpty()) {
        // Its start said that it is no export. It counts, so the digest covers all of it.
        file.readToEnd();
        whole = whole(named, end, file, judged);
      }
    } catch (SinkLost e) {
      throw e.failure();
    } catch (IOException e) {
      whole = unreadable(named, Findings.unreadable(e));
    } catch (RuntimeException | StackOverflowError e) {
      whole = unreadable(named, Examination.failed(e));
    }
    work.settle();
    inLongFile = false;
    if (whole.remark().isPresent() && shard.takes(number)) {
      sink.remark(whole.remark().get());
    }
    sink.endLong(
        new AuditSink.LongEnd(entries.count(), file.bytes(), file.sha256(), whole.other()));
  }

  private static WholeRemark unreadable(Named named, Finding reason) {
    return WholeRemark.of(Optional.of(FileExaminer.unreadable(named, reason)));
  }

  private WholeRemark whole(Named named, FileReading end, LongFile file, Optional<Path> judged) {
    Optional<Examined> remark = FileExaminer.remark(named, end, file.sha256());
    return judged.isEmpty() || remark.isEmpty()
        ? WholeRemark.of(remark)
        : WholeRemark.of(inFolders.judged(named, judged.get(), end, remark.get()));
  }

  /** A digest over what up to 64 of the files hold, evenly spread. */
  public Thumbprint sampled() {
    return sample.digest();
  }

  @Override
  public void close() {
    work.close();
  }
}
