package dev.keyward.guardian.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.MetadataForge;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.TestKeys.Wish;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test is one thing an attacker does to metadata. */
class GuardianMetadataAttackTest {

  private static final GuardianKeys KEYS = TestKeys.guardian("Hoster", 0, 1);
  private static final GuardianKeys MALLORY = TestKeys.guardian("Mallory", 2, 3);

  private final MetadataForge forge = new MetadataForge(KEYS);

  GuardianMetadataAttackTest() throws Exception {}

  @Test
  void addsAnotherSigningCertificateAndSignsAnew() throws Exception {
    forge.others = List.of(MALLORY.guardian().signing());
    forge.signer = MALLORY.signing().key();
    forge.keyInfo = List.of(MALLORY.guardian().signing().x509());
    GuardianMetadata read = GuardianMetadata.parse(forge.write(), "test");
    assertEquals(List.of(MALLORY.guardian().signing()), read.otherSigning());
    assertEquals(List.of(), read.countedOthers(List.of(KEYS.guardian().signing())));
  }

  @Test
  void addsAnotherSigningCertificateWithoutSigning() {
    forge.others = List.of(KEYS.guardian().signing());
    String text = text(forge.write());
    forge.others = List.of(MALLORY.guardian().signing());
    String other = forge.information();
    String from = "<OtherSigningCertificates>";
    String to = "</OtherSigningCertificates>";
    String evil = other.substring(other.indexOf(from), other.indexOf(to));
    String tampered =
        text.substring(0, text.indexOf(from)) + evil + text.substring(text.indexOf(to));
    refused("bad-digest", tampered);
  }

  @Test
  void swapsTheEncryptionCertificateAndSignsAnew() throws KeywardException {
    forge.encryption = MALLORY.guardian().encryption();
    forge.encryptionSignature =
        MetadataForge.signature(MALLORY.signing().key(), MALLORY.guardian().encryption());
    forge.signer = MALLORY.signing().key();
    forge.keyInfo = List.of(MALLORY.guardian().signing().x509());
    refused("bad-signature", text(forge.write()));
  }

  /**
   * Whoever was granted by a guardian has its signature over their own signing certificate. MS-KPS
   * signs bare certificates, so it reads as that over an encryption certificate.
   */
  private GuardianMetadata passingAGrantOffAsAnEncryptionCertificate() throws KeywardException {
    GuardianCertificate own =
        TestKeys.selfSigned(TestKeys.pair(2), Wish.of("Mallory", TestKeys.ENCRYPTS));
    forge.encryption = own;
    forge.encryptionSignature = MetadataForge.signature(KEYS.signing().key(), own);
    forge.signer = MALLORY.signing().key();
    forge.keyInfo = List.of(MALLORY.guardian().signing().x509());
    return GuardianMetadata.parse(forge.write(), "test");
  }

  @Test
  void cannotRenewAGuardianWithASignatureThatWasMadeToGrantThem() throws KeywardException {
    assertFalse(passingAGrantOffAsAnEncryptionCertificate().renews(KEYS.guardian()));
  }

  @Test
  void cannotUseThePinOfTheSigningCertificateForADocumentOfTheirOwn() throws KeywardException {
    GuardianMetadata forged = passingAGrantOffAsAnEncryptionCertificate();
    TrustRequest pin =
        new TrustRequest(
            Optional.of(KEYS.guardian().signing().thumbprint()), List.of(), false, false);
    NotTrustedException refused =
        assertThrows(
            NotTrustedException.class,
            () -> TrustDecider.trust(forged, TestKeys.name("m"), pin, TestKeys.NOW));
    assertEquals("foreign-signer", refused.fault().code());
  }

  @Test
  void claimsASigningCertificateWithoutItsKey() throws KeywardException {
    forge.selfSignature =
        MetadataForge.signature(MALLORY.signing().key(), KEYS.guardian().signing());
    refused("bad-signature", text(forge.write()));
  }

  @Test
  void signsWithAKeyThatIsNotInTheDocument() {
    forge.signer = MALLORY.signing().key();
    refused("bad-signature", text(forge.write()));
  }

