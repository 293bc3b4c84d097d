package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.NotTrustedException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.TestKeys.Wish;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class TrustDeciderTest {

  private static final Guardian GUARDIAN = TestKeys.guardian("Hoster", 0, 1).guardian();
  private static final GuardianCertificate ROOT =
      TestKeys.selfSigned(TestKeys.pair(2), Wish.authority("Root"));
  private static final Thumbprint PIN = GUARDIAN.signing().thumbprint();
  private static final Instant LATER = Instant.parse("2040-01-01T00:00:00Z");
  private static final Instant EARLIER = Instant.parse("2020-01-01T00:00:00Z");

  @Test
  void nothingGivenIsNotTrustedAndShowsWhatToPin() {
    NotTrustedException e = refused(TrustRequest.NOTHING, TestKeys.NOW);
    assertEquals("not-trusted", e.fault().code());
    assertTrue(e.fault().hint().orElseThrow().contains(PIN.toString()));
  }

  @Test
  void aRootDoesNotVouchForACertificateOfAnotherUse() throws Exception {
    Path folder = Path.of(System.getProperty("keyward.fixtures"), "identity/any-leaf-of-the-root");
    GuardianMetadata metadata =
        GuardianMetadata.parse(
            Files.readAllBytes(folder.resolve("datacenter-hgs.xml")), "datacenter-hgs.xml");
    TrustRequest request =
        TrustRequest.under(
            GuardianCertificate.parseAll(
                Files.readAllBytes(folder.resolve("root.pem")), "root.pem"));
    NotTrustedException e =
        assertThrows(
            NotTrustedException.class,
            () -> TrustDecider.decide(metadata, request, metadata.signing().notBefore()));
    assertEquals("other-use", e.fault().code());
  }

  @Test
  void aPinThatFitsIsTrusted() throws Exception {
    TrustDecision decision = decide(pin(PIN, false), TestKeys.NOW);
    assertEquals(TrustDecision.Basis.PINNED, decision.basis());
    assertEquals(Optional.of(PIN.toString()), decision.evidence());
    assertEquals(TestKeys.NOW, decision.decidedAt());
  }

  @Test
  void anotherPinIsRefusedAndNamesBoth() {
    Thumbprint other = GUARDIAN.encryption().thumbprint();
    NotTrustedException e = refused(pin(other, false), TestKeys.NOW);
    assertTrue(e.getMessage().contains(PIN.toString()));
    assertTrue(e.getMessage().contains(other.toString()));
  }

  @Test
  void anotherPinIsRefusedWhateverElseIsAllowed() {
    TrustRequest request =
        new TrustRequest(
            Optional.of(GUARDIAN.encryption().thumbprint()),
            List.of(GUARDIAN.signing(), GUARDIAN.encryption()),
            true,
            true);
    assertEquals("pin-mismatch", refused(request, TestKeys.NOW).fault().code());
  }

  @Test
  void anUntrustedRootIsAcceptedWhereAsked() throws Exception {
    TrustRequest request = new TrustRequest(Optional.empty(), List.of(), true, false);
    assertEquals(
        TrustDecision.Basis.ACCEPTED_UNTRUSTED_ROOT, decide(request, TestKeys.NOW).basis());
  }

  @Test
  void expiredCertificatesAreRefused() {
    assertEquals("expired", refused(pin(PIN, false), LATER).fault().code());
  }

  @Test
  void certificatesOfTheFutureAreRefused() {
    assertEquals("not-yet-valid", refused(pin(PIN, false), EARLIER).fault().code());
  }

  @Test
  void expiredCertificatesAreAcceptedWhereAskedAndThatIsRecorded() throws Exception {
    assertTrue(decide(pin(PIN, true), LATER).acceptedExpired());
  }

  @Test
  void allowingExpiredRecordsNothingWhereNothingIs() throws Exception {
    assertEquals(false, decide(pin(PIN, true), TestKeys.NOW).acceptedExpired());
  }

  @Test
  void certificatesThatLeadToAGivenRootAreTrusted() throws Exception {
    TrustDecision decision = TrustDecider.decide(issued(0), issued(1), roots(ROOT), TestKeys.NOW);
    assertEquals(TrustDecision.Basis.CHAINED, decision.basis());
    assertTrue(decision.evidence().orElseThrow().contains(ROOT.thumbprint().toString()));
  }

  @Test
  void bothCertificatesMustLeadToARoot() {
    NotTrustedException e =
        assertThrows(
            NotTrustedException.class,
            () -> TrustDecider.decide(issued(0), GUARDIAN.encryption(), roots(ROOT), TestKeys.NOW));
    assertEquals("no-known-root", e.fault().code());
    String end = GUARDIAN.encryption().subject() + ": it is self-signed and not the root";
    assertTrue(e.getMessage().contains("roots: " + end), e.getMessage());
  }

  @Test
  void bothCertificatesMustLeadToTheSameRoot() throws Exception {
    GuardianCertificate other = TestKeys.selfSigned(TestKeys.pair(3), Wish.authority("Other"));
    GuardianCertificate encryption =
        TestKeys.issue(
            TestKeys.pair(1), Wish.of("leaf", TestKeys.ENCRYPTS), TestKeys.pair(3), "Other");
    TrustRequest both = new TrustRequest(Optional.empty(), List.of(other, ROOT), false, false);
    NotTrustedException e =
        assertThrows(
            NotTrustedException.class,
            () -> TrustDecider.decide(issued(0), encryption, both, TestKeys.NOW));
    assertEquals("no-known-root", e.fault().code());
    TrustDecision decision =
        TrustDecider.decide(issued(0), issued(1), both.forSubject("leaf 0"), TestKeys.NOW);
    assertTrue(decision.evidence().orElseThrow().contains(ROOT.thumbprint().toString()));
  }

  @Test
  void severalRootsDoNotSayWhoseACertificateIs() throws Exception {
    GuardianCertificate other = TestKeys.selfSigned(TestKeys.pair(3), Wish.authority("Other"));
    NotTrustedException e = refusedUnder(TrustRequest.under(List.of(other, ROOT)));
    assertEquals("no-subject", e.fault().code());
    assertTrue(e.fault().hint().orElseThrow().contains("give its name with --subject"));
  }

  @Test
  void aCertificateBetweenIsNoRoot() {
    GuardianCertificate between =
        TestKeys.issue(TestKeys.pair(2), Wish.authority("Root"), TestKeys.pair(3), "Above");
    assertFalse(between.isPrivateRoot());
    assertEquals("no-known-root", refusedUnder(roots(between)).fault().code());
  }

  @Test
  void aRootOfEverybodyDoesNotEither() throws Exception {
    Optional<GuardianCertificate> known = rootOfThisJava();
    assumeTrue(known.isPresent(), "this Java trusts no root");
    assertFalse(known.get().isPrivateRoot());
    assertTrue(ROOT.isPrivateRoot());
  }

  @Test
  void theSubjectIsTheWholeNameOrTheOnlyCommonName() throws Exception {
    for (String subject : List.of("leaf 0", "CN=leaf 0", "cn=LEAF 0")) {
      TrustDecider.decide(issued(0), issued(1), roots(ROOT).forSubject(subject), TestKeys.NOW);
    }
    for (String subject : List.of("leaf", "leaf 1", "CN=leaf 0,O=x", "")) {
      NotTrustedException e = refusedUnder(roots(ROOT).forSubject(subject));
      assertEquals("other-subject", e.fault().code());
    }
  }

  @Test
  void twoCommonNamesAreNobodys() {
    GuardianCertificate two =
        TestKeys.issue(
            TestKeys.pair(0), Wish.of("leaf 0,CN=evil", TestKeys.SIGNS), TestKeys.pair(2), "Root");
    assertFalse(two.hasSubject("evil"));
    assertFalse(two.hasSubject("leaf 0"));
    assertTrue(two.hasSubject(two.subject()));
  }

  private static Optional<GuardianCertificate> rootOfThisJava() throws Exception {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init((KeyStore) null);
    return Arrays.stream(managers.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(each -> Arrays.stream(((X509TrustManager) each).getAcceptedIssuers()))
        .map(GuardianCertificate::of)
        .findFirst();
  }

  private static NotTrustedException refusedUnder(TrustRequest request) {
    return assertThrows(
        NotTrustedException.class,
        () -> TrustDecider.decide(issued(0), issued(1), request, TestKeys.NOW));
  }

  @Test
  void anotherRootIsRefused() {
    GuardianCertificate other = TestKeys.selfSigned(TestKeys.pair(3), Wish.authority("Root"));
    assertThrows(
        NotTrustedException.class,
        () -> TrustDecider.decide(issued(0), issued(1), roots(other), TestKeys.NOW));
  }

  private static final GuardianCertificate MIDDLE =
      TestKeys.issue(TestKeys.pair(4), Wish.authority("Middle"), TestKeys.pair(2), "Root");

  private static GuardianCertificate byTheMiddle(int number) {
    int usage = number == 0 ? TestKeys.SIGNS : TestKeys.ENCRYPTS;
    return TestKeys.issue(
        TestKeys.pair(number), Wish.of("deep " + number, usage), TestKeys.pair(4), "Middle");
  }

  @Test
  void aChainLeadsOverIntermediatesThatAProgramGives() throws Exception {
    TrustRequest bare = roots(ROOT);
    assertThrows(
        NotTrustedException.class,
        () -> TrustDecider.decide(byTheMiddle(0), byTheMiddle(1), bare, TestKeys.NOW));
    TrustRequest given = bare.with(new TrustRequest.ChainRules(List.of(MIDDLE), List.of()));
    TrustDecision decision =
        TrustDecider.decide(byTheMiddle(0), byTheMiddle(1), given, TestKeys.NOW);
    assertEquals(TrustDecision.Basis.CHAINED, decision.basis());
  }

  @Test
  void aBrokenChainIsExplainedByCertificateAndStep() {
    GuardianCertificate leaf = byTheMiddle(0);
    List<TrustDecider.ChainBreak> missing =
        TrustDecider.whyNoChain(leaf, issued(1), roots(ROOT), TestKeys.NOW);
    assertEquals(1, missing.size());
    assertEquals(leaf, missing.get(0).certificate());
    assertEquals(ROOT, missing.get(0).root());
    assertTrue(missing.get(0).step().startsWith("no certificate of its issuer is given"));
    GuardianCertificate other = TestKeys.selfSigned(TestKeys.pair(3), Wish.authority("Root"));
    TrustDecider.ChainBreak foreign =
        TrustDecider.whyNoChain(issued(0), issued(1), roots(other), TestKeys.NOW).get(0);
    assertTrue(foreign.step().contains("has the key that signed it"), foreign.step());
  }

  /** Stands for a check of revocation: it refuses one certificate. */
  private static final class Refusing extends PKIXCertPathChecker {

    @Override
    public void init(boolean forward) {}

    @Override
    public boolean isForwardCheckingSupported() {
      return true;
    }

    @Override
    public Set<String> getSupportedExtensions() {
      return Set.of();
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved)
        throws CertPathValidatorException {
      if (certificate.equals(MIDDLE.x509())) {
        throw new CertPathValidatorException("revoked, says the test");
      }
    }
  }

  @Test
  void aCheckerThatAProgramGivesIsAsked() {
    TrustRequest.ChainRules rules =
        new TrustRequest.ChainRules(List.of(MIDDLE), List.of(new Refusing()));
    TrustRequest request = roots(ROOT).with(rules);
    assertThrows(
        NotTrustedException.class,
        () -> TrustDecider.decide(byTheMiddle(0), byTheMiddle(1), request, TestKeys.NOW));
    List<TrustDecider.ChainBreak> why =
        TrustDecider.whyNoChain(byTheMiddle(0), issued(1), request, TestKeys.NOW);
    assertTrue(why.get(0).step().contains("revoked, says the test"), why.get(0).step());
  }

  private static GuardianCertificate issued(int number) {
    int usage = number == 0 ? TestKeys.SIGNS : TestKeys.ENCRYPTS;
    return TestKeys.issue(
        TestKeys.pair(number), Wish.of("leaf " + number, usage), TestKeys.pair(2), "Root");
  }

  private static TrustRequest roots(GuardianCertificate root) {
    return new TrustRequest(Optional.empty(), List.of(root), false, false);
  }

  private static TrustRequest pin(Thumbprint pin, boolean allowExpired) {
    return new TrustRequest(Optional.of(pin), List.of(), false, allowExpired);
  }

  private static TrustDecision decide(TrustRequest request, Instant now)
      throws NotTrustedException {
    return TrustDecider.decide(GUARDIAN.signing(), GUARDIAN.encryption(), request, now);
  }

  private static NotTrustedException refused(TrustRequest request, Instant now) {
    return assertThrows(NotTrustedException.class, () -> decide(request, now));
  }
}
