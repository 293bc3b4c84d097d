package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.TestTools;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.part.Wrapping;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectorAuthorTest {

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final GuardianKeys branch = TestGuardians.of("branch");
  private final GuardianKeys datacenter = TestGuardians.of("datacenter");
  private final ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
  private final ProtectorVerifier verifier = new ProtectorVerifier(ENGINE);

  private KeyProtector create() throws KeywardException {
    return author.create(owner.signing(), trusted(branch, datacenter));
  }

  @Test
  void opensForOwnerAndGuardiansToTheSameKey() throws KeywardException {
    try (TransportKey key = TransportKey.create(RANDOM)) {
      VerifiedKeyProtector protector =
          verifier.verify(author.create(owner.signing(), trusted(branch, datacenter), key));
      for (GuardianKeys each : List.of(owner, branch, datacenter)) {
        try (TransportKey opened = protector.open(each.opening(), ENGINE, RANDOM)) {
          assertTrue(opened.bytes().sameAs(key.bytes()));
        }
      }
    }
  }

  private ProtectorAuthor afterTheOwnersEnd() {
    Instant end = owner.guardian().signing().notAfter();
    return new ProtectorAuthor(new Tools(ENGINE, RANDOM, () -> end.plusSeconds(1)));
  }

  @Test
  void anOwnerWhoseCertificateEndedCreatesNoProtector() {
    NotTrustedException refused =
        assertThrows(
            NotTrustedException.class,
            () -> afterTheOwnersEnd().create(owner.signing(), List.of()));
    assertEquals("expired", refused.fault().code());
    assertEquals("guardian owner", refused.fault().where());
  }

  @Test
  void anEndedCertificateOfTheOwnerCanBeAccepted() throws KeywardException {
    KeyProtector made = afterTheOwnersEnd().create(owner.signing().acceptingExpired(), List.of());
    assertTrue(verifier.verify(made).isSealedByOwner());
  }

  @Test
  void doesNotOpenForAStranger() throws KeywardException {
    VerifiedKeyProtector protector = verifier.verify(create());
    NoAccessException refused =
        assertThrows(
            NoAccessException.class,
            () -> protector.open(TestGuardians.of("stranger").opening(), ENGINE, RANDOM).close());
    assertEquals("not-addressed", refused.fault().code());
  }

  @Test
  void numbersWrappingsFromTheOwnerOn() throws KeywardException {
    List<Wrapping> wrappings = verifier.verify(create()).wrappings();
    assertEquals(List.of("0", "1", "2"), wrappings.stream().map(w -> w.id().toString()).toList());
    assertTrue(wrappings.get(0).isOwn());
  }

  @Test
  void writesTheWrappingsInTheirCanonicalForm() throws KeywardException {
    String document = new String(create().encode(), StandardCharsets.UTF_8);
    String end = "</Wrappings>";
    String written =
        document.substring(document.indexOf("<Wrappings"), document.indexOf(end) + end.length());
    byte[] read =
        KeyProtector.parse(document.getBytes(StandardCharsets.UTF_8)).canonicalWrappings();
    assertArrayEquals(written.getBytes(StandardCharsets.UTF_8), read);
  }

  @Test
  void readsBackWhatItWrote() throws KeywardException {
    KeyProtector written = create();
    KeyProtector read = KeyProtector.parse(written.encode());
    assertEquals(written.wrappings(), read.wrappings());
    assertEquals(written.guardianSignature(), read.guardianSignature());
    assertEquals(written.transportKeySignature(), read.transportKeySignature());
    assertEquals(0, read.maxOfflineUnwraps());
  }

  @Test
  void refusesTheSameGuardianTwice() {
    List<TrustedGuardian> twice = trusted(branch, branch);
    assertThrows(IllegalArgumentException.class, () -> author.create(owner.signing(), twice));
  }

  @Test
  void refusesTheOwnerAsItsOwnGuardian() {
    List<TrustedGuardian> self = trusted(owner);
    assertThrows(IllegalArgumentException.class, () -> author.create(owner.signing(), self));
  }

  @Test
  void neverWrapsTwoProtectorsAlike() throws KeywardException {
    assertTrue(
        !new String(create().encode(), StandardCharsets.UTF_8)
            .equals(new String(create().encode(), StandardCharsets.UTF_8)));
  }

  @Test
  void aGuardianWhosePartsDoNotFitIsRefused() {
    Guardian whole = branch.guardian();
    Guardian made =
        TestKeys.unchecked(
            new GuardianCertificates(whole.name(), whole.signing(), whole.encryption(), List.of()),
            datacenter.guardian().encryptionSignature());
    VerificationFailedException refused =
        assertThrows(
            VerificationFailedException.class,
            () -> author.create(owner.signing(), List.of(trusted(made))));
    assertEquals("encryption-certificate-signature", refused.fault().code());
  }

  @Test
  void aKeyOfAnotherModulusIsNoSigningOrOpeningKey() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SigningKey(owner.guardian(), branch.signing().key()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new OpeningKey(owner.guardian(), branch.opening().key()));
  }
}
