package dev.keyward.cli.protector.batch;

import dev.keyward.guardian.Thumbprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Which ids of a batch came before, without regard to case: two of them would be one file on some
 * systems. Half of the SHA-256 of each is kept, in a table of open addressing at most half full: 32
 * to 64 bytes an id.
 */
final class SeenIds {

  private static final int FIRST_SIZE = 1 << 10;

  private final MessageDigest sha256 = Thumbprint.sha256();
  private long[] table = new long[2 * FIRST_SIZE];
  private int count;

  /** Whether the id is new. */
  boolean add(String id) {
    byte[] text = id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest(text));
    long first = digest.getLong() | 1; // Never the zero of a free place.
    long second = digest.getLong();
    if (!put(table, first, second)) {
      return false;
    }
    count++;
    if (4 * count > table.length) {
      grow();
    }
    return true;
  }

  private static boolean put(long[] into, long first, long second) {
    int places = into.length / 2;
    int place = (int) (first >>> 1) & (places - 1);
    while (into[2 * place] != 0) {
      if (into[2 * place] == first && into[2 * place + 1] == second) {
        return false;
      }
      place = (place + 1) & (places - 1);
    }
    into[2 * place] = first;
    into[2 * place + 1] = second;
    return true;
  }

  private void grow() {
    long[] larger = new long[2 * table.length];
    for (int at = 0; at < table.length; at += 2) {
      if (table[at] != 0) {
        put(larger, table[at], table[at + 1]);
      }
    }
    table = larger;
  }
}
