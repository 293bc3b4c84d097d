package dev.keyward.internal.hvs;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that changes a container between two states, as Hyper-V does: first in its log, then in
 * place, then the log is empty. It ends with its standard input.
 */
public final class LiveWriter implements AutoCloseable {

  private static final int PAGE = 4096;
  private static final int PAGES = 64;

  /** So often it changes the file and back before it pauses, for so many milliseconds. */
  private static final int BURST = 100;

  private static final int PAUSE = 50;

  private final Process process;

  private LiveWriter(Process process) {
    this.process = process;
  }

  /**
   * Starts the process.
   *
   * @param first one state, which the file has afterwards
   * @param second the other state, of the same size
   */
  public static LiveWriter start(Path file, byte[] first, byte[] second) throws IOException {
    Files.write(file, HvsWriter.withLog(first, PAGES));
    Path other = Files.write(file.resolveSibling("other.bin"), second);
    Path old = Files.write(file.resolveSibling("old.bin"), first);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LiveWriter.class.getName(),
                file.toString(),
                old.toString(),
                other.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() < 0) {
      throw new IOException("the writer ended");
    }
    return new LiveWriter(process);
  }

  /** Whether the process still writes, without which a test would prove nothing. */
  public boolean isWriting() {
    return process.isAlive();
  }

  /** Ends the process. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("the writer failed");
    }
  }

  /** The process: a file, and two others with its states. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    byte[] first = Files.readAllBytes(Path.of(arguments[1]));
    byte[] second = Files.readAllBytes(Path.of(arguments[2]));
    CountDownLatch ended = new CountDownLatch(1);
    Thread watch = new Thread(() -> endWithInput(ended));
    watch.setDaemon(true);
    watch.start();
    System.out.println("writing");
    try (RandomAccessFile out = new RandomAccessFile(arguments[0], "rw")) {
      do {
        for (int time = 0; time < BURST; time++) {
          write(out, first, second);
          write(out, second, first);
        }
      } while (!ended.await(PAUSE, TimeUnit.MILLISECONDS));
    }
  }

  private static void endWithInput(CountDownLatch ended) {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The process that started it is gone.
    }
    ended.countDown();
  }

  private static void write(RandomAccessFile out, byte[] before, byte[] after) throws IOException {
    int log = before.length;
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < after.length; place += PAGE) {
      if (!Arrays.equals(before, place, place + PAGE, after, place, place + PAGE)) {
        places.add(place);
      }
    }
    for (int index = 0; index < places.size(); index++) {
      byte[] page = page(after, places.get(index));
      put(out, log + (index + 1L) * PAGE, page);
      put(out, log + 34 + 28L * index, HvsWriter.logEntry(index, places.get(index), page));
    }
    put(out, log, HvsWriter.logHead(places.size()));
    for (int place : places) {
      put(out, place, page(after, place));
    }
    put(out, log, HvsWriter.logHead(0));
  }

  private static byte[] page(byte[] state, int place) {
    return Arrays.copyOfRange(state, place, place + PAGE);
  }

  private static void put(RandomAccessFile out, long place, byte[] bytes) throws IOException {
    out.seek(place);
    out.write(bytes);
  }
}
