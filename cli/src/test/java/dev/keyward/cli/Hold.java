package dev.keyward.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/** Holds a file open for reading in a process of its own, as a backup or a virus scanner does. */
final class Hold implements AutoCloseable {

  private final Process process;

  private Hold(Process process) {
    this.process = process;
  }

  /** Returns once the other process has the file open. */
  static Hold of(Path folder, String file) throws Exception {
    return start(folder, file);
  }

  /** Returns once the other process has locked the whole file, as swtpm does. */
  static Hold locking(Path folder, String file) throws Exception {
    return start(folder, file, "lock");
  }

  private static Hold start(Path folder, String... words) throws Exception {
    Path open = folder.resolve("open");
    Hold hold = new Hold(Spawned.start(Hold.class.getName(), folder, Map.of(), words));
    Until.so(() -> Files.exists(open));
    Files.delete(open);
    return hold;
  }

  /** Holds the file that is named until standard input ends. */
  public static void main(String[] words) throws IOException {
    boolean lock = words.length > 1;
    Set<OpenOption> how = lock ? Set.of(StandardOpenOption.WRITE) : Set.of(StandardOpenOption.READ);
    try (FileChannel channel = FileChannel.open(Path.of(words[0]), how)) {
      if (lock) {
        channel.lock();
      }
      Files.createFile(Path.of("open"));
      System.in.transferTo(OutputStream.nullOutputStream());
      channel.position(0);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  @Override
  public String toString() {
    return "held by process " + process.pid();
  }
}
