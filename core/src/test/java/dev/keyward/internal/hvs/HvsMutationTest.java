package dev.keyward.internal.hvs;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < HvsWriter.KEY_TABLE + 4096; length++) {
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
        HvsFuzzTarget.read(content);
        content[at] ^= (byte) (1 << place % 8);
      }
    }
  }

  @Test
  void fieldsMayHaveAnyValueUnderARightChecksum() throws IOException {
    mutate(3000, 25);
  }

  /** Any content is read or refused, without much memory and time. */
  @Test
  void everySampleMayBeCutAnywhereInItsHead() throws IOException {
    Path samples = Path.of(System.getProperty("keyward.fixtures"), "vmcx");
    for (String name : List.of("web-01.vmcx", "replay-log-complete.vmcx", "more-slack.vmcx")) {
      byte[] content = Files.readAllBytes(samples.resolve(name));
      for (int length = 0; length < content.length; length += 61) {
        byte[] shorter = Arrays.copyOf(content, length);
        HvsFuzzTarget.read(shorter);
        HvsFuzzTarget.seal(shorter);
        HvsFuzzTarget.read(shorter);
      }
    }
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
      HvsFuzzTarget.seal(content);
      HvsFuzzTarget.read(content);
    }
  }
}
