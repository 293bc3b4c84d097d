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
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Signature;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.TestKeys;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.protector.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What attackers try, step by step: each test does what they would do and looks at the answer. What
 * needs no key, such as another key derivation, is a folder of {@code fixtures/protectors}.
 */
class AttacksTest {

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final GuardianKeys branch = TestGuardians.of("branch");
  private final GuardianKeys datacenter = TestGuardians.of("datacenter");
  private final GuardianKeys stranger = TestGuardians.of("stranger");
  private final ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
  private final ProtectorVerifier verifier = new ProtectorVerifier(ENGINE);
  private final KeyProtector honest = author.create(owner.signing(), trusted(branch, datacenter));
  private final String document = new String(honest.encode(), StandardCharsets.UTF_8);

  AttacksTest() throws KeywardException {}

  private VerifiedKeyProtector verify(String text) throws KeywardException {
    return verifier.verify(KeyProtector.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Without a key of the owner: a list of wrappings of choice under the seal of the branch. */
  private KeyProtector sealedByBranch(List<Wrapping> wrappings, TransportKey key)
      throws KeywardException {
    return author.seal(wrappings, new WrappingId(1), Sealer.of(branch.signing()), key);
  }

  private <T extends KeywardException> String refusal(Class<T> type, String text) {
    return assertThrows(type, () -> verify(text)).fault().code();
  }

  @Nested
  class ByOneWhoWasOnceGranted {

    /** Copies the owner's certificates and grants, wraps a key of its own choice, seals itself. */
    private VerifiedKeyProtector ofTheOwner() throws KeywardException {
      try (TransportKey chosen = TransportKey.create(RANDOM)) {
        List<Wrapping> wrappings = new ArrayList<>();
        for (Wrapping old : honest.wrappings()) {
          byte[] wrapped =
              ENGINE.wrap(
                  KeyEncryption.WRITTEN.parameters().orElseThrow(),
                  old.encryption().publicKey(),
                  chosen.bytes(),
                  RANDOM);
          wrappings.add(
              new Wrapping(
                  old.id(),
                  old.signing(),
                  old.grant(),
                  old.encryption(),
                  old.encryptionSignature(),
                  WrappedTransportKey.of(KeyEncryption.WRITTEN, wrapped)));
        }
        return verifier.verify(sealedByBranch(wrappings, chosen));
      }
    }

    @Test
    void sealsAProtectorOfTheOwnerWhichIsReportedAsSealedByAnother() throws KeywardException {
      VerifiedKeyProtector forged = ofTheOwner();
      assertFalse(forged.isSealedByOwner());
      assertTrue(branch.guardian().hasSigningKeyOf(forged.sealer().signing()));
    }

    @Test
    void cannotGetTheOwnerToTakeItOn() throws KeywardException {
      VerifiedKeyProtector forged = ofTheOwner();
      ProtectorEdit edit = ProtectorEdit.granting(trusted(stranger));
      ProtectorEditor editor = new ProtectorEditor(TestTools.of(ENGINE, RANDOM));
      assertThrows(NotTrustedException.class, () -> editor.apply(forged, owner, edit));
    }

    @Test
    void letsAStrangerInWhichIsReportedAsDelegated() throws KeywardException {
      VerifiedKeyProtector before = verifier.verify(honest);
      try (TransportKey key = before.open(branch.opening(), ENGINE, RANDOM)) {
        List<Wrapping> wrappings = new ArrayList<>(honest.wrappings());
        wrappings.add(
            author.grant(
                new WrappingId(3),
                honest.wrappings().get(1).id(),
                branch.signing(),
                new ProtectorAuthor.Addressee(Grantee.of(trusted(stranger.guardian())), key)));
        VerifiedKeyProtector forged = verifier.verify(sealedByBranch(wrappings, key));
        assertTrue(forged.isDelegated(wrappings.get(3)));
        assertFalse(forged.isDelegated(wrappings.get(1)));
      }
    }
  }

  @Nested
  class WithCertificatesOfOthers {

    private VerifiedKeyProtector withWrapping(Wrapping added) throws KeywardException {
      try (TransportKey key = verifier.verify(honest).open(branch.opening(), ENGINE, RANDOM)) {
        List<Wrapping> wrappings = new ArrayList<>(honest.wrappings().subList(0, 2));
        wrappings.add(added);
        return verifier.verify(sealedByBranch(wrappings, key));
      }
    }

    private Wrapping delegated(GuardianCertificate signing, GuardianCertificate encryption)
        throws KeywardException {
      Wrapping model = honest.wrappings().get(2);
      return new Wrapping(
          new WrappingId(2),
          signing,
          new Wrapping.Grant(new WrappingId(1), ENGINE.sign(branch.signing().key(), signing.der())),
          encryption,
          ENGINE.sign(stranger.signing().key(), encryption.der()),
          model.transportKey());
    }

    @Test
    void putsATrustedEncryptionCertificateUnderAStrangersName() throws KeywardException {
      Wrapping mixed = delegated(stranger.guardian().signing(), datacenter.guardian().encryption());
      VerifiedKeyProtector forged = withWrapping(mixed);
      KnownGuardians known = KnownGuardians.present(List.of(datacenter.guardian()));
      Identity.Mixed identity =
          assertInstanceOf(Identity.Mixed.class, known.identify(forged.wrappings().get(2)));
      assertTrue(identity.signing().isEmpty());
      assertEquals("datacenter", identity.encryption().orElseThrow());
    }

    @Test
    void putsItsOwnKeyIntoTheOwnersWrappingAndHasTheOwnerSealIt() throws KeywardException {
      GuardianCertificate foreign = stranger.guardian().encryption();
      // The owner once signed this very certificate; MS-KPS does not say what for.
      Wrapping owners = honest.wrappings().get(0);
      Wrapping hijacked =
          new Wrapping(
              owners.id(),
              owners.signing(),
              owners.grant(),
              foreign,
              ENGINE.sign(owner.signing().key(), foreign.der()),
              owners.transportKey());
      Wrapping opening = delegated(stranger.guardian().signing(), owner.guardian().encryption());
      try (TransportKey key = TransportKey.create(RANDOM)) {
        Wrapping forOwner =
            new Wrapping(
                opening.id(),
                opening.signing(),
                opening.grant(),
                opening.encryption(),
                opening.encryptionSignature(),
                WrappedTransportKey.of(
                    KeyEncryption.WRITTEN,
                    ENGINE.wrap(
                        KeyEncryption.WRITTEN.parameters().orElseThrow(),
                        owner.guardian().encryption().publicKey(),
                        key.bytes(),
                        RANDOM)));
        VerifiedKeyProtector forged =
            verifier.verify(
                sealedByBranch(List.of(hijacked, honest.wrappings().get(1), forOwner), key));
        ProtectorEdit edit = ProtectorEdit.granting(trusted(datacenter)).accepting(sealer -> true);
        VerificationFailedException refused =
            assertThrows(
                VerificationFailedException.class,
                () -> new ProtectorEditor(TestTools.of(ENGINE, RANDOM)).apply(forged, owner, edit));
        assertEquals("foreign-owner-key", refused.fault().code());
      }
    }

    /** Lists the owner's signing certificate among its own: anybody can, it is public. */
    private Guardian listingTheOwner() {
      Guardian own = branch.guardian();
      return TestKeys.unchecked(
          new GuardianCertificates(
              own.name(), own.signing(), own.encryption(), List.of(owner.guardian().signing())),
          own.encryptionSignature());
    }

    @Test
    void cannotStayInByListingTheOwnersCertificate() throws KeywardException {
      ProtectorEdit edit = ProtectorEdit.revoking(List.of(listingTheOwner()));
      EditedProtector edited =
          new ProtectorEditor(TestTools.of(ENGINE, RANDOM))
              .apply(verifier.verify(honest), owner, edit);
      assertEquals(2, edited.protector().wrappings().size());
    }

    @Test
    void cannotTakeTheOwnersNameByListingTheOwnersCertificate() {
      KnownGuardians known = KnownGuardians.present(List.of(listingTheOwner(), owner.guardian()));
      assertEquals(
          owner.guardian().name().toString(),
          known.signerName(honest.wrappings().get(0).signing()).orElseThrow());
    }

    @Test
    void putsTheOwnersEncryptionCertificateUnderAStrangersName() throws KeywardException {
      Wrapping mixed = delegated(stranger.guardian().signing(), owner.guardian().encryption());
      VerificationFailedException refused =
          assertThrows(VerificationFailedException.class, () -> withWrapping(mixed));
      assertEquals("distinct-keys", refused.fault().code());
    }

    @Test
    void usesOneKeyInTwoRoles() throws KeywardException {
      Wrapping twoRoles = delegated(stranger.guardian().signing(), branch.guardian().signing());
      assertThrows(VerificationFailedException.class, () -> withWrapping(twoRoles));
    }

    @Test
    void signsATrustedCertificateWithAnotherKey() throws KeywardException {
      Guardian trusted = datacenter.guardian();
      Wrapping forged = delegated(trusted.signing(), stranger.guardian().encryption());
      VerificationFailedException refused =
          assertThrows(VerificationFailedException.class, () -> withWrapping(forged));
      assertEquals("encryption-certificate-signature", refused.fault().code());
    }
  }

  @Nested
  class ByMovingParts {

    @Test
    void addsAWrappingOfAnotherProtectorBehindTheSeal() throws KeywardException {
      KeyProtector other = author.create(owner.signing(), trusted(stranger));
      String theirs = new String(other.canonicalWrappings(), StandardCharsets.UTF_8);
      String wrapping =
          theirs
              .substring(theirs.lastIndexOf("<Wrapping>"), theirs.indexOf("</Wrappings>"))
              .replace("<Id>1<", "<Id>3<");
      String forged = document.replace("</Wrappings>", wrapping + "</Wrappings>");
      assertEquals("guardian-signature", refusal(VerificationFailedException.class, forged));
    }

    @Test
    void sealsATransplantedWrappingWhichThenDoesNotOpen() throws KeywardException {
      KeyProtector other = author.create(owner.signing(), trusted(stranger));
      Wrapping theirs = other.wrappings().get(1);
      Wrapping moved =
          new Wrapping(
              new WrappingId(3),
              theirs.signing(),
              theirs.grant(),
              theirs.encryption(),
              theirs.encryptionSignature(),
              theirs.transportKey());
      try (TransportKey key = verifier.verify(honest).open(branch.opening(), ENGINE, RANDOM)) {
        List<Wrapping> wrappings = new ArrayList<>(honest.wrappings());
        wrappings.add(moved);
        VerifiedKeyProtector forged = verifier.verify(sealedByBranch(wrappings, key));
        VerificationFailedException refused =
            assertThrows(
                VerificationFailedException.class,
                () -> forged.open(stranger.opening(), ENGINE, RANDOM).close());
        assertEquals("does-not-open", refused.fault().code());
      }
    }

    @Test
    void tellsTheSameWhetherThePaddingOrTheKeyIsWrong() throws KeywardException {
      List<String> answers = new ArrayList<>();
      Wrapping mine = honest.wrappings().get(0);
      try (TransportKey wrong = TransportKey.create(RANDOM)) {
        byte[] otherKey =
            ENGINE.wrap(
                KeyEncryption.WRITTEN.parameters().orElseThrow(),
                mine.encryption().publicKey(),
                wrong.bytes(),
                RANDOM);
        for (byte[] cipherValue : List.of(otherKey, new byte[256], new byte[7])) {
          List<Wrapping> wrappings = new ArrayList<>(honest.wrappings());
          wrappings.set(
              0,
              new Wrapping(
                  mine.id(),
                  mine.signing(),
                  mine.grant(),
                  mine.encryption(),
                  mine.encryptionSignature(),
                  WrappedTransportKey.of(KeyEncryption.WRITTEN, cipherValue)));
          try (TransportKey key = verifier.verify(honest).open(branch.opening(), ENGINE, RANDOM)) {
            VerifiedKeyProtector forged = verifier.verify(sealedByBranch(wrappings, key));
            answers.add(
                assertThrows(
                        VerificationFailedException.class,
                        () -> forged.open(owner.opening(), ENGINE, RANDOM).close())
                    .getMessage());
          }
        }
      }
      assertEquals(1, answers.stream().distinct().count());
    }

    @Test
    void repeatsWrappingsBeyondTheLimit() {
      String list = new String(honest.canonicalWrappings(), StandardCharsets.UTF_8);
      String wrapping =
          list.substring(list.lastIndexOf("<Wrapping>"), list.indexOf("</Wrappings>"));
      String forged = document.replace("</Wrappings>", wrapping.repeat(62) + "</Wrappings>");
      assertEquals("too-many-wrappings", refusal(MalformedInputException.class, forged));
    }
  }

  @Nested
  class OnTheMemoryOfTheVerifier {

    @Test
    void reusesAGoodSignatureForAnotherCertificate() throws KeywardException {
      verifier.verify(honest);
      GuardianKeys renewed =
          new GuardianMaker(RANDOM, ENGINE).renew(branch, 100, "test-host", TestGuardians.NOW);
      Wrapping good = honest.wrappings().get(1);
      Wrapping forged =
          new Wrapping(
              good.id(),
              renewed.guardian().signing(),
              good.grant(),
              good.encryption(),
              good.encryptionSignature(),
              good.transportKey());
      assertEquals("signing-certificate-signature", refusalOf(forged));
    }

    @Test
    void reusesAGoodSignatureUnderAnotherParent() throws KeywardException {
      verifier.verify(honest);
      Wrapping good = honest.wrappings().get(2);
      Wrapping forged =
          new Wrapping(
              good.id(),
              good.signing(),
              new Wrapping.Grant(new WrappingId(1), good.grant().signature()),
              good.encryption(),
              good.encryptionSignature(),
              good.transportKey());
      assertEquals("signing-certificate-signature", refusalOf(forged));
    }

    @Test
    void namesAnotherAlgorithmForTheSameValue() throws KeywardException {
      verifier.verify(honest);
      Wrapping good = honest.wrappings().get(1);
      Signature other =
          Signature.of(
              "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
              good.grant().signature().value());
      Wrapping forged =
          new Wrapping(
              good.id(),
              good.signing(),
              new Wrapping.Grant(good.grant().parent(), other),
              good.encryption(),
              good.encryptionSignature(),
              good.transportKey());
      assertEquals("signing-certificate-signature", refusalOf(forged));
    }

    private String refusalOf(Wrapping forged) throws KeywardException {
      List<Wrapping> wrappings = new ArrayList<>(honest.wrappings());
      wrappings.replaceAll(each -> each.id().equals(forged.id()) ? forged : each);
      try (TransportKey key = verifier.verify(honest).open(branch.opening(), ENGINE, RANDOM)) {
        KeyProtector sealed = sealedByBranch(wrappings, key);
        return assertThrows(VerificationFailedException.class, () -> verifier.verify(sealed))
            .fault()
            .code();
      }
    }
  }
}
