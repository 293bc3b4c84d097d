package dev.keyward.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A secret of unknown length in one array. */
class SecretOutputTest {

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    try (SecretOutput out = new SecretOutput(100_000)) {
      out.write(1);
      out.write(bytes(70_000), 10, 60_000);
      assertEquals(60_001, out.size());
      byte[] expected = bytes(60_001);
      expected[0] = 1;
      assertArrayEquals(expected, out.content().readAllBytes());
    }
  }

  @Test
  void moreThanItMayHaveIsRefused() throws IOException {
    try (SecretOutput out = new SecretOutput(10)) {
      out.write(bytes(10));
      assertThrows(SecretOutput.Full.class, () -> out.write(1));
    }
  }

  @Test
  void aStreamIsTakenWholeOrRefused() throws IOException {
    try (SecretOutput out = new SecretOutput(9000)) {
      out.fill(new ByteArrayInputStream(bytes(9000)));
      assertArrayEquals(bytes(9000), out.copy());
    }
    try (SecretOutput out = new SecretOutput(9000)) {
      InputStream larger = new ByteArrayInputStream(bytes(9001));
      assertThrows(SecretOutput.Full.class, () -> out.fill(larger));
    }
  }

  @Test
  void closingWipesWhatIsStillRead() throws IOException {
    SecretOutput out = new SecretOutput(10);
    out.write(bytes(3));
    InputStream content = out.content();
    out.close();
    assertArrayEquals(new byte[3], content.readAllBytes());
    assertEquals(0, out.size());
  }
}
