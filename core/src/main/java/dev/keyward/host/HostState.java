package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.Seen;
import dev.keyward.host.failover.Side;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a host stood with its services when it last asked one.
 *
 * @param status by then
 * @param substatus what was seen, as {@link Seen#code}; empty where there is nothing to tell
 * @param side which service was asked last
 * @param at when
 * @param validUntil until when the health certificate is valid, where the host has one
 */
public record HostState(
    AttestationStatus status,
    String substatus,
    Side side,
    Instant at,
    Optional<Instant> validUntil) {

  private static final String NAME = "host-state";
  private static final int MOST_TEXT = 64;

  /** The status at {@code now}: a certificate may have expired meanwhile. */
  public AttestationStatus statusAt(Instant now) {
    boolean over = validUntil.filter(now::isAfter).isPresent();
    return status == AttestationStatus.PASSED && over ? AttestationStatus.EXPIRED : status;
  }

  byte[] encode() {
    Map<String, Object> tree = HostDocument.tree(NAME);
    tree.put("status", (long) status.number());
    tree.put("substatus", substatus);
    tree.put("side", side.code());
    tree.put("at", at.toString());
    validUntil.ifPresent(until -> tree.put("validUntil", until.toString()));
    return JsonWriter.write(tree);
  }

  static HostState parse(byte[] json) throws KeywardException {
    JsonFields fields = HostDocument.read(json, NAME, "state");
    long number = fields.number("status", 1000);
    AttestationStatus status =
        Stream.of(AttestationStatus.values())
            .filter(each -> each.number() == number)
            .findFirst()
            .orElseThrow(() -> fields.bad("status", "an unknown number", "one of Windows'"));
    String substatus = fields.text("substatus", MOST_TEXT);
    String code = fields.text("side", MOST_TEXT);
    Side side =
        Stream.of(Side.values())
            .filter(each -> each.code().equals(code))
            .findFirst()
            .orElseThrow(() -> fields.bad("side", "neither side", "primary or fallback"));
    Instant at = HostDocument.instant(fields, "at");
    Optional<Instant> until =
        fields.has("validUntil")
            ? Optional.of(HostDocument.instant(fields, "validUntil"))
            : Optional.empty();
    fields.end();
    return new HostState(status, substatus, side, at, until);
  }
}
