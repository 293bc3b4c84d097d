package dev.keyward.guardian.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.MetadataForge;
import dev.keyward.guardian.TestKeys;
import dev.keyward.protector.VectorGuardians;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class GuardianMetadataTest {

  private static final GuardianKeys KEYS = TestKeys.guardian("Hoster", 0, 1);

  @TempDir Path folder;

  @Test
  void whatIsCreatedSaysWhatTheGuardianIs() throws Exception {
    Guardian guardian = KEYS.guardian();
    GuardianMetadata made = GuardianMetadata.create(KEYS.signing(), RsaEngine.jdk());
    assertEquals(guardian.signing(), made.signing());
    assertEquals(guardian.encryption(), made.encryption());
    assertEquals(guardian.encryptionSignature(), made.encryptionSignature());
    assertEquals(guardian.signing(), made.signedBy());
    assertTrue(made.vouchedFor());
    assertEquals(guardian, made.toGuardian(guardian.name(), List.of()));
  }

  @Test
  void bytesAreThoseThatWereRead() throws Exception {
    byte[] bytes = new MetadataForge(KEYS).write();
    assertArrayEquals(bytes, GuardianMetadata.parse(bytes, "test").bytes());
  }

  @Test
  void createdMetadataCarriesOtherSigningCertificates() throws KeywardException {
    GuardianCertificate other = TestKeys.guardian("Old", 2, 1).guardian().signing();
    GuardianKeys keys = TestKeys.guardian("Hoster", 0, 1, List.of(other));
    GuardianMetadata made = GuardianMetadata.create(keys.signing(), RsaEngine.jdk());
    assertEquals(List.of(other), made.countedOthers(List.of()));
  }

  @Test
  void createdMetadataHoldsNoCharacterReferences() throws KeywardException {
    GuardianMetadata made = GuardianMetadata.create(KEYS.signing(), RsaEngine.jdk());
    assertFalse(new String(made.bytes(), StandardCharsets.UTF_8).contains("&#"));
  }

  @Test
  void xmlsec1AcceptsWhatIsCreated() throws Exception {
    Path file = folder.resolve("metadata.xml");
    Files.write(file, GuardianMetadata.create(KEYS.signing(), RsaEngine.jdk()).bytes());
    assertTrue(xmlsec1(file, KEYS.guardian().signing()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"datacenter", "branch"})
  void metadataOfAnotherImplementationVerifies(String name) throws Exception {
    Path file = VectorGuardians.file(name + "-metadata.xml");
    GuardianMetadata read = GuardianMetadata.parse(Files.readAllBytes(file), file.toString());
    assertTrue(read.vouchedFor());
    assertTrue(xmlsec1(file, read.signing()));
  }

  @Test
  void saysThatLineEndsMayHaveBeenChangedWhereTheSignatureFails() throws KeywardException {
    String text = new String(new MetadataForge(KEYS).write(), StandardCharsets.UTF_8);
    byte[] changed =
        text.replaceFirst("(<[^<]*EncryptionCertificate>....)", "$1\r\n")
            .getBytes(StandardCharsets.UTF_8);
    VerificationFailedException refused =
        assertThrows(
            VerificationFailedException.class, () -> GuardianMetadata.parse(changed, "test"));
    assertEquals("bad-digest", refused.fault().code());
    assertTrue(refused.fault().found().contains("line ends may have been changed"));
  }

  @Test
  void takesAReferenceToTheWholeByNothing() throws Exception {
    MetadataForge forge = new MetadataForge(KEYS);
    forge.references = List.of("");
    forge.root = forge.root.replace(" ID=\"m\"", "");
    assertTrue(GuardianMetadata.parse(forge.write(), "test").vouchedFor());
  }

  @Test
  void takesSha512AndTheInclusiveFormOfTheSignedInfo() throws Exception {
    MetadataForge forge = new MetadataForge(KEYS);
    forge.digest = DigestMethod.SHA512;
    forge.method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
    forge.canonical = CanonicalizationMethod.INCLUSIVE;
    assertTrue(GuardianMetadata.parse(forge.write(), "test").vouchedFor());
  }

  @Test
  void takesASignatureWithoutKeyInformation() throws Exception {
    MetadataForge forge = new MetadataForge(KEYS);
    forge.keyInfo.clear();
    assertTrue(GuardianMetadata.parse(forge.write(), "test").vouchedFor());
  }

  @Test
  void takesMoreElementsAfterTheSignature() throws Exception {
    MetadataForge forge = new MetadataForge(KEYS);
    forge.beforeEnd = "<x:more xmlns:x=\"urn:x\" a=\"1\">text<x:y/></x:more>";
    assertTrue(GuardianMetadata.parse(forge.write(), "test").vouchedFor());
  }

  @Test
  void takesIndentation() throws Exception {
    MetadataForge forge = new MetadataForge(KEYS);
    String text = forge.root + forge.information().replace("><", ">\n  <") + "\n</Metadata>";
    assertTrue(GuardianMetadata.parse(forge.write(text), "test").vouchedFor());
  }

  @Test
  void namesACommunicationsCertificateThatSigned() throws Exception {
    GuardianCertificate web = TestKeys.guardian("Web", 2, 1).guardian().signing();
    MetadataForge forge = new MetadataForge(KEYS);
    forge.signer = TestKeys.pair(2).getPrivate();
    forge.keyInfo = List.of(web.x509());
    GuardianMetadata read = GuardianMetadata.parse(forge.write(), "test");
    assertEquals(web, read.signedBy());
    assertFalse(read.vouchedFor());
  }

  @Test
  void othersCountWhenATrustedCertificateSigned() throws Exception {
    GuardianCertificate web = TestKeys.guardian("Web", 2, 1).guardian().signing();
    MetadataForge forge = new MetadataForge(KEYS);
    forge.signer = TestKeys.pair(2).getPrivate();
    forge.keyInfo = List.of(web.x509());
    forge.others = List.of(web);
    GuardianMetadata read = GuardianMetadata.parse(forge.write(), "test");
    assertEquals(List.of(), read.countedOthers(List.of()));
    assertEquals(List.of(web), read.countedOthers(List.of(web)));
  }

  private boolean xmlsec1(Path metadata, GuardianCertificate signer) throws Exception {
    Path certificate = folder.resolve("signer.cer");
    Files.write(certificate, signer.der());
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "xmlsec1",
                  "--verify",
                  "--id-attr:ID",
                  "Metadata",
                  "--pubkey-cert-der",
                  certificate.toString(),
                  metadata.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("xmlsec1.log").toFile())
              .start();
    } catch (java.io.IOException e) {
      assumeTrue(false, "SKIPPED: xmlsec1 is not installed");
      return false;
    }
    return process.waitFor() == 0;
  }
}
