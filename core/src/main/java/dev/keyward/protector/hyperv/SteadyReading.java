package dev.keyward.protector.hyperv;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.hvs.HvsException;
import dev.keyward.internal.hvs.HvsFile;
import dev.keyward.internal.hvs.HvsSource;
import dev.keyward.text.ForeignText;
import java.io.IOException;

/**
 * Reads a container that another program may write meanwhile: again, until it stays the same. Bytes
 * in memory are read once.
 */
final class SteadyReading {

  /** So often a file is read that another program writes meanwhile. */
  static final int TRIES = 3;

  private static final int MOST_TEXT = 600;

  private SteadyReading() {}

  /** Takes out of a container what is wanted. */
  interface Meaning<T> {
    T of(HvsFile file) throws HvsException, IOException;
  }

  /**
   * Reads the structures of a file, and those values that are needed.
   *
   * @throws MalformedInputException code {@code damaged-container}
   * @throws IOException where it cannot be read, also because it changes all the time
   */
  static <T> T read(HvsSource source, Meaning<T> meaning)
      throws MalformedInputException, IOException {
    int tries = source.mayChange() ? TRIES : 1;
    for (int time = 0; time < tries; time++) {
      try {
        HvsFile file = HvsFile.read(source);
        T value = meaning.of(file);
        if (!source.mayChange() || file.isUnchanged()) {
          return value;
        }
      } catch (HvsException e) {
        if (time == tries - 1) {
          throw damaged(e);
        }
      }
    }
    throw changing();
  }

  static IOException changing() {
    return new IOException("it changed each time it was read; read a copy of it");
  }

  private static MalformedInputException damaged(HvsException failure) {
    return new MalformedInputException(
        Fault.of(
                "damaged-container",
                ForeignText.ascii(failure.part(), MOST_TEXT),
                ForeignText.ascii(failure.found(), MOST_TEXT),
                failure.expected())
            .withHint(hint(failure.cause())),
        failure);
  }

  private static String hint(HvsException.Cause cause) {
    return switch (cause) {
      case DAMAGE -> "copy the file again, with all other files of its folder";
      case TWICE ->
          "Hyper-V writes no such file: somebody changed it. Read the protector on the host with"
              + " Get-VMKeyProtector, and find out who can write to this folder";
      case VERSION ->
          "this Keyward cannot read that version. Export the protector on the host with"
              + " Get-VMKeyProtector";
      case SIZE ->
          "Keyward reads no more from one file. Export the protector on the host with"
              + " Get-VMKeyProtector";
    };
  }
}
