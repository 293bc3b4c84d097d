package dev.keyward.cli.template;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Progress;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.digest.Hashing;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** The virtual disk that a command was given. */
final class DiskInput {

  private static final int MOST_THREADS = 64;

  private final Session session;

  DiskInput(Session session) {
    this.session = session;
  }

  VirtualDisk open(String file) throws KeywardException, IOException, UsageException {
    if (file.equals("-")) {
      throw new UsageException("a disk is read from a file, not from stdin");
    }
    VirtualDisk disk = VirtualDisk.open(session.path(file), file);
    if (disk.isDevice()) {
      session
          .console()
          .warning(
              file
                  + ": Keyward may not notice a program that writes to this block device now;"
                  + " stop all programs that use it first");
    }
    return disk;
  }

  /** On all cores, telling how many bytes are done. */
  Hashing hashing(Progress progress) {
    AtomicLong before = new AtomicLong();
    int cores = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    return new Hashing(
        cores, done -> progress.stepBy(done - before.getAndSet(done)), session.random());
  }
}
