package dev.keyward.tpm.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.VerificationFailedException;
import dev.keyward.tpm.structure.VerifiedQuote;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logs that are not what a TPM measured, or no logs at all. */
class EventLogTest {

  private static final String NAME = "shim";
  private static final int FIRST_EVENT = 32 + 29;

  private static byte[] content() {
    return new RecordedBoot(NAME).file("log");
  }

  private static void refused(ChangedLog log) throws KeywardException {
    VerifiedQuote quote = new RecordedBoot(NAME).verifiedQuote();
    EventLog read = log.log();
    VerificationFailedException e =
        assertThrows(
            VerificationFailedException.class,
            () -> MeasuredBoot.quoted(read, quote, Optional.empty()));
    assertEquals("log-not-quoted", e.fault().code());
  }

  @Test
  void anEventMoreIsRefused() throws KeywardException {
    refused(ChangedLog.of(NAME).added(20, 5, "more"));
  }

  @Test
  void anEventLessIsRefused() throws KeywardException {
    refused(ChangedLog.of(NAME).without(29));
  }

  @Test
  void eventsInAnotherOrderAreRefused() throws KeywardException {
    refused(ChangedLog.of(NAME).swapped(23, 29));
  }

  @Test
  void theLogOfAnotherBootIsRefused() throws KeywardException {
    refused(ChangedLog.of("shim-words"));
  }

  @Test
  void theOrderBetweenRegistersIsNotMeasured() throws KeywardException {
    EventLog log = ChangedLog.of(NAME).swapped(15, 16).log();
    VerifiedQuote quote = new RecordedBoot(NAME).verifiedQuote();
    assertEquals(log.replay(), MeasuredBoot.quoted(log, quote, Optional.empty()).registers());
  }

  @Test
  void anEmptyLogIsRefused() {
    assertThrows(MalformedInputException.class, () -> EventLog.read(new byte[0], NAME));
  }

  @Test
  void aTruncatedLogIsRefusedOrReplaysToOtherValues() throws KeywardException {
    VerifiedQuote quote = new RecordedBoot(NAME).verifiedQuote();
    byte[] content = content();
    for (int size = 0; size < content.length; size += 11) {
      byte[] cut = Arrays.copyOf(content, size);
      assertThrows(
          KeywardException.class,
          () -> MeasuredBoot.quoted(EventLog.read(cut, NAME), quote, Optional.empty()));
    }
  }

  @Test
  void aLogOfMoreThanOneMebibyteIsRefusedUnread() {
    byte[] large = Arrays.copyOf(content(), EventLog.MOST_BYTES + 1);
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> EventLog.read(large, NAME));
    assertEquals("a log of more than 1048576 bytes", e.fault().found());
  }

  @Test
  void aLogOfExactlyOneMebibyteIsRead() throws KeywardException {
    byte[] content = content();
    int data = EventLog.MOST_BYTES - content.length - 50;
    ByteBuffer log = ByteBuffer.allocate(EventLog.MOST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    log.put(content).putInt(10).putInt(13).putInt(1).putShort((short) 0xb);
    log.put(new byte[32]).putInt(data);
    assertEquals(47, EventLog.read(log.array(), NAME).events().size());
  }

  @Test
  void aLogWithSha1OnlyIsUnsupported() {
    byte[] log = content();
    log[4] = 8;
    assertThrows(UnsupportedFormatException.class, () -> EventLog.read(log, NAME));
  }

  @Test
  void anAlgorithmThatTheHeaderDoesNotHaveIsRefused() {
    byte[] log = content();
    log[FIRST_EVENT + 4 + 4 + 4 + 4] = 4;
    assertThrows(MalformedInputException.class, () -> EventLog.read(log, NAME));
  }

  @Test
  void aLengthBeyondTheEndIsRefusedBeforeItIsUsed() {
    byte[] log = content();
    Arrays.fill(log, 28, 32, (byte) 0xff);
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> EventLog.read(log, NAME));
    assertTrue(e.fault().found().contains("has 4294967295"), e.getMessage());
  }

  @Test
  void theLocalityOfTheStartIsTheFirstValueOfRegister0() throws KeywardException {
    byte[] content = content();
    ByteBuffer log =
        ByteBuffer.allocate(content.length + 67).order(ByteOrder.LITTLE_ENDIAN).put(content);
    log.putInt(0).putInt(3).putInt(1).putShort((short) 0xb).put(new byte[32]).putInt(17);
    log.put("StartupLocality\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    log.put((byte) 3);
    RegisterValues usual = EventLog.read(content, NAME).replay();
    RegisterValues other = EventLog.read(log.array(), NAME).replay();
    assertEquals(usual.value(7), other.value(7));
    assertTrue(!usual.value(0).equals(other.value(0)));
  }
}
