package dev.keyward.vm.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that swtpm 0.7.1 wrote, and files that it did not write. */
class SwtpmStateTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"), "vtpm");

  private static SwtpmState read(byte[] file) throws MalformedInputException, IOException {
    return SwtpmState.read(new ByteArrayInputStream(file), file.length);
  }

  private static String refusal(byte[] file) {
    MalformedInputException e = assertThrows(MalformedInputException.class, () -> read(file));
    assertEquals("vtpm-state", e.fault().code());
    return e.fault().found();
  }

  private static byte[] fixture(String name) throws IOException {
    return Files.readAllBytes(FIXTURES.resolve(name));
  }

  @ParameterizedTest
  @CsvSource({
    "tpm2-00.permall, TPM_2",
    "saved-by-ioctl, TPM_2",
    "tpm-00.permall, TPM_1_2",
    "encrypted.permall, ENCRYPTED"
  })
  void aPermanentStateOfSwtpmSaysWhoseItIs(String name, SwtpmState expected) throws Exception {
    assertEquals(expected, read(fixture(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpm2-00.volatilestate", "saved-volatile"})
  void theVolatileStateIsNotThePermanentOne(String name) throws IOException {
    assertEquals("what a TPM keeps until it is switched off", refusal(fixture(name)));
  }

  @Test
  void anEmptyFileATextAndADiskAreNoState() {
    assertEquals("an empty file", refusal(new byte[0]));
    assertEquals(
        "bytes that are not swtpm's", refusal("hello\n".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("bytes that are not swtpm's", refusal(new byte[1 << 20]));
  }

  @Test
  void aStoreWithTheStateInItIsNamed() {
    byte[] store = new byte[4096];
    System.arraycopy("nilmptws".getBytes(StandardCharsets.US_ASCII), 0, store, 0, 8);
    assertEquals("a whole store of swtpm with the state in it", refusal(store));
  }

  @Test
  void aFileThatIsCutOffOrLongerIsNoState() throws IOException {
    byte[] state = fixture("tpm2-00.permall");
    for (int length = 1; length < state.length; length++) {
      refusal(Arrays.copyOf(state, length));
    }
    refusal(Arrays.copyOf(state, state.length + 1));
  }

  @Test
  void aHeaderOfTheRightLengthAloneIsNoState() throws IOException {
    byte[] state = fixture("tpm2-00.permall");
    Arrays.fill(state, 10, state.length, (byte) 0);
    assertEquals("a state of swtpm with parts that do not fill it", refusal(state));
    state[11] = 1;
    state[14] = (byte) ((state.length - 16) >>> 8);
    state[15] = (byte) (state.length - 16);
    assertEquals("a state of swtpm with other content", refusal(state));
  }

  @Test
  void anyDamageToTheFirstBytesIsRefusedOrReadInBounds() throws IOException {
    byte[] state = fixture("saved-by-ioctl");
    Random random = new Random(21);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = state.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        damaged[random.nextInt(40)] = (byte) random.nextInt(256);
      }
      try {
        read(damaged);
      } catch (MalformedInputException e) {
        assertEquals("vtpm-state", e.fault().code());
      }
    }
  }

  @Test
  void partsWithoutEndAreRefused() throws IOException {
    byte[] parts = new byte[6 * 1000];
    for (int at = 1; at < parts.length; at += 6) {
      parts[at] = 2;
    }
    byte[] file = new byte[10 + parts.length];
    System.arraycopy(fixture("tpm2-00.permall"), 0, file, 0, 10);
    file[8] = (byte) (file.length >>> 8);
    file[9] = (byte) file.length;
    System.arraycopy(parts, 0, file, 10, parts.length);
    assertEquals("a state of swtpm with more than 16 parts", refusal(file));
  }

  @Test
  void aStateWithoutALockFileBesideItIsNotInUse(@TempDir Path folder) throws IOException {
    Path state = Files.write(folder.resolve("tpm2-00.permall"), new byte[1]);
    assertFalse(SwtpmState.isInUse(state));
    Files.write(folder.resolve(".lock"), new byte[0]);
    assertFalse(SwtpmState.isInUse(state));
  }
}
