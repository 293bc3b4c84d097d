package dev.keyward.tpm.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.internal.tpm.FieldWriter;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Quotes that prove nothing to the service that asked for them. */
class QuoteTest {

  private static final byte[] NONCE = new byte[QualifyingData.NONCE_BYTES];
  private static final Thumbprint REGISTERS = Thumbprint.of(new byte[0]);

  private static final KeyPair ATTESTATION = TestKeys.SECOND;
  private static final StandInTpm TPM = StandInTpm.of(TestKeys.FIRST, ATTESTATION);
  private static final StandInTpm OTHER = StandInTpm.of(ATTESTATION, TestKeys.FIRST);
  private static final QualifyingData REQUEST =
      QualifyingData.of(NONCE, TestKeys.FIRST.getPublic());

  private static void refused(String code, Quote quote) {
    refused(code, quote, TPM.key(), REQUEST);
  }

  private static void refused(String code, Quote quote, TpmPublicKey key, QualifyingData expected) {
    KeywardException e = assertThrows(KeywardException.class, () -> quote.verify(key, expected));
    assertEquals(code, e.fault().code(), e.getMessage());
  }

  /** A quote of other signed bytes. */
  private static Quote signed(byte[] attested) throws KeywardException {
    byte[] value =
        Rsa.jdk().sign(SignatureAlgorithm.RSA_SHA256, ATTESTATION.getPrivate(), attested);
    return Quote.of(
        attested, new FieldWriter().number16(0x14).number16(0xb).sized(value).written());
  }

  private static byte[] attested() throws KeywardException {
    return TPM.quote(REQUEST, REGISTERS).attested();
  }

  @Test
  void aQuoteForThisRequestHolds() throws KeywardException {
    Quote quote = TPM.quote(REQUEST, REGISTERS);
    assertEquals(REGISTERS, quote.verify(TPM.key(), REQUEST).registers());
  }

  @Test
  void aReplayedQuoteAnswersAnotherNonce() throws KeywardException {
    byte[] later = NONCE.clone();
    later[31] = 1;
    QualifyingData next = QualifyingData.of(later, TestKeys.FIRST.getPublic());
    refused("quote-nonce", TPM.quote(REQUEST, REGISTERS), TPM.key(), next);
  }

  @Test
  void aQuoteServesNoOtherKey() throws KeywardException {
    QualifyingData stolen = QualifyingData.of(NONCE, ATTESTATION.getPublic());
    refused("quote-nonce", TPM.quote(REQUEST, REGISTERS), TPM.key(), stolen);
  }

  @Test
  void theQuoteOfAnotherTpmIsRefused() throws KeywardException {
    refused("quote-signature", OTHER.quote(REQUEST, REGISTERS));
  }

  @Test
  void aKeyThatSignsAnythingIsNoAttestationKey() throws KeywardException {
    byte[] area = TPM.key().encode();
    area[5] = 0x04;
    TpmPublicKey unrestricted = TpmPublicKey.parse(area, "key");
    refused("bad-attestation-key", TPM.quote(REQUEST, REGISTERS), unrestricted, REQUEST);
  }

  @Test
  void bytesFromOutsideOfTheTpmAreRefused() throws KeywardException {
    byte[] attested = attested();
    attested[0] = 0;
    refused("bad-quote", signed(attested));
  }

  @Test
  void anotherStatementOfTheTpmIsRefused() throws KeywardException {
    byte[] attested = attested();
    attested[5] = 0x17;
    refused("bad-quote", signed(attested));
  }

  @Test
  void fewerRegistersAreRefused() throws KeywardException {
    byte[] attested = attested();
    int selection = attested.length - 34 - 3;
    attested[selection] = 0x7f;
    refused("bad-quote", signed(attested));
  }

  @Test
  void bytesAfterTheEndAreRefused() throws KeywardException {
    byte[] attested = attested();
    refused("bad-quote", signed(Arrays.copyOf(attested, attested.length + 1)));
  }

  @Test
  void aSignatureOfAnotherKindIsRefused() throws KeywardException {
    Quote quote = TPM.quote(REQUEST, REGISTERS);
    byte[] signature = quote.signature();
    ByteBuffer.wrap(signature).putShort((short) 0x16);
    refused("bad-quote", Quote.of(quote.attested(), signature));
  }

  @Test
  void aLargeQuoteIsRefusedUnread() {
    assertThrows(KeywardException.class, () -> Quote.of(new byte[4097], new byte[0]));
  }

  @Test
  void aClockGoesOn() {
    ClockInfo earlier = new ClockInfo(1000, 5, 1, true);
    assertEquals(true, new ClockInfo(1001, 5, 1, true).isAfter(earlier));
    assertEquals(true, new ClockInfo(10, 6, 0, true).isAfter(earlier));
    assertEquals(false, new ClockInfo(1000, 5, 1, true).isAfter(earlier));
    assertEquals(false, new ClockInfo(2000, 4, 9, true).isAfter(earlier));
    assertEquals(false, new ClockInfo(2000, 5, 0, true).isAfter(earlier));
  }

  @Test
  void aCounterMayWrapAround() {
    ClockInfo last = new ClockInfo(1, -1, 0, true);
    assertEquals(true, new ClockInfo(1, 0, 0, true).isAfter(last));
  }
}
