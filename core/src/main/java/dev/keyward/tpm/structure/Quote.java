package dev.keyward.tpm.structure;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.internal.tpm.FieldWriter;
import java.util.Arrays;

/**
 * What a TPM answers to TPM2_Quote: the signed bytes (TPMS_ATTEST, part 2, 10.12.8) and their
 * signature (TPMT_SIGNATURE, 11.3.4). Nothing in it is trusted before {@link #verify}.
 */
public final class Quote {

  private static final long MAGIC = 0xff544347L;
  private static final int TYPE_QUOTE = 0x8018;
  private static final int MOST_NAME = 66;

  /** Four times the largest structure that is known. */
  private static final int MOST_BYTES = 4096;

  private final byte[] attested;
  private final byte[] signature;

  private Quote(byte[] attested, byte[] signature) {
    this.attested = attested;
    this.signature = signature;
  }

  /**
   * Takes both parts as they come; only their sizes are checked.
   *
   * @param attested TPMS_ATTEST, copied
   * @param signature TPMT_SIGNATURE, copied
   * @throws MalformedInputException code {@code bad-quote}
   */
  public static Quote of(byte[] attested, byte[] signature) throws MalformedInputException {
    int longest = Math.max(attested.length, signature.length);
    if (longest > MOST_BYTES) {
      throw kind().malformed(longest + " bytes");
    }
    return new Quote(attested.clone(), signature.clone());
  }

  /** The signed bytes, a copy. */
  public byte[] attested() {
    return attested.clone();
  }

  /** The signature with its algorithm, a copy. */
  public byte[] signature() {
    return signature.clone();
  }

  private static Fault.Kind kind() {
    return new Fault.Kind("bad-quote", "the quote", "a quote of a TPM");
  }

  /**
   * Checks the signature, then that the TPM itself made these bytes for this request.
   *
   * @param key the attestation key that is registered for the host
   * @throws MalformedInputException code {@code bad-quote}, {@code bad-attestation-key}
   * @throws VerificationFailedException code {@code quote-signature} or {@code quote-nonce}
   */
  public VerifiedQuote verify(TpmPublicKey key, QualifyingData expected)
      throws MalformedInputException, VerificationFailedException {
    key.requireAttestationKey("the attestation key");
    FieldReader signed = FieldReader.ofTpm(signature, kind());
    signed.expect16(Algorithms.RSASSA, "signature algorithm");
    signed.expect16(Algorithms.SHA256, "digest of the signature");
    byte[] value = signed.sized(MOST_BYTES);
    signed.end();
    if (!Rsa.jdk().verify(SignatureAlgorithm.RSA_SHA256, key.key(), value, attested)) {
      throw failed(
          "quote-signature",
          "a signature by another key or over other bytes",
          "one by the attestation key");
    }
    FieldReader fields = FieldReader.ofTpm(attested, kind());
    if (fields.number32() != MAGIC) {
      throw fields.fault("bytes that the TPM did not make itself");
    }
    fields.expect16(TYPE_QUOTE, "kind of statement");
    fields.sized(MOST_NAME);
    byte[] data = fields.sized(MOST_NAME);
    if (!Arrays.equals(data, expected.digest().bytes())) {
      throw failed(
          "quote-nonce", "an answer to another request", "one to this nonce and for this key");
    }
    return rest(fields);
  }

  private static VerifiedQuote rest(FieldReader fields) throws MalformedInputException {
    long clock = fields.number64();
    int resets = (int) fields.number32();
    int restarts = (int) fields.number32();
    int safe = fields.number8();
    if (safe > 1) {
      throw fields.fault("a truth value of " + safe);
    }
    long firmware = fields.number64();
    PcrSelection.expect(fields);
    byte[] digest = fields.sized(Thumbprint.SIZE);
    fields.end();
    if (digest.length != Thumbprint.SIZE) {
      throw fields.fault("a digest of " + digest.length + " bytes");
    }
    return new VerifiedQuote(
        new ClockInfo(clock, resets, restarts, safe == 1), firmware, Thumbprint.ofDigest(digest));
  }

  private static VerificationFailedException failed(String code, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, "the quote", found, expected));
  }

  /**
   * Makes the signed bytes as a TPM does, for services that play a host without one.
   *
   * @param signer the qualified name of the key
   */
  static byte[] attest(byte[] signer, QualifyingData data, ClockInfo clock, Thumbprint registers) {
    return new FieldWriter()
        .number32(MAGIC)
        .number16(TYPE_QUOTE)
        .sized(signer)
        .sized(data.digest().bytes())
        .number64(clock.clock())
        .number32(clock.resets())
        .number32(clock.restarts())
        .number8(clock.safe() ? 1 : 0)
        .number64(0)
        .bytes(PcrSelection.encode())
        .sized(registers.bytes())
        .written();
  }
}
