package dev.keyward.cli.protector.batch;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.WritingBehind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Makes many protectors: lines are gathered to groups, groups are worked on by all cores, and
 * results come out in the order of the lines. Memory is bounded by the groups under way.
 */
public final class BatchCreate {

  private static final int GROUP = 64;

  private final Arguments arguments;
  private final Session session;
  private final Console console;
  private final Path folder;
  private final BatchWorker worker;
  private final Deque<Future<List<BatchResult>>> underWay = new ArrayDeque<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final KeptKeys kept = new KeptKeys();
  private final int cores = Runtime.getRuntime().availableProcessors();
  private ExitCode worst = ExitCode.DONE;
  private long former;
  private long remade;

  public BatchCreate(Arguments arguments, Session session) throws UsageException {
    this.arguments = arguments;
    this.session = session;
    this.console = session.console();
    this.folder = session.path(arguments.required("out-dir"));
    this.worker = new BatchWorker(session, folder, arguments);
  }

  public ExitCode run() throws KeywardException, IOException, UsageException {
    String from = arguments.required("batch");
    SafeFiles.requireNoLink(folder);
    Files.createDirectories(folder);
    try (BufferedReader lines = open(from);
        WritingBehind writing = new WritingBehind();
        Progress bar = console.progress("protectors", -1)) {
      submitAll(lines, writing, bar);
      while (!underWay.isEmpty()) {
        report(bar);
      }
    }
    StringJoiner summary = new StringJoiner(", ", "batch: ", "").setEmptyValue("batch: no lines");
    counts.forEach((status, count) -> summary.add(count + " " + status));
    console.note(summary.toString());
    if (former > 0) {
      console.note(
          "kept although for former keys: "
              + former
              + "; protector renew FILE puts the current ones there");
    }
    if (remade > 0) {
      console.note(
          "made again: "
              + remade
              + "; they have new transport keys, which open nothing that the old ones did");
    }
    return worst;
  }

  private BufferedReader open(String from) throws IOException, UsageException {
    InputStream bytes = from.equals("-") ? console.stdin() : SafeFiles.open(session.path(from));
    return MarkedText.reader(bytes);
  }

  private void submitAll(BufferedReader lines, WritingBehind writing, Progress bar)
      throws KeywardException, IOException, UsageException {
    List<BatchJob> group = new ArrayList<>(GROUP);
    long number = 0;
    Optional<String> line = BoundedLines.next(lines, BatchLineReader.LONGEST);
    while (line.isPresent()) {
      number++;
      if (!line.get().isBlank()) {
        // Owners are unlocked here, one after the other: it may ask for the passphrase.
        group.add(worker.prepare(line.get(), number));
      }
      line = BoundedLines.next(lines, BatchLineReader.LONGEST);
      if (group.size() == GROUP || line.isEmpty()) {
        List<BatchJob> whole = List.copyOf(group);
        underWay.add(writing.submit(() -> worker.work(whole)));
        group.clear();
      }
      if (underWay.size() > 2 * cores + 4) {
        report(bar);
      }
    }
  }

  /** Waits for the oldest group and prints its lines. */
  private void report(Progress bar) throws IOException {
    for (BatchResult result : result(underWay.remove())) {
      kept.told(result).forEach(this::tell);
      bar.step();
    }
  }

  private void tell(BatchResult result) {
    counts.merge(result.answer().status(), 1L, Long::sum);
    worst = worst.worse(result.code());
    former += result.answer().former().isPresent() ? 1 : 0;
    remade += result.answer().remade().isPresent() ? 1 : 0;
    console.jsonLine(result.answer());
  }

  private static List<BatchResult> result(Future<List<BatchResult>> group) throws IOException {
    try {
      return group.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("a group of the batch failed", e.getCause());
    }
  }
}
