package dev.keyward.hgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.evidence.HostRecords;
import dev.keyward.tpm.structure.EndorsementCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that the first TPM of a maker takes. */
class MeasuredHostsTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final GuardianName FIRST = TestHgs.name("host-1");
  private static final GuardianName SECOND = TestHgs.name("host-2");

  @TempDir private Path service;

  private static RegisteredHost host(GuardianName name, String roots)
      throws IOException, KeywardException {
    byte[] pem = Files.readAllBytes(FIXTURES.resolve(roots));
    return new RegisteredHost(
        name, new HostProof.FirstTpm(GuardianCertificate.parseAll(pem, roots)));
  }

  private MeasuredHosts hosts(RegisteredHost... hosts) {
    HgsDescription description =
        new HgsDescription(
            TestHgs.name("branch-hgs"),
            List.of(),
            List.of(hosts),
            new HgsDescription.Measuring(AttestationKind.TPM, List.of()));
    return new MeasuredHosts(description, new HostRecords(service));
  }

  private static EndorsementCertificate certificate() throws IOException, KeywardException {
    return EndorsementCertificate.parse(
        Files.readAllBytes(FIXTURES.resolve("measured/tpm/ek-certificate.der")), "certificate");
  }

  private static HostPublicKey key() throws IOException, KeywardException {
    return HostPublicKey.parse(certificate().key().getEncoded(), "key");
  }

  private static HostPublicKey other() throws KeywardException {
    return TestHgs.publicKey(TestHgs.HOST_KEY_PAIR);
  }

  @Test
  void aTpmOfTheMakerFindsAFreeName() throws IOException, KeywardException {
    MeasuredHosts hosts = hosts(host(FIRST, "measured/tpm/roots.pem"));
    assertEquals(Optional.of(FIRST), hosts.free(certificate(), NOW).map(RegisteredHost::name));
    assertTrue(hosts.having(key().digest()).isEmpty());
  }

  @Test
  void aTpmOfAnotherMakerFindsNone() throws IOException, KeywardException {
    MeasuredHosts hosts = hosts(host(FIRST, "store-test-only/roots/root.pem"));
    assertTrue(hosts.free(certificate(), NOW).isEmpty());
  }

  @Test
  void theFirstTpmKeepsTheNameAndEveryOtherIsRefused() throws IOException, KeywardException {
    MeasuredHosts hosts = hosts(host(FIRST, "measured/tpm/roots.pem"));
    assertTrue(hosts.records().claim(FIRST, other()));
    assertFalse(hosts.records().claim(FIRST, key()));
    assertTrue(hosts.records().claim(FIRST, other()));
    assertTrue(hosts.free(certificate(), NOW).isEmpty());
    assertEquals(Optional.of(FIRST), hosts.having(other().digest()).map(RegisteredHost::name));
  }

  @Test
  void theNextTpmTakesTheNextName() throws IOException, KeywardException {
    MeasuredHosts hosts =
        hosts(host(FIRST, "measured/tpm/roots.pem"), host(SECOND, "measured/tpm/roots.pem"));
    assertTrue(hosts.records().claim(FIRST, other()));
    assertEquals(Optional.of(SECOND), hosts.free(certificate(), NOW).map(RegisteredHost::name));
  }

  @Test
  void aNameThatWasForgottenIsFree() throws IOException, KeywardException {
    HostRecords records = new HostRecords(service);
    assertTrue(records.claim(FIRST, other()));
    records.forget(FIRST);
    assertTrue(records.endorsementKey(FIRST).isEmpty());
    assertTrue(records.claim(FIRST, key()));
  }
}
