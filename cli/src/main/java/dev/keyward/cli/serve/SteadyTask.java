package dev.keyward.cli.serve;

import dev.keyward.cli.console.OutOfMemory;

/** Work of a timer that goes on after a failure: a timer silently drops what throws. */
final class SteadyTask implements Runnable {

  private final String name;
  private final Runnable work;
  private final RequestLog log;

  /** With what the log calls it. */
  SteadyTask(String name, Runnable work, RequestLog log) {
    this.name = name;
    this.work = work;
    this.log = log;
  }

  @Override
  public void run() {
    try {
      work.run();
    } catch (Throwable e) { // Nothing may end it but the memory's end.
      OutOfMemory.endProcess(e);
      log.warn(
          "a bug in keyward: " + e.getClass().getSimpleName() + " in " + name + "; it continues");
    }
  }
}
