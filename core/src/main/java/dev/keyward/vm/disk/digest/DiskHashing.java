package dev.keyward.vm.disk.digest;

import dev.keyward.KeywardException;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes all spans of a disk on several threads. They take span after span from the front, so that
 * the file is read nearly in order, and meet only at the counter, so that they do not wait for each
 * other.
 */
final class DiskHashing {

  private final VirtualDisk disk;
  private final Hashing hashing;
  private final Spans spans;
  private final TreeHash[] hashes;
  private final BlockSample sample;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean stopped;
  private long done;

  DiskHashing(VirtualDisk disk, Hashing hashing) {
    this.disk = disk;
    this.hashing = hashing;
    this.spans = Spans.of(disk.length());
    this.hashes = new TreeHash[spans.count()];
    this.sample = BlockSample.of(disk, hashing.random());
  }

  /**
   * The hashes of all spans, in order.
   *
   * @throws InterruptedIOException when this thread is interrupted; the others have ended then
   */
  List<TreeHash> run() throws KeywardException, IOException {
    ExecutorService pool = Executors.newFixedThreadPool(hashing.threads(), DiskHashing::thread);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < hashing.threads(); i++) {
        workers.add(pool.submit(this::work));
      }
      for (Future<?> each : workers) {
        // A worker that has ended already does not look whether this thread was interrupted.
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        each.get();
      }
      sample.requireSame(disk);
      return List.of(hashes);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(disk.where() + ": interrupted");
    } finally {
      stopped = true;
      // Not shutdownNow: an interrupt would close the file under whoever else reads it.
      pool.shutdown();
      awaitEnd(pool);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "keyward-disk");
    thread.setDaemon(true);
    return thread;
  }

  private Void work() throws KeywardException, IOException {
    SpanHasher hasher = new SpanHasher(disk, sample, this::advance, () -> stopped);
    try {
      int index = next.getAndIncrement();
      while (index < hashes.length && !stopped) {
        hashes[index] = hasher.hash(spans.start(index), spans.end(index));
        index = next.getAndIncrement();
      }
      return null;
    } catch (KeywardException | IOException | RuntimeException | Error e) {
      stopped = true;
      throw e;
    }
  }

  private synchronized void advance(long bytes) {
    done += bytes;
    hashing.progress().accept(done);
  }

  private static RuntimeException unwrapped(ExecutionException e)
      throws KeywardException, IOException {
    Throwable cause = e.getCause();
    if (cause instanceof KeywardException declared) {
      throw declared;
    }
    if (cause instanceof IOException io) {
      throw io;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
  }

  /** The threads look up after each block, so this is short. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
