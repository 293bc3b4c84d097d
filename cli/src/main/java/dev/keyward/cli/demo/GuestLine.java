package dev.keyward.cli.demo;

import dev.keyward.tpm.log.EventLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a guest that runs, over a disk that both sides see: the question lies at its beginning, the
 * answer behind it. A sector in front of each has its number, which is written last.
 */
final class GuestLine {

  private static final String GUEST = "the guest";
  private static final int SECTOR = 512;
  private static final int MOST_QUESTION = 8 * SECTOR;
  private static final int ANSWER = 128 * SECTOR;
  private static final int DISK_SIZE = 2 << 20;
  private static final int MILLIS_BETWEEN = 100;
  private static final int MOST_SHOWN = 300;

  private final Path disk;
  private final Future<String> boot;
  private int number;

  /**
   * @param disk of {@link #makeDisk}
   * @param boot ends when the guest is off, with what it said last
   */
  GuestLine(Path disk, Future<String> boot) {
    this.disk = disk;
    this.boot = boot;
  }

  /** Makes an empty disk, on which nothing was asked. */
  static void makeDisk(Path disk) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(0);
      file.setLength(DISK_SIZE);
    }
  }

  /** Asks without more words. */
  byte[] ask(String name) throws IOException {
    return ask(name, new byte[0]);
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws FileSystemException where the guest cannot answer, or is off
   */
  byte[] ask(String name, byte[] more) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      write(file, name, more);
      while (true) {
        String[] head = head(file);
        if (head[0].equals("" + number) && head.length == 3) {
          return answer(file, Integer.parseInt(head[1]), head[2].equals("done"));
        }
        awaitGuest();
      }
    } catch (NumberFormatException e) {
      throw new FileSystemException(GUEST, null, "it answered " + name + " without a size");
    }
  }

  private void write(RandomAccessFile file, String name, byte[] more) throws IOException {
    if (more.length > MOST_QUESTION) {
      throw new IllegalArgumentException(more.length + " bytes");
    }
    number++;
    file.seek(SECTOR);
    file.write(more);
    byte[] head = (number + " " + name + " " + more.length).getBytes(StandardCharsets.US_ASCII);
    file.seek(0);
    file.write(Arrays.copyOf(head, SECTOR));
  }

  private static String[] head(RandomAccessFile file) throws IOException {
    byte[] head = new byte[SECTOR];
    file.seek(ANSWER);
    file.readFully(head);
    return new String(head, StandardCharsets.US_ASCII).trim().split(" ");
  }

  private static byte[] answer(RandomAccessFile file, int size, boolean done) throws IOException {
    if (size < 0 || size > EventLog.MOST_BYTES) {
      throw new FileSystemException(GUEST, null, "it answered with " + size + " bytes");
    }
    byte[] answer = new byte[size];
    file.seek(ANSWER + SECTOR);
    file.readFully(answer);
    if (!done) {
      String text = new String(answer, StandardCharsets.US_ASCII).strip();
      String shown = text.substring(0, Math.min(text.length(), MOST_SHOWN)).replaceAll("\\W", " ");
      throw new FileSystemException(GUEST, null, "its TPM does not answer: " + shown);
    }
    return answer;
  }

  private void awaitGuest() throws IOException {
    try {
      String last = boot.get(MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
      throw new FileSystemException(GUEST, null, "it is off; it said last: " + last);
    } catch (TimeoutException e) {
      // It works on the answer.
      return;
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Switches the guest off, and waits until it is. */
  void off() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      write(file, "off", new byte[0]);
    }
    try {
      boot.get();
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException failed(ExecutionException e) {
    return new IOException("the boot failed: " + e.getCause(), e);
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new IOException("the wait for the guest was interrupted");
  }
}
