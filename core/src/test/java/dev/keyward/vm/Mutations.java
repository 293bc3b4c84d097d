package dev.keyward.vm;

import dev.keyward.KeywardException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Changes files at random, the same way for the same seed. Test-only. */
public final class Mutations {

  /** Reads a file, or refuses it with Keyward's own exception. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] file) throws Exception;
  }

  private Mutations() {}

  /** How many of so many changed files the reader refuses. */
  public static int refused(byte[] file, int count, long seed, Reader reader) throws Exception {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutated = of(file, random);
      try {
        reader.read(mutated);
      } catch (KeywardException e) {
        refused++;
      }
    }
    return refused;
  }

  /** One to three changes; never the file as it was, but for changes that undo each other. */
  public static byte[] of(byte[] file, Random random) {
    byte[] bytes = file.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        return spliced(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
      }
      case 4 -> {
        return spliced(bytes, at, new byte[0], at + length);
      }
      case 5 -> {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return spliced(bytes, at, noise, at + length);
      }
      default -> bytes[at] = (byte) "\"{}[]:,09\\".charAt(random.nextInt(10));
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int start, byte[] between, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, start);
    out.writeBytes(between);
    out.write(bytes, end, bytes.length - end);
    return out.toByteArray();
  }
}
