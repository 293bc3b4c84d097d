package dev.keyward.cli.protector.batch;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.cli.console.IoFault;
import dev.keyward.cli.console.Progress;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.WritingBehind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes many protectors: lines are gathered to groups, groups are worked on by all cores, and
 * results come out in the order of the lines. Memory is bounded by the groups under way.
 */
public final class BatchCreate {

  private static final int GROUP = 64;

  /** How long a run that is ended waits for a line that is being printed, in seconds. */
  private static final int PATIENCE = 2;

  private final Arguments arguments;
  private final Session session;
  private final Path folder;
  private final BatchWorker worker;
  private final BatchReport report;
  private final ReentrantLock reporting = new ReentrantLock();
  private final Deque<Future<List<BatchResult>>> underWay = new ConcurrentLinkedDeque<>();
  private final int cores = Runtime.getRuntime().availableProcessors();
  private Optional<Throwable> failure = Optional.empty();
  private boolean lost;

  public BatchCreate(Arguments arguments, Session session) throws UsageException {
    this.arguments = arguments;
    this.session = session;
    this.folder = session.path(arguments.required("out-dir"));
    this.worker = new BatchWorker(session, folder, arguments);
    this.report = new BatchReport(session.console());
  }

  public ExitCode run() throws KeywardException, IOException, UsageException {
    String from = arguments.required("batch");
    SafeFiles.requireNoLink(folder);
    Files.createDirectories(folder);
    try (InputStream bytes = open(from);
        WritingBehind writing = new WritingBehind(folder, this::endEarly);
        Progress bar = session.console().counting("protectors")) {
      boolean whole = false;
      try {
        submitAll(new BatchLines(bytes), writing, bar);
        whole = true;
      } finally {
        reportAll(bar, whole);
      }
    }
    return failure.isPresent() ? raised(failure.get()) : report.worst();
  }

  private InputStream open(String from) throws IOException, UsageException {
    return from.equals("-") ? session.console().stdin() : SafeFiles.open(session.path(from));
  }

  private void submitAll(BatchLines lines, WritingBehind writing, Progress bar)
      throws KeywardException, IOException {
    List<BatchJob> group = new ArrayList<>(GROUP);
    Optional<BatchLines.Line> line = lines.next();
    while (line.isPresent() && !isOver()) {
      if (!line.get().isBlank()) {
        // Owners are unlocked here, one after the other: it may ask for the passphrase.
        group.add(worker.prepare(line.get()));
      }
      line = lines.next();
      if (group.size() == GROUP || line.isEmpty()) {
        List<BatchJob> whole = List.copyOf(group);
        underWay.add(writing.submit(() -> worker.work(whole)));
        group.clear();
      }
      if (underWay.size() > 2 * cores + 4) {
        reportNext(bar);
      }
    }
  }

  /** Every file that was written has its line, also where something ended the run. */
  private void reportAll(Progress bar, boolean whole) {
    while (!underWay.isEmpty()) {
      reportNext(bar);
    }
    if (whole && !isOver()) {
      report.end();
    } else {
      report.endEarly();
    }
  }

  private boolean isOver() {
    return lost || failure.isPresent();
  }

  /** Waits for the oldest group and prints its lines. */
  private void reportNext(Progress bar) {
    Future<List<BatchResult>> group = underWay.element();
    List<BatchResult> results = List.of();
    try {
      results = group.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = failure.or(() -> Optional.of(e));
    } catch (ExecutionException e) {
      failure = failure.or(() -> Optional.of(Objects.requireNonNullElse(e.getCause(), e)));
    }
    reporting.lock();
    try {
      print(results);
      underWay.remove();
    } finally {
      reporting.unlock();
    }
    bar.stepBy(results.size());
    lost |= results.stream().anyMatch(this::isLost);
  }

  /** Prints the lines of a group, under the lock. */
  private void print(List<BatchResult> results) {
    report.add(results);
    worker.remade().removeAll(results);
  }

  /** Whether all lines that follow would fail like this one. */
  private boolean isLost(BatchResult result) {
    Optional<String> code = result.answer().error().map(FaultAnswer::code);
    return code.filter(IoFault.NO_SPACE::equals).isPresent()
        || (result.code() == ExitCode.IO && !Files.isDirectory(folder));
  }

  private static ExitCode raised(Throwable failure) throws KeywardException, IOException {
    if (failure instanceof KeywardException refused) {
      throw refused;
    }
    if (failure instanceof IOException io) {
      throw io;
    }
    throw new IllegalStateException("a group of the batch failed", failure);
  }

  /** Prints what is in place and has no line, when the process is told to end. */
  private void endEarly() {
    try {
      if (!reporting.tryLock(PATIENCE, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    // The lock is kept, so that nothing is printed after this.
    underWay.stream().map(BatchCreate::done).forEach(this::print);
    // A group that is not done may have put files in the place of others.
    report.add(List.copyOf(worker.remade()));
    report.endEarly();
  }

  /** The results of a group that is in place; none of another. */
  private static List<BatchResult> done(Future<List<BatchResult>> group) {
    try {
      return group.isDone() ? group.get() : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException e) {
      return List.of();
    }
  }
}
