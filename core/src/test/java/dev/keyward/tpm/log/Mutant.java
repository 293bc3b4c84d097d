package dev.keyward.tpm.log;

import java.util.Arrays;
import java.util.Random;

/** Bytes with one change: a bit, a byte, a shorter end, a byte less or more, or a part copied. */
public final class Mutant {

  private static final int LONGEST_PART = 64;

  private Mutant() {}

  /** May be the same bytes again. */
  public static byte[] of(byte[] original, Random random) {
    byte[] mutant = original.clone();
    int at = random.nextInt(mutant.length);
    switch (random.nextInt(6)) {
      case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> mutant[at] = (byte) random.nextInt();
      case 2 -> {
        return Arrays.copyOf(mutant, at);
      }
      case 3 -> {
        byte[] shorter = Arrays.copyOf(mutant, mutant.length - 1);
        System.arraycopy(original, at + 1, shorter, at, original.length - at - 1);
        return shorter;
      }
      case 4 -> {
        int size = Math.min(1 + random.nextInt(LONGEST_PART), mutant.length - at);
        int from = random.nextInt(mutant.length - size + 1);
        System.arraycopy(original, from, mutant, at, size);
      }
      default -> {
        byte[] longer = Arrays.copyOf(mutant, mutant.length + 1);
        System.arraycopy(original, at, longer, at + 1, original.length - at);
        return longer;
      }
    }
    return mutant;
  }
}
