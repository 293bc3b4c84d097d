package dev.keyward.cli.serve;

import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.RequestRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the log says of one request.
 *
 * @param time when it came
 * @param id also in the answer, as {@code X-Request-Id}
 * @param client the address of who asked, which can be a proxy's; empty where it has none
 * @param record what the service says of it
 * @param sent how the answer went out
 */
record RequestLine(
    Instant time, String id, Optional<String> client, RequestRecord record, Sent sent) {

  /**
   * How an answer went out.
   *
   * @param status of HTTP
   * @param delivered false where the client ended the connection before the whole answer was sent
   * @param nanos from the whole headers to the whole answer
   */
  record Sent(int status, boolean delivered, long nanos) {}

  private static final double NANOS = 1e6;
  private static final double TENTHS = 10;
  private static final int OBJECTS = 1024;
  private static final int BYTES_OF_A_PRINT = 96;

  /** What this takes of the memory, in bytes, rather too much than too little. */
  int memory() {
    return OBJECTS
        + BYTES_OF_A_PRINT * record.guardians().size()
        + 2 * (record.outcome().length() + record.reason().length());
  }

  /** The line of the log. */
  LogLine answer() {
    return new LogLine(
        time.truncatedTo(ChronoUnit.MILLIS),
        id,
        client,
        record.verb(),
        record.host(),
        record.guardians(),
        record.outcome(),
        Optional.of(record.reason()).filter(words -> !words.isEmpty()),
        record.probe() ? Optional.of(true) : Optional.empty(),
        sent.status(),
        sent.delivered() ? Optional.empty() : Optional.of(false),
        Math.round(sent.nanos() / NANOS * TENTHS) / TENTHS);
  }

  @Answer.To("hgs-log")
  record LogLine(
      Instant time,
      String id,
      @Answer.IfPresent Optional<String> client,
      String verb,
      Optional<String> host,
      List<Thumbprint> guardians,
      String outcome,
      @Answer.IfPresent Optional<String> reason,
      @Answer.IfPresent Optional<Boolean> probe,
      int status,
      @Answer.IfPresent Optional<Boolean> delivered,
      double milliseconds)
      implements Answer {}
}
