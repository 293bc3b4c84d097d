package dev.keyward.cli.serve;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the process alive. */
public final class Threads {

  private Threads() {}

  /** With that name. */
  public static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
