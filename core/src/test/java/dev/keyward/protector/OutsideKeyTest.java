package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.NOW;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.DigestSignature;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.KeyDevice;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Security;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys outside, of providers that Java does not know and of services that are functions. */
class OutsideKeyTest {

  private static final GuardianKeys OWNER = TestGuardians.of("owner");
  private static final GuardianKeys BRANCH = TestGuardians.of("branch");

  private static final OutsideKey.Place SERVICE = OutsideKey.Place.of("service");

  @AfterEach
  void plugIn() {
    KeyDevice.setAway(false);
  }

  static List<GuardianKeys> outside() {
    return List.of(ofProvider(OWNER), ofService(OWNER));
  }

  private static GuardianKeys keys(GuardianKeys of, OutsideKey signer, OutsideKey opener) {
    return new GuardianKeys(
        new SigningKey(of.guardian(), signer), new OpeningKey(of.guardian(), opener));
  }

  private static GuardianKeys ofProvider(GuardianKeys of) {
    GuardianKeys handles = KeyDevice.handles(of, true);
    KeyDevice device = new KeyDevice();
    return keys(
        of,
        OutsideKey.of(handles.signing().key(), device, signingKey(of)),
        OutsideKey.of(handles.opening().key(), device, encryptionKey(of)));
  }

  private static GuardianKeys ofService(GuardianKeys of) {
    PrivateKey signing = of.signing().key();
    PrivateKey opening = of.opening().key();
    return keys(
        of,
        OutsideKey.of(
            signingKey(of), digest -> DigestSignature.of(signing, digest), text -> none(), SERVICE),
        OutsideKey.of(
            encryptionKey(of),
            digest -> DigestSignature.of(opening, digest),
            text -> opened(opening, text),
            SERVICE));
  }

  private static Optional<byte[]> none() {
    return Optional.empty();
  }

  private static RSAPublicKey signingKey(GuardianKeys of) {
    return (RSAPublicKey) of.guardian().signing().publicKey();
  }

  private static RSAPublicKey encryptionKey(GuardianKeys of) {
    return (RSAPublicKey) of.guardian().encryption().publicKey();
  }

  private static Optional<byte[]> opened(PrivateKey key, byte[] text) throws KeywardException {
    return RsaEngine.jdk()
        .unwrap(OaepParameters.SHA256, key, text, 32)
        .map(secret -> secret.lend(byte[]::clone));
  }

  private static VerifiedKeyProtector protector(RsaEngine engine, GuardianKeys keys)
      throws KeywardException {
    return new ProtectorVerifier(ENGINE)
        .verify(
            new ProtectorAuthor(TestTools.of(engine, RANDOM))
                .create(keys.signing(), trusted(BRANCH)));
  }

  @ParameterizedTest
  @MethodSource("outside")
  void itSignsAndOpensOnEveryEngine(GuardianKeys keys) throws KeywardException {
    for (RsaEngine engine : List.of(ENGINE, RsaEngine.fastest())) {
      protector(engine, keys).open(keys.opening(), engine, RANDOM).close();
      new GuardianMaker(RANDOM, engine).renew(keys, 100, "host", NOW);
    }
  }

  @ParameterizedTest
  @MethodSource("outside")
  void itSignsMetadataThatOthersRead(GuardianKeys keys) throws KeywardException {
    byte[] document = GuardianMetadata.create(keys.signing(), ENGINE).bytes();
    GuardianMetadata read = GuardianMetadata.parse(document, "metadata", ENGINE);
    assertEquals(OWNER.guardian().signing(), read.signing());
  }

  @ParameterizedTest
  @MethodSource("outside")
  void aTextThatDoesNotOpenIsAnAnswerWithoutAReason(GuardianKeys keys) throws KeywardException {
    VerifiedKeyProtector strangers =
        new ProtectorVerifier(ENGINE)
            .verify(
                new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
                    .create(TestGuardians.of("stranger").signing(), List.of()));
    byte[] foreign = strangers.wrappings().get(0).transportKey().cipherValue();
    OutsideKey opener = (OutsideKey) keys.opening().key();
    for (byte[] text : List.of(foreign, new byte[256], new byte[255], new byte[0])) {
      assertEquals(Optional.empty(), opener.open(OaepParameters.SHA256, text, 32));
    }
  }

  @Test
  void noProviderOfThemIsRegistered() {
    int before = Security.getProviders().length;
    outside();
    assertEquals(before, Security.getProviders().length);
  }

  @Test
  void aDeviceThatIsAwayMayComeBack() throws KeywardException {
    GuardianKeys keys = ofProvider(OWNER);
    VerifiedKeyProtector protector = protector(ENGINE, OWNER);
    KeyDevice.setAway(true);
    for (KeyUnusableException each :
        List.of(
            unusable(() -> protector.open(keys.opening(), ENGINE, RANDOM)),
            unusable(() -> protector(ENGINE, keys)),
            unusable(() -> GuardianMetadata.create(keys.signing(), ENGINE)))) {
      assertTrue(each.isWorthRetrying());
      assertEquals("key-unusable", each.fault().code());
    }
  }

  @Test
  void whatAServiceThrowsIsTheCause() {
    OutsideKey failing =
        OutsideKey.of(
            signingKey(OWNER),
            digest -> {
              throw new IOException("the line is down");
            },
            text -> none(),
            SERVICE);
    KeyUnusableException e = unusable(() -> failing.sign(new byte[1]));
    assertInstanceOf(IOException.class, e.getCause());
  }

  @Test
  void aSignatureOfAWrongLengthIsRefused() {
    OutsideKey wrong =
        OutsideKey.of(signingKey(OWNER), digest -> new byte[3], text -> none(), SERVICE);
    assertEquals("a signature of 3 bytes", unusable(() -> wrong.sign()).fault().found());
  }

  @Test
  void aServiceSignsTheDigestOfAllParts() throws Exception {
    byte[][] seen = new byte[1][];
    OutsideKey key =
        OutsideKey.of(
            signingKey(OWNER),
            digest -> {
              seen[0] = digest;
              return new byte[256];
            },
            text -> none(),
            SERVICE);
    key.sign(new byte[] {1}, new byte[] {2, 3});
    byte[] whole = MessageDigest.getInstance("SHA-256").digest(new byte[] {1, 2, 3});
    assertTrue(Arrays.equals(whole, seen[0]));
  }

  @Test
  void itCannotBeWrittenToAStream() throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      PrivateKey key = outside().get(0).signing().key();
      assertThrows(NotSerializableException.class, () -> out.writeObject(key));
    }
  }

  private static KeyUnusableException unusable(org.junit.jupiter.api.function.Executable work) {
    return assertThrows(KeyUnusableException.class, work);
  }
}
