package dev.keyward.hgs.message;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.tpm.log.EventLog;
import java.util.Map;
import java.util.Optional;

/**
 * What a host answers to a {@link TpmChallenge}. It is Keyward's own message. The bytes are those
 * that were sent, not looked into.
 *
 * @param keys the same as in the request for the challenge
 * @param ticket of the challenge
 * @param secret what the TPM opened the credential to; empty where the challenge had none
 * @param identity the SubjectPublicKeyInfo that the health certificate is to be for
 * @param measured the measurements
 * @param form how the document has its bytes, and how the answer is to have them
 */
public record TpmEvidence(
    TpmKeys keys,
    byte[] ticket,
    Optional<byte[]> secret,
    byte[] identity,
    Measured measured,
    ByteForm form) {

  private static final String SCHEMA = "keyward.tpm-evidence/1";
  private static final String TICKET = "ticket";
  private static final String SECRET = "secret";
  private static final String IDENTITY = "identityKey";
  private static final String QUOTE = "quote";
  private static final String SIGNATURE = "signature";
  private static final String LOG = "log";
  private static final String COMMAND_LINE = "commandLine";
  private static final int MOST_PART = 1 << 12;
  private static final int MOST_COMMAND_LINE = 1 << 15;

  /**
   * Measurements and the TPM's word for them.
   *
   * @param quote TPMS_ATTEST
   * @param signature TPMT_SIGNATURE over it
   * @param log the event log of the firmware, at most {@link EventLog#MOST_BYTES} bytes
   * @param commandLine of the kernel, where the host shows it
   */
  public record Measured(byte[] quote, byte[] signature, byte[] log, Optional<String> commandLine) {

    /** Copies the arrays. */
    public Measured {
      quote = quote.clone();
      signature = signature.clone();
      log = log.clone();
    }

    /** A copy of the quote. */
    @Override
    public byte[] quote() {
      return quote.clone();
    }

    /** A copy of the signature. */
    @Override
    public byte[] signature() {
      return signature.clone();
    }

    /** A copy of the log. */
    @Override
    public byte[] log() {
      return log.clone();
    }
  }

  /** Copies the arrays. */
  public TpmEvidence {
    ticket = ticket.clone();
    secret = secret.map(byte[]::clone);
    identity = identity.clone();
  }

  /** A copy of the ticket. */
  @Override
  public byte[] ticket() {
    return ticket.clone();
  }

  /** A copy of the secret. */
  @Override
  public Optional<byte[]> secret() {
    return secret.map(byte[]::clone);
  }

  /** A copy of the identity key. */
  @Override
  public byte[] identity() {
    return identity.clone();
  }

  /** Reads one, at most 2 MiB. */
  public static TpmEvidence parse(byte[] json) throws MalformedInputException {
    JsonFields fields = TpmDocument.read(json, SCHEMA);
    ByteForm.Reading reading = new ByteForm.Reading();
    TpmKeys keys = TpmKeys.read(fields, reading);
    byte[] ticket = reading.bytes(fields, TICKET, MOST_PART);
    Optional<byte[]> secret =
        fields.has(SECRET)
            ? Optional.of(reading.bytes(fields, SECRET, MOST_PART))
            : Optional.empty();
    byte[] identity = reading.bytes(fields, IDENTITY, MOST_PART);
    byte[] quote = reading.bytes(fields, QUOTE, MOST_PART);
    byte[] signature = reading.bytes(fields, SIGNATURE, MOST_PART);
    byte[] log = reading.bytes(fields, LOG, EventLog.MOST_BYTES);
    Optional<String> commandLine =
        fields.has(COMMAND_LINE)
            ? Optional.of(fields.text(COMMAND_LINE, MOST_COMMAND_LINE))
            : Optional.empty();
    fields.end();
    return new TpmEvidence(
        keys,
        ticket,
        secret,
        identity,
        new Measured(quote, signature, log, commandLine),
        reading.form());
  }

  /** The document. With numbers a long log may make it longer than a service takes. */
  public byte[] encode() {
    Map<String, Object> tree = TpmDocument.tree(SCHEMA);
    keys.write(tree, form);
    tree.put(TICKET, form.written(ticket));
    secret.ifPresent(bytes -> tree.put(SECRET, form.written(bytes)));
    tree.put(IDENTITY, form.written(identity));
    tree.put(QUOTE, form.written(measured.quote()));
    tree.put(SIGNATURE, form.written(measured.signature()));
    tree.put(LOG, form.written(measured.log()));
    measured.commandLine().ifPresent(text -> tree.put(COMMAND_LINE, text));
    return JsonWriter.write(tree);
  }
}
