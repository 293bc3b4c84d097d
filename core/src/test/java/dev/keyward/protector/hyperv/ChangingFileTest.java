package dev.keyward.protector.hyperv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.internal.hvs.HvsSource;
import dev.keyward.internal.hvs.HvsWriter;
import dev.keyward.internal.hvs.LiveWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that another program writes is read as it was, as it is, or not at all. */
class ChangingFileTest {

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
    assertTrue(readWhileWritten(30) > 0);
  }

  @Test
  @Tag("soak")
  void neverAMixtureInManyReadings() throws Exception {
    assertTrue(readWhileWritten(5_000) > 0);
  }

  /** Returns how many readings gave a state; the others were refused. */
  private int readWhileWritten(int times) throws Exception {
    Path file = folder.resolve("a.vmcx");
    int read = 0;
    try (LiveWriter writer = LiveWriter.start(file, OLD, NEW)) {
      for (int time = 0; time < times; time++) {
        read += isRead(file) ? 1 : 0;
      }
      assertTrue(writer.isWriting());
    }
    return read;
  }

  private static boolean isRead(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      HvsSource source = HvsSource.of(channel);
      MachineFile machine =
          SteadyFile.steady(file, () -> MachineFile.read(source, (start, size) -> false));
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
