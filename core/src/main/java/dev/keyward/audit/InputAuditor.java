package dev.keyward.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.FileExaminer.Named;
import dev.keyward.audit.FolderWalk.Step;
import dev.keyward.protector.FileReading;
import dev.keyward.protector.ProtectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Walks through the inputs, brings the files of its share to the workers and their results to the
 * sink. A long export is read here, in a stream, by every share, and its protectors are shared.
 */
final class InputAuditor implements AutoCloseable {

  private final FileExaminer examiner;
  private final AuditSink sink;
  private final Shard shard;
  private final LongConsumer progress;
  private final GroupedWork work = new GroupedWork(this::take);
  private WalkRecord walked;
  private long next;
  private boolean inLongFile;

  InputAuditor(FileExaminer examiner, AuditSink sink, Shard shard, LongConsumer progress) {
    this.examiner = examiner;
    this.sink = sink;
    this.shard = shard;
    this.progress = progress;
  }

  void audit(AuditSource source) throws IOException {
    boolean folder = source instanceof AuditSource.OnDisk disk && Files.isDirectory(disk.path());
    walked = new WalkRecord(next);
    sink.begin(source.name(), folder);
    if (source instanceof AuditSource.InMemory memory) {
      Named named = new Named(source.name(), source.name());
      long number = walked.file(FolderWalk.Kind.FILE, named.relative());
      if (shard.takes(number)) {
        work.give(number, () -> examiner.examine(named, memory.content()));
      }
    } else if (source instanceof AuditSource.OnDisk disk && folder) {
      folder(source.name(), disk.path());
    } else if (source instanceof AuditSource.OnDisk disk) {
      Named named = new Named(source.name(), "" + disk.path().getFileName());
      file(named, disk.path(), size(disk.path()) > FileExaminer.MOST_WHOLE);
    }
    work.settle();
    next = walked.next();
    sink.end(walked.end());
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

  /** Of what cannot be asked: 0, and reading it will tell why. */
  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }

  private void step(String root, Step step) throws IOException {
    Named named = named(root, step.relative());
    switch (step.kind()) {
      case FILE -> file(named, step.path(), false);
      case LONG_FILE -> file(named, step.path(), true);
      case LOCKED -> locked(named, step.failure().orElseThrow());
      case LINK, SPECIAL -> walked.passed(step.kind(), step.relative());
      case FOLDER -> throw new IllegalStateException("a folder is no step");
    }
  }

  static Named named(String root, String relative) {
    return new Named(root.endsWith("/") ? root + relative : root + "/" + relative, relative);
  }

  private void locked(Named folder, IOException failure) throws IOException {
    long number = walked.file(FolderWalk.Kind.LOCKED, folder.relative());
    if (shard.takes(number)) {
      Examined unreadable = FileExaminer.unreadable(folder, failure);
      work.give(
          number, () -> new FileExaminer.Result(folder, 0, Optional.empty(), List.of(unreadable)));
    }
  }

  private void file(Named named, Path path, boolean tooLongForOnce) throws IOException {
    // A file that grows meanwhile is long for one share and not for another: the merge refuses it.
    long number = walked.file(FolderWalk.Kind.FILE, named.relative());
    if (tooLongForOnce) {
      work.settle();
      inLongFile = true;
      longFile(number, named, path);
      inLongFile = false;
    } else if (shard.takes(number)) {
      work.give(number, () -> examiner.examine(named, path));
    }
  }

  private void take(long number, FileExaminer.Result result) throws IOException {
    if (inLongFile) {
      sink.entry(number, result.examined().get(0));
    } else {
      sink.file(number, result);
      progress.accept(result.bytes());
    }
  }

  private void longFile(long number, Named named, Path path) throws IOException {
    sink.beginLong(number, named);
    LongFile file = new LongFile(path, progress);
    long[] entries = new long[1];
    boolean passedOver = false;
    Optional<Examined> remark = Optional.empty();
    try {
      ProtectorFile export = new ProtectorFile(file);
      passedOver = !export.encoding().holdsMany();
      if (passedOver) {
        remark = Optional.of(FileExaminer.broken(named, FileExaminer.tooLong(), Optional.empty()));
      } else {
        remark = FileExaminer.remark(named, entries(named, export, entries), file.sha256());
      }
    } catch (KeywardException e) {
      remark = Optional.of(FileExaminer.broken(named, e, file.sha256()));
    } catch (SinkLost e) {
      throw e.failure;
    } catch (IOException e) {
      remark = Optional.of(FileExaminer.unreadable(named, e));
    }
    work.settle();
    if (remark.isPresent() && shard.takes(number)) {
      sink.remark(remark.get());
    }
    sink.endLong(new AuditSink.LongEnd(entries[0], file.bytes(), file.sha256(), passedOver));
  }

  private FileReading entries(Named named, ProtectorFile export, long[] entries)
      throws KeywardException, IOException {
    return export.examine(
        found -> {
          long number = entries[0]++;
          if (shard.takes(number)) {
            try {
              work.give(
                  number,
                  found.size(),
                  () -> FileExaminer.Result.part(named, List.of(examiner.entry(named, found))));
            } catch (IOException e) {
              throw new SinkLost(e);
            }
          }
        });
  }

  /** Keeps a failure of what takes the results apart from one of the file that is read. */
  private static final class SinkLost extends IOException {

    private static final long serialVersionUID = 1L;
    private final IOException failure;

    SinkLost(IOException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  @Override
  public void close() {
    work.close();
  }
}