  @Test
  void signsOnlyTheGuardianInformation() {
    String information =
        forge.information().replace("<GuardianInformation>", "<GuardianInformation ID=\"g\">");
    forge.references = List.of("#g");
    refused("bad-structure", text(forge.write(forge.root + information + "</Metadata>")));
  }

  @Test
  void signsAnElementBehindTheSignature() {
    forge.beforeEnd = "<x:more xmlns:x=\"urn:x\" ID=\"g\"/>";
    forge.references = List.of("#g");
    refused("bad-reference", text(forge.write()));
  }

  @Test
  void signsTwoReferences() {
    forge.beforeEnd = "<x:more xmlns:x=\"urn:x\" ID=\"g\"/>";
    forge.references = List.of("#m", "#g");
    refused("bad-structure", text(forge.write()));
  }

  @Test
  void refersToAnXpointer() {
    forge.references = List.of("#xpointer(/)");
    refused("bad-reference", text(forge.write()));
  }

  @Test
  void leavesOutTheEnvelopedTransform() {
    forge.transforms = List.of(CanonicalizationMethod.EXCLUSIVE, Transform.ENVELOPED);
    refused("refused-algorithm", text(forge.write()));
  }

  @Test
  void addsATransform() {
    forge.transforms =
        List.of(
            Transform.ENVELOPED,
            CanonicalizationMethod.EXCLUSIVE,
            CanonicalizationMethod.EXCLUSIVE);
    refused("bad-structure", text(forge.write()));
  }

  @Test
  void canonicalizesByAnUnknownForm() {
    forge.transforms = List.of(Transform.ENVELOPED, CanonicalizationMethod.INCLUSIVE);
    String unknown = text(forge.write()).replace(CanonicalizationMethod.INCLUSIVE, "urn:x");
    refused("refused-algorithm", unknown);
  }

