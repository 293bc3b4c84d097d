package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.NOW;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.KeyDevice;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.seal.Sealer;
import java.security.ProviderException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys in a device behind a provider of its own: its trouble is never an answer. */
class KeyDeviceTest {

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final GuardianKeys branch = TestGuardians.of("branch");
  private final GuardianKeys handles = KeyDevice.handles(owner, false);
  private final GuardianKeys bare = KeyDevice.handles(owner, true);

  static List<RsaEngine> engines() {
    return List.of(ENGINE, RsaEngine.fastest());
  }

  @BeforeEach
  void plugIn() {
    KeyDevice.setAway(false);
    Security.addProvider(new KeyDevice());
  }

  @AfterEach
  void unplug() {
    KeyDevice.setAway(false);
    Security.removeProvider("KeyDevice");
  }

  private VerifiedKeyProtector protector(RsaEngine engine, GuardianKeys keys)
      throws KeywardException {
    return new ProtectorVerifier(ENGINE)
        .verify(
            new ProtectorAuthor(TestTools.of(engine, RANDOM))
                .create(keys.signing(), trusted(branch)));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void handlesSignAndOpenOnEveryEngine(RsaEngine engine) throws KeywardException {
    for (GuardianKeys keys : List.of(handles, bare)) {
      protector(engine, keys).open(keys.opening(), engine, RANDOM).close();
      GuardianMetadata.create(keys.signing(), engine);
      new GuardianMaker(RANDOM, engine).renew(keys, 100, "host", NOW);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aDeviceThatIsAwayIsNoAnswerAndMayComeBack(RsaEngine engine) throws KeywardException {
    VerifiedKeyProtector protector = protector(ENGINE, owner);
    KeyDevice.setAway(true);
    List<KeyUnusableException> failures = new ArrayList<>();
    for (GuardianKeys keys : List.of(handles, bare)) {
      failures.add(unusable(() -> protector.open(keys.opening(), engine, RANDOM)));
      failures.add(unusable(() -> protector(engine, keys)));
      failures.add(unusable(() -> GuardianMetadata.create(keys.signing(), engine)));
      failures.add(unusable(() -> new GuardianMaker(RANDOM, engine).renew(keys, 100, "host", NOW)));
    }
    for (KeyUnusableException failure : failures) {
      assertEquals("key-unusable", failure.fault().code());
      assertTrue(failure.isWorthRetrying());
      assertInstanceOf(ProviderException.class, failure.getCause());
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aHandleThatNoProviderTakesIsNoAnswerAndStaysSo(RsaEngine engine) throws KeywardException {
    VerifiedKeyProtector protector = protector(ENGINE, owner);
    Security.removeProvider("KeyDevice");
    for (GuardianKeys keys : List.of(handles, bare)) {
      assertFalse(unusable(() -> protector.open(keys.opening(), engine, RANDOM)).isWorthRetrying());
      assertFalse(unusable(() -> protector(engine, keys)).isWorthRetrying());
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aTextThatDoesNotOpenIsAnAnswerWithoutAReason(RsaEngine engine) throws KeywardException {
    VerifiedKeyProtector honest = protector(ENGINE, owner);
    for (int size : new int[] {256, 255, 0, 512}) {
      VerifiedKeyProtector forged = withOwnersCipherText(honest, new byte[size]);
      for (GuardianKeys keys : List.of(owner, handles, bare)) {
        VerificationFailedException failure =
            assertThrows(
                VerificationFailedException.class,
                () -> forged.open(keys.opening(), engine, RANDOM));
        assertEquals("does-not-open", failure.fault().code());
        assertEquals(null, failure.getCause());
      }
    }
  }

  @Test
  void aHandleOfAnotherKeyIsRefusedBeforeItSpoilsAnything() throws KeywardException {
    ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
    GuardianKeys stranger = KeyDevice.handles(TestGuardians.of("stranger"), true);
    var wrong = new dev.keyward.guardian.SigningKey(owner.guardian(), stranger.signing().key());
    assertEquals("key-mismatch", unusable(() -> author.create(wrong, List.of())).fault().code());
    new ProtectorVerifier(ENGINE).verify(author.create(owner.signing(), List.of()));
    assertEquals(
        "key-mismatch", unusable(() -> author.create(wrong, trusted(branch))).fault().code());
  }

  private VerifiedKeyProtector withOwnersCipherText(VerifiedKeyProtector from, byte[] cipherText)
      throws KeywardException {
    List<Wrapping> wrappings = new ArrayList<>(from.wrappings());
    Wrapping own = wrappings.get(0);
    wrappings.set(
        0,
        new Wrapping(
            own.id(),
            own.signing(),
            own.grant(),
            own.encryption(),
            own.encryptionSignature(),
            WrappedTransportKey.of(own.transportKey().encryption(), cipherText)));
    try (TransportKey key = TransportKey.create(RANDOM)) {
      return new ProtectorVerifier(ENGINE)
          .verify(
              new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
                  .seal(wrappings, own.id(), Sealer.of(owner.signing()), key));
    }
  }

  private static KeyUnusableException unusable(
      org.junit.jupiter.api.function.Executable executable) {
    return assertThrows(KeyUnusableException.class, executable);
  }
}
