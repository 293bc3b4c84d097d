package dev.keyward.hgs;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.cipher.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Nonces that a service need not remember: each is the MAC of a ticket, which the host sends back.
 * All nodes of a service know each other's, because the key comes from the key that they share.
 *
 * @param key nobody else's
 */
record Tickets(byte[] key) {

  /** Long enough for a slow TPM to make a key. */
  private static final Duration VALIDITY = Duration.ofMinutes(5);

  private static final int RANDOM_BYTES = 16;
  private static final int TICKET_BYTES = Long.BYTES + RANDOM_BYTES;

  /**
   * A challenge to one TPM.
   *
   * @param ticket what the host sends back
   * @param nonce 32 bytes; nobody can know them before the ticket was issued
   * @param secret 32 bytes for a credential that only that TPM opens
   */
  record Issued(byte[] ticket, byte[] nonce, byte[] secret) {}

  /**
   * Which keys a ticket is for.
   *
   * @param endorsement SHA-256 of the endorsement key
   * @param attestation SHA-256 of the attestation key's public area
   */
  record Holder(Thumbprint endorsement, Thumbprint attestation) {}

  /** By a value that only nodes of one service can compute. */
  static Tickets of(byte[] shared) {
    return new Tickets(Thumbprint.of(shared).bytes());
  }

  /** A new one. */
  Issued issue(Holder holder, Instant now, SecureRandom random) {
    byte[] salt = new byte[RANDOM_BYTES];
    random.nextBytes(salt);
    byte[] ticket =
        ByteBuffer.allocate(TICKET_BYTES).putLong(now.getEpochSecond()).put(salt).array();
    return issued(ticket, holder);
  }

  /**
   * What was issued with that ticket; empty where it is too old. Bytes that are no ticket of this
   * service lead to a nonce that no quote has.
   */
  Optional<Issued> find(byte[] ticket, Holder holder, Instant now) {
    if (ticket.length != TICKET_BYTES) {
      return Optional.empty();
    }
    long age = now.getEpochSecond() - ByteBuffer.wrap(ticket).getLong();
    boolean isRecent = Math.abs(age) <= VALIDITY.toSeconds();
    return isRecent ? Optional.of(issued(ticket, holder)) : Optional.empty();
  }

  private Issued issued(byte[] ticket, Holder holder) {
    return new Issued(ticket, mac("nonce", ticket, holder), mac("secret", ticket, holder));
  }

  private byte[] mac(String use, byte[] ticket, Holder holder) {
    byte[] label = ("keyward/v1/tpm-" + use + "\0").getBytes(StandardCharsets.US_ASCII);
    return HmacSha256.of(
        key, label, ticket, holder.endorsement().bytes(), holder.attestation().bytes());
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "Tickets";
  }
}
