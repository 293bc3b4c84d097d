package dev.keyward.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.FileExaminer.Named;
import dev.keyward.audit.FolderWalk.Step;
import dev.keyward.protector.EncodedProtector;
import dev.keyward.protector.ProtectorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

/**
 * Brings the files of the inputs to the workers and their results to the ledger. Files go in
 * groups; a long export is read here, in a stream, and its protectors go in groups.
 */
final class InputAuditor implements AutoCloseable {

  private static final int GROUP = 32;
  private static final int GROUP_BYTES = 1 << 20;

  private final FileExaminer examiner;
  private final AuditLedger ledger;
  private final Omissions omissions;
  private final LongConsumer progress;
  private final OrderedWork<List<FileExaminer.Result>> work = new OrderedWork<>(this::take);
  private List<Callable<FileExaminer.Result>> group = new ArrayList<>(GROUP);
  private InputDigest digest;

  InputAuditor(
      FileExaminer examiner, AuditLedger ledger, Omissions omissions, LongConsumer progress) {
    this.examiner = examiner;
    this.ledger = ledger;
    this.omissions = omissions;
    this.progress = progress;
  }

  AuditInput audit(AuditSource source) throws IOException {
    boolean folder = source instanceof AuditSource.OnDisk disk && Files.isDirectory(disk.path());
    digest = new InputDigest(source, folder);
    if (source instanceof AuditSource.InMemory memory) {
      Named named = new Named(source.name(), source.name());
      give(() -> examiner.examine(named, memory.content()));
    } else if (source instanceof AuditSource.OnDisk disk && folder) {
      folder(source.name(), disk.path());
    } else if (source instanceof AuditSource.OnDisk disk) {
      Named named = new Named(source.name(), "" + disk.path().getFileName());
      file(named, disk.path(), size(disk.path()) > FileExaminer.MOST_WHOLE);
    }
    flush();
    work.drain();
    return digest.input();
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
    String shown = root.endsWith("/") ? root + step.relative() : root + "/" + step.relative();
    Named named = new Named(shown, step.relative());
    switch (step.kind()) {
      case FILE -> file(named, step.path(), false);
      case LONG_FILE -> file(named, step.path(), true);
      case LOCKED -> locked(named, step.failure().orElseThrow());
      case LINK -> omissions.link();
      case SPECIAL -> omissions.special();
      case FOLDER -> throw new IllegalStateException("a folder is no step");
    }
  }

  private void locked(Named folder, IOException failure) throws IOException {
    settle();
    ledger.add(FileExaminer.unreadable(folder, failure));
  }

  private void file(Named named, Path path, boolean tooLongForOnce) throws IOException {
    if (tooLongForOnce) {
      settle();
      longFile(named, path);
      settle();
    } else {
      give(() -> examiner.examine(named, path));
    }
  }

  private void give(Callable<FileExaminer.Result> one) throws IOException {
    group.add(one);
    if (group.size() >= GROUP) {
      flush();
    }
  }

  private void flush() throws IOException {
    List<Callable<FileExaminer.Result>> whole = group;
    group = new ArrayList<>(GROUP);
    if (!whole.isEmpty()) {
      work.give(
          () -> {
            List<FileExaminer.Result> results = new ArrayList<>(whole.size());
            for (Callable<FileExaminer.Result> each : whole) {
              results.add(each.call());
            }
            return results;
          });
    }
  }

  /** Takes everything that was given before, so that what comes now stands behind it. */
  private void settle() throws IOException {
    flush();
    work.drain();
  }

  private void take(List<FileExaminer.Result> results) throws IOException {
    for (FileExaminer.Result result : results) {
      if (result.sha256().isPresent()) {
        digest.add(result.file().relative(), result.bytes(), result.sha256().get());
      }
      for (Examined examined : result.examined()) {
        ledger.add(examined);
      }
      progress.accept(result.bytes());
    }
  }

  private void longFile(Named named, Path path) throws IOException {
    LongFile file = new LongFile(path, progress);
    try {
      ProtectorFile export = new ProtectorFile(file);
      if (!export.encoding().holdsMany()) {
        omissions.tooLong();
        ledger.add(FileExaminer.broken(named, FileExaminer.tooLong(), Optional.empty()));
        return;
      }
      int count = new Entries(named).giveAll(export);
      settle();
      if (count == 0) {
        ledger.add(FileExaminer.broken(named, FileExaminer.emptyExport(), file.sha256()));
      }
    } catch (KeywardException e) {
      settle();
      ledger.add(FileExaminer.broken(named, e, file.sha256()));
    } catch (IOException e) {
      settle();
      ledger.add(FileExaminer.unreadable(named, e));
    }
    file.sha256().ifPresent(sha256 -> digest.add(named.relative(), file.bytes(), sha256));
  }

  /** The protectors of a long export on their way to the workers. */
  private final class Entries {

    private final Named file;
    private List<EncodedProtector> waiting = new ArrayList<>(GROUP);
    private int bytes;

    Entries(Named file) {
      this.file = file;
    }

    int giveAll(ProtectorFile export) throws KeywardException, IOException {
      try {
        return export.forEach(this::add);
      } finally {
        giveWaiting();
      }
    }

    private void add(EncodedProtector protector) throws IOException {
      waiting.add(protector);
      bytes += protector.size();
      if (waiting.size() >= GROUP || bytes >= GROUP_BYTES) {
        giveWaiting();
      }
    }

    private void giveWaiting() throws IOException {
      List<EncodedProtector> whole = waiting;
      waiting = new ArrayList<>(GROUP);
      bytes = 0;
      if (!whole.isEmpty()) {
        work.give(
            () -> {
              List<Examined> examined = new ArrayList<>(whole.size());
              whole.forEach(each -> examined.add(examiner.entry(file, each)));
              return List.of(FileExaminer.Result.part(file, examined));
            });
      }
    }
  }

  @Override
  public void close() {
    work.close();
  }
}
