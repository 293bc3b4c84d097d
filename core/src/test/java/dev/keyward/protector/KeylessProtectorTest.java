package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.protector.part.Check;
import dev.keyward.protector.part.GuardianSignature;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.UnknownAlgorithm.Use;
import dev.keyward.protector.part.WrappingId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Algorithms that Keyward does not know, in places that need the transport key. */
class KeylessProtectorTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String OTHER = "urn:example:other";

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final GuardianKeys branch = TestGuardians.of("branch");
  private final ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
  private final ProtectorVerifier verifier = new ProtectorVerifier(ENGINE);
  private final TransportKey key = TransportKey.create(RANDOM);
  private final KeyProtector honest = author.create(owner.signing(), trusted(branch), key);
  private final String document = new String(honest.encode(), StandardCharsets.UTF_8);

  KeylessProtectorTest() throws KeywardException {}

  private VerificationReport examine(String text) throws KeywardException {
    return verifier.examine(KeyProtector.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  private VerifiedProtector verified(String text) throws KeywardException {
    return examine(text).orThrow();
  }

  private static String withMac(String uri, String text) {
    return text.replace(
        "<Signature Algorithm=\"" + AcceptedAlgorithms.HMAC_SHA256,
        "<Signature Algorithm=\"" + uri);
  }

  private static String refusal(VerifiedProtector protector) {
    return assertThrows(UnsupportedFormatException.class, protector::openable).fault().code();
  }

  @Nested
  class OfTheTransportKeySignature {

    @ParameterizedTest
    @CsvSource({
      "keyless-kdf-concat.xml, KEY_DERIVATION, http://www.w3.org/2009/xmlenc11#ConcatKDF",
      "keyless-kdf-unknown.xml, KEY_DERIVATION, http://schemas.example.test/kdf/sp800-108",
      "keyless-mac-unknown.xml, MAC, http://schemas.example.test/mac"
    })
    void leaveAllElseVerified(String file, Use use, String uri)
        throws KeywardException, IOException {
      String text = Files.readString(FIXTURES.resolve("keyless").resolve(file));
      VerifiedProtector protector = verified(text);
      assertInstanceOf(KeylessProtector.class, protector);
      assertEquals(3, protector.wrappings().size());
      assertTrue(protector.isSealedByOwner());
      assertEquals(Set.of(new UnknownAlgorithm(use, uri)), protector.unknownAlgorithms());
    }

    @Test
    void keepTheProtectorFromAllThatOpens() {
      String text = document.replace(AcceptedAlgorithms.HKDF, OTHER);
      UnsupportedFormatException refused =
          assertThrows(UnsupportedFormatException.class, () -> verified(text).openable());
      assertEquals("unknown-key-derivation", refused.fault().code());
      assertTrue(refused.fault().found().contains(OTHER));
      assertTrue(refused.fault().hint().orElseThrow().contains("redacted copy"));
      assertThrows(
          UnsupportedFormatException.class,
          () -> verifier.verify(KeyProtector.parse(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void areBothNamed() throws KeywardException {
      VerifiedProtector protector =
          verified(withMac("urn:mac", document).replace(AcceptedAlgorithms.HKDF, OTHER));
      assertEquals(
          Set.of(
              new UnknownAlgorithm(Use.KEY_DERIVATION, OTHER),
              new UnknownAlgorithm(Use.MAC, "urn:mac")),
          protector.unknownAlgorithms());
      assertEquals("unknown-key-derivation", refusal(protector));
    }

    @Test
    void doNotHideABrokenSeal() {
      String value =
          Base64.getEncoder().encodeToString(honest.guardianSignature().signature().value());
      String other = Base64.getEncoder().encodeToString(new byte[256]);
      String text = document.replace(AcceptedAlgorithms.HKDF, OTHER).replace(value, other);
      VerificationFailedException refused =
          assertThrows(VerificationFailedException.class, () -> verified(text));
      assertEquals("guardian-signature", refused.fault().code());
    }

    @Test
    void doNotLoosenAKnownMac() {
      String mac =
          Base64.getEncoder().encodeToString(honest.transportKeySignature().orElseThrow().value());
      String text = document.replace(AcceptedAlgorithms.HKDF, OTHER).replace(mac, "AA==");
      MalformedInputException refused =
          assertThrows(MalformedInputException.class, () -> verified(text));
      assertEquals("bad-mac", refused.fault().code());
    }

    @Test
    void doNotLoosenAKnownKeyDerivation() {
      String text = withMac("urn:mac", document).replace("<m:KeyLength>32<", "<m:KeyLength>1<");
      MalformedInputException refused =
          assertThrows(MalformedInputException.class, () -> verified(text));
      assertEquals("bad-key-derivation", refused.fault().code());
    }

    @Test
    void areShownInFewPrintableCharacters() throws KeywardException {
      String text = document.replace(AcceptedAlgorithms.HKDF, "urn:\u202e" + "x".repeat(100_000));
      UnknownAlgorithm algorithm = verified(text).unknownAlgorithms().iterator().next();
      assertEquals(UnknownAlgorithm.MOST_CHARACTERS, algorithm.uri().length());
      assertTrue(algorithm.uri().startsWith("urn:<U+202E>xxx"));
    }

    @Test
    void stillNeedAWholeDocument() {
      String text = document.replace(AcceptedAlgorithms.HKDF, OTHER);
      for (UnaryOperator<String> change :
          List.<UnaryOperator<String>>of(
              good -> good.replace("</KeyDerivationMethod>", "</KeyDerivationMethod><x/>"),
              good -> good.replace("</Parameters></Key", "</Parameters><Parameters/></Key"),
              good -> good.replace("\"" + OTHER + "\"", "\"" + OTHER + "\" x=\"\""),
              good -> good.replace("</KeyDerivationMethod>", "</KeyDerivationMethod>text"))) {
        String changed = change.apply(text);
        assertFalse(changed.equals(text));
        assertThrows(MalformedInputException.class, () -> verified(changed));
      }
    }
  }

  /** The branch's wrapping is encrypted in another way, under the owner's seal. */
  @Nested
  class OfOneWrapping {

    private VerifiedKeyProtector protector() throws KeywardException {
      String canonical = new String(honest.canonicalWrappings(), StandardCharsets.UTF_8);
      int at = canonical.lastIndexOf(KeyEncryption.RSA_OAEP);
      int end = at + KeyEncryption.RSA_OAEP.length();
      byte[] wrappings =
          (canonical.substring(0, at) + OTHER + canonical.substring(end))
              .getBytes(StandardCharsets.UTF_8);
      byte[] sealed =
          ProtectorWriter.document(
              wrappings,
              key.sign(wrappings, new byte[32]),
              new GuardianSignature(
                  new WrappingId(0), ENGINE.sign(owner.signing().key(), wrappings)));
      return verifier.examine(KeyProtector.parse(sealed)).orThrow().openable();
    }

    @Test
    void leavesTheOthersToBeOpened() throws KeywardException {
      protector().open(owner.opening(), ENGINE, RANDOM).close();
    }

    @Test
    void isNotOpened() throws KeywardException {
      VerifiedKeyProtector protector = protector();
      UnsupportedFormatException refused =
          assertThrows(
              UnsupportedFormatException.class,
              () -> protector.open(branch.opening(), ENGINE, RANDOM).close());
      assertEquals("unknown-key-encryption", refused.fault().code());
      assertTrue(refused.fault().found().contains(OTHER));
    }

    @Test
    void isNamedAmongTheChecks() throws KeywardException {
      List<Check> open =
          verifier.examine(protector().protector()).checks().stream()
              .filter(check -> check.outcome() == Check.Outcome.CANNOT_BE_CHECKED)
              .toList();
      assertEquals(1, open.size());
      assertEquals("key-encryption-algorithm", open.get(0).name());
    }

    @Test
    void isNeitherEditedNorRolledNorServed() throws KeywardException {
      VerifiedKeyProtector protector = protector();
      ProtectorEdit edit = ProtectorEdit.revoking(List.of(branch.guardian()));
      ProtectorEditor editor = new ProtectorEditor(TestTools.of(ENGINE, RANDOM));
      assertThrows(UnsupportedFormatException.class, () -> editor.apply(protector, owner, edit));
      WrappingKeys keys =
          new WrappingKeys(
              owner.guardian().name(),
              protector.owner(),
              owner.opening().key(),
              owner.signing().key());
      assertThrows(UnsupportedFormatException.class, () -> editor.roll(protector, keys, key));
      assertThrows(UnsupportedFormatException.class, () -> verifier.verify(protector.protector()));
    }
  }
}
