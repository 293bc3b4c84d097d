package dev.keyward.hgs;

import static dev.keyward.hgs.TestHgs.ENGINE;
import static dev.keyward.hgs.TestHgs.RANDOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.hgs.message.ServiceInfo;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import dev.keyward.hgs.message.release.SealedKeys;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.cipher.KeyWrap;
import dev.keyward.protector.TransportKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each message as it is written, read, refused and damaged. */
class MessagesTest {

  private static final byte[] PROTECTOR = "a protector".getBytes(StandardCharsets.UTF_8);
  private static final byte[] CERTIFICATE = {1, 2, 3};

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static final byte[] REQUEST =
      RollTransportKeyRequest.of(PROTECTOR, CERTIFICATE, ReleaseAlgorithms.WRITTEN).encode();

  @Test
  void aRequestIsReadAsItWasWritten() throws Exception {
    RollTransportKeyRequest read = RollTransportKeyRequest.parse(REQUEST);
    assertArrayEquals(PROTECTOR, read.ingressProtector());
    assertArrayEquals(CERTIFICATE, read.healthCertificate());
    assertEquals(ReleaseAlgorithms.WRITTEN, read.algorithms());
  }

  @Test
  void aRequestInAnotherOrderNamespaceOrWithMoreIsRefused() {
    String whole = text(REQUEST);
    for (String other :
        List.of(
            whole.replace("kps/2014/07/service", "kps/2014/07"),
            whole.replace("IngressProtector", "EgressProtector"),
            whole.replace("</RollTransportKeyRequest>", "<x/></RollTransportKeyRequest>"),
            whole.replace("<RollTransportKeyRequest ", "<RollTransportKeyRequest x=\"y\" "),
            "<!DOCTYPE x [<!ENTITY a \"b\">]>" + whole,
            whole + "x")) {
      assertThrows(
          MalformedInputException.class, () -> RollTransportKeyRequest.parse(bytes(other)), other);
    }
  }

