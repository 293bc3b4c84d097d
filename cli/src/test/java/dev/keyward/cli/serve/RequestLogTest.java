package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.hgs.RequestRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  private static final int MORE_THAN_WAIT = 10_500;

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private RequestLog log(RequestLog.Lines to) {
    return new RequestLog(to, new RequestLog.Voice(said::add, said::add));
  }

  private static RequestLine line(RequestRecord record, boolean delivered) {
    return new RequestLine(
        Instant.EPOCH,
        "id-1",
        Optional.of("192.0.2.1"),
        record,
        new RequestLine.Sent(200, delivered, 1_000_000));
  }

  private static RequestLine line() {
    return line(RequestRecord.of("health", "ok"), true);
  }

  @Test
  void anAnswerThatWasNotDeliveredKeepsWhatTheServiceSaidOfIt() {
    try (RequestLog log = log(lines::add)) {
      RequestRecord record =
          new RequestRecord("roll-v2", Optional.of("host1"), List.of(), "ok", "");
      log.add(line(record, false));
    }
    assertTrue(lines.get(0).contains("\"host\":\"host1\""), lines.get(0));
    assertTrue(lines.get(0).contains("\"outcome\":\"ok\""), lines.get(0));
    assertTrue(lines.get(0).contains("\"delivered\":false"), lines.get(0));
  }

  @Test
  void anAnswerThatWasDeliveredSaysNothingOfIt() {
    try (RequestLog log = log(lines::add)) {
      log.add(line());
    }
    assertFalse(lines.get(0).contains("delivered"), lines.get(0));
  }

  @Test
  void theReasonOfARefusalIsInTheLogInOneLineOfAscii() {
    try (RequestLog log = log(lines::add)) {
      RequestRecord record =
          new RequestRecord(
              "attest", Optional.empty(), List.of(), "PayloadErrorReply", "a\nb\u202e");
      log.add(line(record, true));
    }
    assertTrue(lines.get(0).contains("\"reason\":\"a"), lines.get(0));
    assertTrue(lines.get(0).chars().allMatch(c -> c >= ' ' && c <= '~'), lines.get(0));
  }

  @Test
  void linesThatFoundNoRoomAreCountedAndSaidOnce() throws InterruptedException {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch slow = new CountDownLatch(1);
    try (RequestLog log =
        log(
            json -> {
              writing.countDown();
              await(slow);
              lines.add(json);
            })) {
      log.add(line());
      writing.await();
      for (int i = 0; i < MORE_THAN_WAIT; i++) {
        log.add(line());
      }
      slow.countDown();
    }
    int lost = MORE_THAN_WAIT + 1 - lines.size();
    assertTrue(lost > 0, "all lines found room");
    assertEquals(List.of("the log could not keep up; lines were lost: " + lost), said);
  }

  @Test
  void linesThatWereLostAreSaidWhenTheLogCanBeWrittenAgain() {
    int[] failures = {3};
    try (RequestLog log =
        log(
            json -> {
              if (failures[0]-- > 0) {
                throw new IOException("no space left on device");
              }
            })) {
      for (int i = 0; i < 5; i++) {
        log.add(line());
      }
    }
    assertEquals(
        List.of(
            "the log cannot be written, the service goes on: no space left on device",
            "the log can be written again; lines were lost: 3"),
        said);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
