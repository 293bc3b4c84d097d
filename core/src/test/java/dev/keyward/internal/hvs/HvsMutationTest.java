package dev.keyward.internal.hvs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A changed container is read, or refused with the one declared error. */
class HvsMutationTest {

  private static final byte[] CONTENT =
      new HvsWriter()
          .text("/configuration/properties/name", "web-01")
          .bool("/configuration/security/settings/tpm_enabled", true)
          .bytes("/configuration/security/keys/key_protector", new byte[2500])
          .file();

  /** What a mutation may do harm in: headers, object table, replay log, key table. */
  private static final int[][] STRUCTURES = {
    {0, 46},
    {4096, 46},
    {HvsWriter.OBJECT_TABLE, 44},
    {HvsWriter.LOG, 34},
    {HvsWriter.KEY_TABLE, 400}
  };

  private static void walk(byte[] content) throws IOException {
    try {
      HvsFile file = HvsFile.read(HvsSource.of(content));
      walk(file.root());
      file.isUnchanged();
    } catch (HvsException e) {
      assertFalse(e.part().isEmpty());
    }
  }

  private static void walk(HvsKey key) throws HvsException, IOException {
    key.path();
    if (key.type() != KeyType.NODE) {
      key.number();
      key.text();
    }
    for (HvsKey below : key.children()) {
      walk(below);
    }
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < HvsWriter.KEY_TABLE + 4096; length += 7) {
      byte[] shorter = Arrays.copyOf(CONTENT, length);
      assertThrows(
          HvsException.class, () -> HvsFile.read(HvsSource.of(shorter)), "of " + length + " bytes");
    }
  }

  @Test
  void everyBitOfTheStructuresMayBeFlipped() throws IOException {
    byte[] content = CONTENT.clone();
    for (int[] structure : STRUCTURES) {
      for (int place = 0; place < structure[1] * 8; place++) {
        int at = structure[0] + place / 8;
        content[at] ^= (byte) (1 << place % 8);
        walk(content);
        content[at] ^= (byte) (1 << place % 8);
      }
    }
  }

  @Test
  void fieldsMayHaveAnyValueUnderARightChecksum() throws IOException {
    mutate(3000, 25);
  }

  @Test
  @Tag("soak")
  void manyFieldsMayHaveAnyValueUnderARightChecksum() throws IOException {
    mutate(1_000_000, 26);
  }

  private static void mutate(int times, long seed) throws IOException {
    Random random = new Random(seed);
    for (int time = 0; time < times; time++) {
      byte[] content = CONTENT.clone();
      int changes = 1 + random.nextInt(3);
      for (int change = 0; change < changes; change++) {
        int[] structure = STRUCTURES[random.nextInt(STRUCTURES.length)];
        int at = structure[0] + random.nextInt(structure[1]);
        byte[] extreme = {0, 1, -1, 127, -128, (byte) random.nextInt()};
        content[at] = extreme[random.nextInt(extreme.length)];
      }
      seal(content);
      walk(content);
    }
  }

  /** Makes the checksums right that a mutation made wrong, so that it gets further. */
  private static void seal(byte[] content) {
    sealed(content, 0, 46, 4);
    sealed(content, 4096, 46, 4);
    sealed(content, HvsWriter.OBJECT_TABLE + 8, 18, 1);
    sealed(content, HvsWriter.OBJECT_TABLE + 26, 18, 1);
    sealed(content, HvsWriter.LOG, 34, 4);
    sealed(content, HvsWriter.KEY_TABLE, 10, 6);
    int at = HvsWriter.KEY_TABLE + 10;
    int end = HvsWriter.KEY_TABLE + 4096;
    while (end - at >= 21 && content[at] != 1) {
      int size = HvsPart.of(content).getInt(at + 2);
      if (size < 21 || size > end - at) {
        return;
      }
      sealed(content, at, size, 12);
      at += size;
    }
  }

  private static void sealed(byte[] content, int offset, int length, int place) {
    HvsPart.of(content).putInt(offset + place, 0);
    HvsPart.of(content).putInt(offset + place, HvsWriter.crc(content, offset, length));
  }
}