  @Test
  void aDocumentOverTwoMebibytesIsRefused() {
    byte[] large = Arrays.copyOf(REQUEST, (2 << 20) + 1);
    Arrays.fill(large, REQUEST.length, large.length, (byte) ' ');
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> RollTransportKeyRequest.parse(large));
    assertEquals("too-large", e.fault().code());
  }

  @Test
  void anErrorIsReadAsItWasWrittenWhateverItsMessage() throws Exception {
    for (KpsError.Code code : KpsError.Code.values()) {
      KpsError error = new KpsError(code, "<b> & \"c\"");
      assertEquals(error, KpsError.parse(error.encode()));
    }
  }

  @Test
  void anErrorOfAnUnknownCodeIsNotOfTheProtocol() {
    String unknown = text(new KpsError(KpsError.Code.INVALID_REQUEST, "").encode());
    assertThrows(
        MalformedInputException.class,
        () -> KpsError.parse(bytes(unknown.replace("InvalidRequest", "Other"))));
  }

  @Test
  void theKeysAreABlobOfLittleEndianFields() throws Exception {
    try (TransportKeys keys =
        new TransportKeys(TransportKey.create(RANDOM), TransportKey.create(RANDOM))) {
      for (int version : List.of(1, 2)) {
        byte[] blob = keys.encode(version).lend(byte[]::clone);
        ByteBuffer in = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(blob.length, in.getInt());
        assertEquals(version, in.getInt());
        assertTrue(version == 1 || in.getInt() == 0);
        assertEquals(2, in.getInt());
        assertEquals(32, in.getInt());
        try (TransportKeys read = TransportKeys.decode(blob)) {
          assertArrayEquals(
              keys.egress().<byte[], RuntimeException>lend(byte[]::clone),
              read.egress().<byte[], RuntimeException>lend(byte[]::clone));
        }
      }
    }
  }

  @Test
  void everyTruncationAndAnyOtherFieldOfTheBlobIsRefused() throws Exception {
    try (TransportKeys keys =
        new TransportKeys(TransportKey.create(RANDOM), TransportKey.create(RANDOM))) {
      for (int version : List.of(1, 2)) {
        byte[] blob = keys.encode(version).lend(byte[]::clone);
        for (int length = 0; length < blob.length; length++) {
          byte[] cut = Arrays.copyOf(blob, length);
          assertThrows(VerificationFailedException.class, () -> TransportKeys.decode(cut));
        }
        for (int at = 0; at < (version == 1 ? 16 : 20); at++) {
          byte[] changed = blob.clone();
          changed[at] ^= 1;
          assertThrows(VerificationFailedException.class, () -> TransportKeys.decode(changed));
        }
      }
    }
  }

  @Test
  void aReleaseOpensOnlyWithTheRightKeyAndUntouched() throws Exception {
    KeyPair host = Rsa.generate(2048, RANDOM);
    SealedKeys sealed;
    try (TransportKeys keys =
        new TransportKeys(TransportKey.create(RANDOM), TransportKey.create(RANDOM))) {
      sealed =
          KeyRelease.seal(
              keys,
              host.getPublic(),
              new KeyRelease.Form(ReleaseAlgorithms.WRITTEN, 2),
              new Tools(ENGINE, RANDOM, InstantSource.system()));
    }
    open(sealed, host).close();
    byte[] transfer = sealed.transferKey();
    byte[] wrapping = sealed.wrappingKey();
    byte[] keys = sealed.transportKeys();
    for (byte[] part : List.of(transfer, wrapping, keys)) {
      part[part.length / 2] ^= 1;
      SealedKeys changed = new SealedKeys(transfer, wrapping, keys);
      assertThrows(VerificationFailedException.class, () -> open(changed, host));
      part[part.length / 2] ^= 1;
    }
  }

  private static TransportKeys open(SealedKeys sealed, KeyPair host) throws Exception {
    return KeyRelease.open(
        RollTransportKeyResponse.of(PROTECTOR, sealed),
        host.getPrivate(),
        ReleaseAlgorithms.WRITTEN,
        ENGINE);
  }

  @Test
  void keyWrapIsThatOfTheStandard() {
    // RFC 3394, section 4.6: 256 bits of key data under a key of 256 bits.
    HexFormat hex = HexFormat.of();
    byte[] key = hex.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    byte[] data = hex.parseHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
    assertEquals(
        "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21",
        hex.formatHex(KeyWrap.wrap(key, data)));
  }

  @Test
  void whatOtherServicesAddToAReplyIsPassedOver() throws Exception {
    String reply =
        "{\"__type\":\"UnavailableErrorReply:#Microsoft.Windows.RemoteAttestation.Core\","
            + "\"Retryable\":true,\"Detail\":null,\"More\":{\"Ratio\":0.5,\"N\":-1}}";
    AttestationError error = (AttestationError) AttestationReply.parse(bytes(reply));
    assertEquals(AttestationError.Kind.UNAVAILABLE, error.kind());
    assertTrue(error.retryable());
  }

  @Test
  void onlyDeclaredErrorsComeOfDamagedMessages() throws Exception {
    KeyPair host = Rsa.generate(2048, RANDOM);
    byte[] attestation =
        AttestationRequest.create(RANDOM, host.getPublic(), host, Set.of(IdentityType.ENCRYPTION))
            .encode();
    byte[] error = new AttestationError(AttestationError.Kind.PAYLOAD, "x", false).encode();
    Random random = new Random(20261123);
    for (int i = 0; i < 5000; i++) {
      reads(damaged(REQUEST, random), RollTransportKeyRequest::parse);
      reads(damaged(attestation, random), AttestationRequest::parse);
      reads(damaged(error, random), AttestationReply::parse);
      reads(damaged(ServiceInfo.of(OperationMode.HOST_KEY).encode(), random), ServiceInfo::parse);
    }
  }

  private interface Reading {
    Object read(byte[] message) throws KeywardException;
  }

  private static void reads(byte[] message, Reading reading) {
    try {
      reading.read(message);
    } catch (KeywardException e) {
      assertTrue(!e.fault().code().isEmpty());
    }
  }

  private static byte[] damaged(byte[] message, Random random) {
    byte[] changed = message.clone();
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(3)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        default -> changed = Arrays.copyOf(changed, Math.max(1, at));
      }
    }
    return changed;
  }
}
