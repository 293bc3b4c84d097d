package dev.keyward.protector.hyperv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.internal.hvs.HvsSource;
import dev.keyward.internal.hvs.HvsWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that another program writes is read as it was, as it is, or not at all. */
class ChangingFileTest {

  private static final int PAGE = 4096;
  private static final int PAGES = 16;
  private static final byte[] OLD = file("old");
  private static final byte[] NEW = file("new");

  @TempDir private Path folder;

  /** Name and value say the same. */
  private static byte[] file(String state) {
    byte[] value = new byte[40_000];
    Arrays.fill(value, (byte) state.charAt(0));
    return new HvsWriter()
        .text("/configuration/properties/name", state)
        .bytes("/configuration/security/keys/key_protector", value)
        .file();
  }

  @Test
  void neverAMixtureOfOldAndNew() throws Exception {
    assertTrue(readWhileWritten(300) > 0);
  }

  @Test
  @Tag("soak")
  void neverAMixtureInManyReadings() throws Exception {
    assertTrue(readWhileWritten(100_000) > 0);
  }

  /** Returns how many readings gave a state; the others were refused. */
  private int readWhileWritten(int times) throws Exception {
    Path file = folder.resolve("a.vmcx");
    Files.write(file, HvsWriter.withLog(OLD, PAGES));
    AtomicBoolean ended = new AtomicBoolean();
    AtomicReference<IOException> failure = new AtomicReference<>();
    Thread writer =
        new Thread(
            () -> {
              try {
                write(file, ended);
              } catch (IOException e) {
                failure.set(e);
              }
            });
    writer.start();
    int read = 0;
    try {
      for (int time = 0; time < times; time++) {
        read += isRead(file) ? 1 : 0;
      }
    } finally {
      ended.set(true);
      writer.join();
    }
    assertEquals(null, failure.get());
    return read;
  }

  /** Changes the file as Hyper-V does: first in its log, then in place, then the log is empty. */
  private static void write(Path file, AtomicBoolean ended) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      for (int time = 0; !ended.get(); time++) {
        write(out, time % 2 == 0 ? OLD : NEW, time % 2 == 0 ? NEW : OLD);
      }
    }
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

  private static boolean isRead(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      MachineFile machine = MachineFile.read(HvsSource.of(channel), (start, size) -> false);
      char state = machine.facts().name().orElseThrow().charAt(0);
      for (byte value : machine.stored().get(0).bytes().orElseThrow()) {
        assertEquals(state, (char) value, "a mixture");
      }
      return true;
    } catch (KeywardException | IOException e) {
      return false;
    }
  }
}
