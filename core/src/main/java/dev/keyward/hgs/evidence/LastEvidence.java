package dev.keyward.hgs.evidence;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.tpm.structure.ClockInfo;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a measured host last showed, after its quote and its log were found right; the policies may
 * still have refused it.
 *
 * @param at when
 * @param keys of its TPM
 * @param clock how far that TPM was
 * @param signed what the TPM signed
 * @param log the event log, which is a file of its own
 */
public record LastEvidence(Instant at, Keys keys, ClockInfo clock, Signed signed, Log log) {

  private static final String NAME = "measured-host";
  private static final int MOST_BYTES = 1 << 16;
  private static final int DIGEST = 64;
  private static final long MOST_COUNT = 0xffff_ffffL;

  /**
   * The keys of a TPM.
   *
   * @param endorsement SHA-256 of its endorsement key
   * @param attestation the public area of its attestation key (TPMT_PUBLIC)
   */
  public record Keys(Thumbprint endorsement, byte[] attestation) {

    /** Copies the key. */
    public Keys {
      attestation = attestation.clone();
    }

    /** A copy of the key. */
    @Override
    public byte[] attestation() {
      return attestation.clone();
    }
  }

  /**
   * A quote.
   *
   * @param quote TPMS_ATTEST
   * @param signature TPMT_SIGNATURE over it
   */
  public record Signed(byte[] quote, byte[] signature) {

    /** Copies the arrays. */
    public Signed {
      quote = quote.clone();
      signature = signature.clone();
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
  }

  /**
   * What was measured.
   *
   * @param digest the SHA-256 of the event log
   * @param commandLine the text of the kernel's command line, where the host showed one
   */
  public record Log(Thumbprint digest, Optional<String> commandLine) {}

  byte[] encode() {
    Map<String, Object> tree = HostDocument.tree(NAME);
    tree.put("at", at.toString());
    tree.put("endorsementKeySha256", keys.endorsement().toString());
    tree.put("attestationKey", base64(keys.attestation()));
    tree.put("clock", clock.clock());
    tree.put("resets", Integer.toUnsignedLong(clock.resets()));
    tree.put("restarts", Integer.toUnsignedLong(clock.restarts()));
    tree.put("isSafe", clock.safe() ? 1L : 0L);
    tree.put("quote", base64(signed.quote()));
    tree.put("signature", base64(signed.signature()));
    tree.put("logSha256", log.digest().toString());
    log.commandLine().ifPresent(text -> tree.put("commandLine", text));
    return JsonWriter.write(tree);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static LastEvidence parse(byte[] json, String where) throws KeywardException {
    JsonFields fields = HostDocument.read(json, NAME, where);
    Instant at = HostDocument.instant(fields, "at");
    Keys keys =
        new Keys(
            digest(fields, "endorsementKeySha256"), fields.base64("attestationKey", MOST_BYTES));
    ClockInfo clock =
        new ClockInfo(
            fields.number("clock", Long.MAX_VALUE),
            (int) fields.number("resets", MOST_COUNT),
            (int) fields.number("restarts", MOST_COUNT),
            fields.number("isSafe", 1) == 1);
    Signed signed =
        new Signed(fields.base64("quote", MOST_BYTES), fields.base64("signature", MOST_BYTES));
    Log log =
        new Log(
            digest(fields, "logSha256"),
            fields.has("commandLine")
                ? Optional.of(fields.text("commandLine", MOST_BYTES))
                : Optional.empty());
    fields.end();
    return new LastEvidence(at, keys, clock, signed, log);
  }

  private static Thumbprint digest(JsonFields fields, String name) throws MalformedInputException {
    return Thumbprint.find(fields.text(name, DIGEST))
        .orElseThrow(() -> fields.bad(name, "not a SHA-256", "64 hexadecimal digits"));
  }
}