  @Test
  void keepsComments() {
    forge.transforms = List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS);
    refused("refused-algorithm", text(forge.write()));
  }

  @Test
  void signsWithSha1() {
    forge.method = MetadataForge.RSA_SHA1;
    refused("refused-algorithm", text(forge.write()));
  }

  @Test
  void digestsWithSha1() {
    forge.digest = DigestMethod.SHA1;
    refused("refused-algorithm", text(forge.write()));
  }

  @Test
  void signsCertificatesWithAnUnknownAlgorithm() {
    forge.partsAlgorithm = MetadataForge.RSA_SHA1;
    refused("unknown-algorithm", text(forge.write()));
  }

  @Test
  void usesAKeyOf1024Bits() throws KeywardException {
    GuardianCertificate weak =
        TestKeys.selfSigned(TestKeys.generate(1024), Wish.of("weak", TestKeys.ENCRYPTS));
    forge.encryption = weak;
    forge.encryptionSignature = MetadataForge.signature(KEYS.signing().key(), weak);
    refused("unfit-certificate", text(forge.write()));
  }

  @Test
  void signsTheWholeWithAKeyOf1024Bits() {
    java.security.KeyPair weak = TestKeys.generate(1024);
    forge.signer = weak.getPrivate();
    forge.keyInfo = List.of(TestKeys.selfSigned(weak, Wish.of("w", TestKeys.SIGNS)).x509());
    refused("bad-signature", text(forge.write()));
  }

  @Test
  void usesASigningCertificateToEncrypt() throws KeywardException {
    GuardianCertificate signer =
        TestKeys.selfSigned(TestKeys.pair(1), Wish.of("signer", TestKeys.SIGNS));
    forge.encryption = signer;
    forge.encryptionSignature = MetadataForge.signature(KEYS.signing().key(), signer);
    refused("unfit-certificate", text(forge.write()));
  }

  @Test
  void wrapsTheSignedDocumentBehindAnother() throws KeywardException {
    String signed = text(forge.write());
    MetadataForge evil = new MetadataForge(MALLORY);
    String signature =
        signed.substring(
            signed.indexOf("<Signature xmlns"),
            signed.indexOf("</Signature>") + "</Signature>".length());
    String original = signed.replace(signature, "");
    for (String root : List.of(evil.root, evil.root.replace("ID=\"m\"", "ID=\"n\""))) {
      String wrapped = root + evil.information() + signature + original + "</Metadata>";
      assertThrows(KeywardException.class, () -> parse(wrapped));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ID", "Id", "id", "xml:id"})
  void givesAnotherElementTheRootsId(String attribute) {
    forge.beforeEnd = "<x:more xmlns:x=\"urn:x\" " + attribute + "=\"m\"/>";
    MetadataForge same = forge;
    same.references = List.of("");
    refused("bad-structure", text(same.write()));
  }

  @ParameterizedTest
  @CsvSource({
    "'<!DOCTYPE Metadata>', doctype",
    "'<!DOCTYPE Metadata [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>', doctype",
    "'<!-- -->', forbidden-xml",
    "'<?pi x?>', forbidden-xml"
  })
  void putsSomethingForbiddenInFront(String front, String code) {
    refused(code, front + text(forge.write()));
  }

  @Test
  void splitsBase64WithAComment() {
    String text = text(forge.write());
    refused("forbidden-xml", text.replace("<SigningCertificate>", "<SigningCertificate><!---->"));
  }

  @Test
  void hidesTextInCdata() {
    String text = text(forge.write());
    refused("forbidden-xml", text.replace("<Version>1<", "<Version><![CDATA[1]]><"));
  }

  @Test
  void nestsDeeply() {
    forge.beforeEnd = "<a>".repeat(40) + "</a>".repeat(40);
    refused("too-deep", text(forge.write()));
  }

  @Test
  void sendsTooMuch() {
    forge.beforeEnd = "<a>" + "x".repeat(GuardianMetadata.MOST_BYTES) + "</a>";
    refused("too-large", forge.root + forge.beforeEnd);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 1", "01", "+1", "-1", "4294967296", "1.0", "\u0661"})
  void writesAnotherVersion(String version) {
    forge.version = version;
    refused("bad-number", text(forge.write()));
  }

  @Test
  void writesTextBetweenElements() {
    String text = forge.root + forge.information().replace("<Signing", "x<Signing") + "</Metadata>";
    refused("bad-structure", text(forge.write(text)));
  }

  @Test
  void writesAnUnknownAttribute() {
    String information = forge.information().replace("<Version>", "<Version a=\"1\">");
    refused("bad-structure", text(forge.write(forge.root + information + "</Metadata>")));
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = forge.write();
    for (int size = 0; size < whole.length; size++) {
      byte[] part = Arrays.copyOf(whole, size);
      assertThrows(KeywardException.class, () -> GuardianMetadata.parse(part, "test"));
    }
  }

  @Test
  void nothingVerifiesThatDiffersInWhatItSays() throws Exception {
    flips(1500, new Random(20261123));
  }

  @Test
  @org.junit.jupiter.api.Tag("soak")
  void nothingVerifiesThatDiffersInWhatItSaysOverManyFlips() throws Exception {
    flips(20_000, new Random(7));
  }

  private void flips(int count, Random random) throws Exception {
    byte[] whole = forge.write();
    GuardianMetadata right = GuardianMetadata.parse(whole, "test");
    for (int i = 0; i < count; i++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        GuardianMetadata read = GuardianMetadata.parse(flipped, "test");
        assertEquals(right.signing(), read.signing());
        assertEquals(right.encryption(), read.encryption());
        assertEquals(right.encryptionSignature(), read.encryptionSignature());
        assertEquals(right.otherSigning(), read.otherSigning());
        assertTrue(read.vouchedFor());
      } catch (KeywardException e) {
        // Refused, as it should be.
      }
    }
  }

  private static GuardianMetadata parse(String text) throws KeywardException {
    return GuardianMetadata.parse(text.getBytes(StandardCharsets.UTF_8), "test");
  }

  private static void refused(String code, String text) {
    KeywardException e = assertThrows(KeywardException.class, () -> parse(text));
    assertEquals(code, e.fault().code(), e.getMessage());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
