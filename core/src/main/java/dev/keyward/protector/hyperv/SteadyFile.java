package dev.keyward.protector.hyperv;

import dev.keyward.KeywardException;
import dev.keyward.internal.io.WholeFile;
import dev.keyward.internal.io.WriteWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a file that Hyper-V may write meanwhile. One reading of such a file may give bytes of
 * before and after a change, and none of its checksums needs to show that. A second reading does
 * not show it either if the file changed there and back.
 */
public final class SteadyFile {

  private SteadyFile() {}

  /** Reads a file. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads it once more. */
    T take() throws KeywardException, IOException;
  }

  /**
   * A reading during which nobody wrote the file.
   *
   * @throws IOException where it cannot be read, also because it changes all the time
   */
  public static <T> T steady(Path file, Reading<T> reading) throws KeywardException, IOException {
    for (int time = 0; time < SteadyReading.TRIES; time++) {
      WriteWatch watch = WriteWatch.begin(file);
      T value = reading.take();
      if (watch.isQuiet()) {
        return value;
      }
    }
    throw SteadyReading.changing();
  }

  /**
   * The first bytes of a file, all of them where it is not longer. Where they are a container of
   * Hyper-V, nobody wrote it meanwhile, and two readings in a row gave the same.
   *
   * @param most how many bytes to take at most
   * @throws IOException where it cannot be read, also because it changes all the time
   */
  public static byte[] read(Path file, int most) throws IOException {
    byte[] content = WholeFile.read(file, most);
    if (!MachineFile.isIn(content) || !Files.isRegularFile(file)) {
      return content;
    }
    for (int time = 0; time < SteadyReading.TRIES; time++) {
      WriteWatch watch = WriteWatch.begin(file);
      byte[] again = WholeFile.read(file, most);
      if (Arrays.equals(content, again) && watch.isQuiet()) {
        return content;
      }
      content = again;
    }
    throw SteadyReading.changing();
  }
}
