package dev.keyward.audit.walk;

import dev.keyward.audit.judge.FileExaminer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Examinations for all cores, handed out in groups; results come in the order of the giving. */
final class GroupedWork implements AutoCloseable {

  private static final int GROUP = 32;
  private static final int GROUP_BYTES = 1 << 20;

  private final OrderedWork<List<Done>> work;
  private List<Task> group = new ArrayList<>(GROUP);
  private int bytes;

  private record Task(long number, Examination examination) {}

  private record Done(long number, FileExaminer.Result result) {}

  /** Takes one result and the number that was given with its work. */
  interface Taker {
    void take(long number, FileExaminer.Result result) throws IOException;
  }

  GroupedWork(Taker taker) {
    this.work =
        new OrderedWork<>(
            results -> {
              for (Done done : results) {
                taker.take(done.number(), done.result());
              }
            });
  }

  void give(long number, Examination examination) throws IOException {
    give(number, 0, examination);
  }

  /**
   * Gives work.
   *
   * @param held how many bytes it holds in memory until it is done
   */
  void give(long number, int held, Examination examination) throws IOException {
    group.add(new Task(number, examination));
    bytes += held;
    if (group.size() >= GROUP || bytes >= GROUP_BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    List<Task> whole = group;
    group = new ArrayList<>(GROUP);
    bytes = 0;
    if (!whole.isEmpty()) {
      work.give(
          () -> {
            List<Done> results = new ArrayList<>(whole.size());
            for (Task each : whole) {
              results.add(new Done(each.number(), each.examination().call()));
            }
            return results;
          });
    }
  }

  /** Takes the results of everything that was given. */
  void settle() throws IOException {
    flush();
    work.drain();
  }

  @Override
  public void close() {
    work.close();
  }
}
