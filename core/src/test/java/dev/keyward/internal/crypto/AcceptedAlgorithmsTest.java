package dev.keyward.internal.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;

class AcceptedAlgorithmsTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /** URIs with a name behind the hash, object identifiers of algorithms, and those of libraries. */
  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "\"http://www\\.w3\\.org/[^\"]*#[^\"]+\""
              + "|\"1\\.2\\.840\\.113549\\.(1\\.1|1\\.5|1\\.12|2|3)\\.\\d"
              + "|\"2\\.16\\.840\\.1\\.101\\.3\\.4\\.[12]\\."
              + "|\"1\\.3\\.14\\.3\\.2\\."
              + "|\\b(Signature|Digest|Canonicalization)Method\\.[A-Z]"
              + "|\\bid_(PB|hmac|aes|sha|scrypt)|\\bpbeWith|\\bdes_EDE3|\\bidSHA1\\b");

  /** They write, and what they write is in the list. */
  private static final Set<String> WRITERS = Set.of("MetadataSigner.java", "Pkcs12Writer.java");

  @Test
  void noOtherReaderNamesAnAlgorithm() throws IOException {
    Set<String> others = new TreeSet<>();
    try (Stream<Path> all = Files.walk(SOURCES)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString();
        boolean isFound = IDENTIFIER.matcher(Files.readString(file)).find();
        if (isFound && !WRITERS.contains(name)) {
          others.add(name);
        }
      }
    }
    // Names for keys of every kind, which are refused with them.
    others.remove("KeyKind.java");
    assertEquals(Set.of("AcceptedAlgorithms.java"), others);
  }

  @Test
  void theListAgreesWithTheLibrariesThatReadKeyFiles() {
    assertEquals(
        identifiers(
            PKCSObjectIdentifiers.id_PBES2,
            PKCSObjectIdentifiers.id_PBKDF2,
            PKCSObjectIdentifiers.id_PBMAC1,
            MiscObjectIdentifiers.id_scrypt,
            NISTObjectIdentifiers.id_aes128_CBC,
            NISTObjectIdentifiers.id_aes192_CBC,
            NISTObjectIdentifiers.id_aes256_CBC,
            PKCSObjectIdentifiers.des_EDE3_CBC,
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
            PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC,
            PKCSObjectIdentifiers.sha256WithRSAEncryption),
        Set.of(
            AcceptedAlgorithms.PBES2,
            AcceptedAlgorithms.PBKDF2,
            AcceptedAlgorithms.PBMAC1,
            AcceptedAlgorithms.SCRYPT,
            AcceptedAlgorithms.AES_128_CBC,
            AcceptedAlgorithms.AES_192_CBC,
            AcceptedAlgorithms.AES_256_CBC,
            AcceptedAlgorithms.TRIPLE_DES_CBC,
            AcceptedAlgorithms.PKCS12_TRIPLE_DES,
            AcceptedAlgorithms.PKCS12_RC2_40,
            AcceptedAlgorithms.SHA256_WITH_RSA));
    assertEquals(
        Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1.getId(), "HmacSHA1",
            PKCSObjectIdentifiers.id_hmacWithSHA224.getId(), "HmacSHA224",
            PKCSObjectIdentifiers.id_hmacWithSHA256.getId(), "HmacSHA256",
            PKCSObjectIdentifiers.id_hmacWithSHA384.getId(), "HmacSHA384",
            PKCSObjectIdentifiers.id_hmacWithSHA512.getId(), "HmacSHA512"),
        AcceptedAlgorithms.KEY_FILE_MACS);
    assertEquals(
        Map.of(
            OIWObjectIdentifiers.idSHA1.getId(), "SHA-1",
            NISTObjectIdentifiers.id_sha224.getId(), "SHA-224",
            NISTObjectIdentifiers.id_sha256.getId(), "SHA-256",
            NISTObjectIdentifiers.id_sha384.getId(), "SHA-384",
            NISTObjectIdentifiers.id_sha512.getId(), "SHA-512"),
        AcceptedAlgorithms.KEY_FILE_DIGESTS);
  }

  @Test
  void theListAgreesWithJavasXmlSignatures() {
    assertEquals(
        List.of(
            SignatureMethod.RSA_SHA1,
            SignatureMethod.RSA_SHA256,
            SignatureMethod.RSA_SHA384,
            SignatureMethod.RSA_SHA512,
            SignatureMethod.SHA256_RSA_MGF1,
            SignatureMethod.SHA384_RSA_MGF1,
            SignatureMethod.SHA512_RSA_MGF1,
            SignatureMethod.HMAC_SHA256,
            DigestMethod.SHA1,
            DigestMethod.SHA256,
            DigestMethod.SHA384,
            DigestMethod.SHA512,
            CanonicalizationMethod.EXCLUSIVE,
            CanonicalizationMethod.INCLUSIVE,
            Transform.ENVELOPED),
        List.of(
            AcceptedAlgorithms.RSA_SHA1,
            AcceptedAlgorithms.RSA_SHA256,
            AcceptedAlgorithms.RSA_SHA384,
            AcceptedAlgorithms.RSA_SHA512,
            AcceptedAlgorithms.PSS_SHA256,
            AcceptedAlgorithms.PSS_SHA384,
            AcceptedAlgorithms.PSS_SHA512,
            AcceptedAlgorithms.HMAC_SHA256,
            AcceptedAlgorithms.SHA1,
            AcceptedAlgorithms.SHA256,
            AcceptedAlgorithms.SHA384,
            AcceptedAlgorithms.SHA512,
            AcceptedAlgorithms.EXCLUSIVE_FORM,
            AcceptedAlgorithms.INCLUSIVE_FORM,
            AcceptedAlgorithms.ENVELOPED));
  }

  private static Set<String> identifiers(ASN1ObjectIdentifier... identifiers) {
    return Stream.of(identifiers).map(ASN1ObjectIdentifier::getId).collect(Collectors.toSet());
  }
}
