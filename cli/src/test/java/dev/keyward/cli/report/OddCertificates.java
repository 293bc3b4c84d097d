package dev.keyward.cli.report;

import dev.keyward.cli.identity.model.PooledKeys;
import dev.keyward.guardian.GuardianCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Certificates as somebody makes them who wants to be taken for another: names of any text in every
 * encoding there is for it, several common names or none, and dates of any order. Seeded.
 */
final class OddCertificates {

  private static final List<ASN1ObjectIdentifier> TYPES =
      List.of(
          BCStyle.O,
          BCStyle.OU,
          BCStyle.L,
          BCStyle.EmailAddress,
          BCStyle.SERIALNUMBER,
          BCStyle.DC,
          new ASN1ObjectIdentifier("1.2.3.4.5"));

  private static final int USAGE =
      KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.dataEncipherment;

  private final Random random;
  private final RandomNames names;

  OddCertificates(long seed) {
    random = new Random(seed);
    names = new RandomNames(seed);
  }

  /**
   * A certificate and the name that it claims.
   *
   * @param name the most specific common name where its encoding leaves no doubt; empty where
   *     readers differ, or it has none
   */
  record Odd(GuardianCertificate certificate, Optional<String> name) {}

  private record Said(ASN1Encodable value, Optional<String> text) {}

  /** One over a pooled key. */
  Odd next(int key) throws Exception {
    Optional<String> claimed = Optional.empty();
    List<ASN1Encodable> parts = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      parts.add(part(TYPES.get(random.nextInt(TYPES.size())), said()));
    }
    if (random.nextInt(10) > 0) {
      Said common = said();
      parts.add(part(BCStyle.CN, common));
      claimed = common.text();
    }
    for (int left = random.nextInt(3); left > 0; left--) {
      parts.add(part(TYPES.get(random.nextInt(TYPES.size())), said()));
    }
    if (random.nextInt(5) == 0 && claimed.isPresent()) {
      parts.add(0, part(BCStyle.CN, said()));
    }
    if (parts.isEmpty()) {
      // An issuer has a name.
      parts.add(part(BCStyle.O, said()));
    }
    X500Name subject = X500Name.getInstance(new DERSequence(parts.toArray(ASN1Encodable[]::new)));
    X500Name issuer =
        random.nextBoolean()
            ? subject
            : X500Name.getInstance(new DERSequence(part(BCStyle.CN, said())));
    return new Odd(certificate(key, subject, issuer), claimed);
  }

  private GuardianCertificate certificate(int key, X500Name subject, X500Name issuer)
      throws Exception {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(1 + random.nextInt(150), random).add(BigInteger.ONE),
            Date.from(Instant.parse("2025-01-01T00:00:00Z")),
            Date.from(end()),
            subject,
            PooledKeys.publicKey(key));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(USAGE));
    byte[] der =
        builder
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(PooledKeys.key(key)))
            .getEncoded();
    return GuardianCertificate.parse(der, "odd");
  }

  private Instant end() {
    List<String> ends =
        List.of("2025-06-01T00:00:00Z", "2049-12-31T23:59:59Z", "9999-12-31T23:59:59Z");
    return Instant.parse(ends.get(random.nextInt(ends.size())));
  }

  private static ASN1Encodable part(ASN1ObjectIdentifier type, Said said) {
    return new DERSet(new DERSequence(new ASN1Encodable[] {type, said.value()}));
  }

  private Said said() throws IOException {
    String text = names.next();
    int length = Math.min(text.length(), 200);
    boolean half = Character.isHighSurrogate(text.charAt(length - 1));
    text = text.substring(0, half ? length - 1 : length);
    Optional<String> same = Optional.of(text);
    return switch (random.nextInt(12)) {
      case 0 -> new Said(new DERBMPString(flat(text)), Optional.of(flat(text)));
      case 1 -> new Said(new DERPrintableString(ascii(text)), Optional.empty());
      case 2 -> new Said(new DERIA5String(ascii(text)), Optional.empty());
      case 3 -> new Said(new DERT61String(ascii(text)), Optional.empty());
      case 4 ->
          new Said(
              new DERUniversalString(text.getBytes(java.nio.charset.Charset.forName("UTF-32BE"))),
              Optional.empty());
      case 5 ->
          new Said(new DEROctetString(text.getBytes(StandardCharsets.UTF_8)), Optional.empty());
      case 6 -> new Said(new ASN1Integer(random.nextLong()), Optional.empty());
      case 7 -> new Said(new DERSequence(new ASN1EncodableVector()), Optional.empty());
      default -> new Said(new DERUTF8String(text), same);
    };
  }

  /** Without what needs two places in UTF-16. */
  private static String flat(String text) {
    return text.codePoints()
        .filter(Character::isBmpCodePoint)
        .filter(point -> Character.getType(point) != Character.SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String ascii(String text) {
    return text.replaceAll("[^\\x00-\\x7f]", "?");
  }
}
