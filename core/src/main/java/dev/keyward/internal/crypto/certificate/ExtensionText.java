package dev.keyward.internal.crypto.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * What an extension of a certificate says, as text (RFC 5280, section 4.2). A stranger chose the
 * content: what cannot be read is given as its first bytes.
 *
 * @param value in printable ASCII
 * @param isRead whether it has the form that its identifier asks for
 */
public record ExtensionText(String value, boolean isRead) {

  public static final String SUBJECT_KEY = "2.5.29.14";
  public static final String KEY_USAGE = "2.5.29.15";
  public static final String BASIC_CONSTRAINTS = "2.5.29.19";
  public static final String AUTHORITY_KEY = "2.5.29.35";
  public static final String EXTENDED_USE = "2.5.29.37";

  private static final int MOST_SHOWN = 32;
  private static final List<String> USAGES =
      List.of(
          "digitalSignature",
          "nonRepudiation",
          "keyEncipherment",
          "dataEncipherment",
          "keyAgreement",
          "keyCertSign",
          "cRLSign",
          "encipherOnly",
          "decipherOnly");

  /** The extension of that identifier, which the certificate has. */
  public static ExtensionText of(X509Certificate certificate, String identifier) {
    byte[] content =
        ASN1OctetString.getInstance(certificate.getExtensionValue(identifier)).getOctets();
    try {
      return new ExtensionText(text(certificate, identifier, content), true);
    } catch (IOException | RuntimeException e) {
      return new ExtensionText(hex(content), false);
    }
  }

  private static String text(X509Certificate certificate, String identifier, byte[] content)
      throws IOException {
    ASN1Primitive value = ASN1Primitive.fromByteArray(content);
    return switch (identifier) {
      case KEY_USAGE -> usages(certificate.getKeyUsage());
      case SUBJECT_KEY -> hex(SubjectKeyIdentifier.getInstance(value).getKeyIdentifier());
      case AUTHORITY_KEY -> authority(AuthorityKeyIdentifier.getInstance(value));
      case BASIC_CONSTRAINTS ->
          BasicConstraints.getInstance(value).isCA() ? "an authority" : "no authority";
      case EXTENDED_USE ->
          Arrays.stream(ExtendedKeyUsage.getInstance(value).getUsages())
              .map(KeyPurposeId::getId)
              .collect(Collectors.joining(", "));
      case Purpose.APPLICATION_POLICIES ->
          Arrays.stream(CertificatePolicies.getInstance(value).getPolicyInformation())
              .map(policy -> policy.getPolicyIdentifier().getId())
              .collect(Collectors.joining(", "));
      default ->
          CertificateMaker.Mark.digest(certificate, identifier)
              .map(HexFormat.of()::formatHex)
              .orElseGet(() -> hex(content));
    };
  }

  private static String usages(boolean[] bits) {
    List<String> set = new ArrayList<>();
    for (int i = 0; i < USAGES.size() && i < bits.length; i++) {
      if (bits[i]) {
        set.add(USAGES.get(i));
      }
    }
    return String.join(", ", set);
  }

  private static String authority(AuthorityKeyIdentifier authority) {
    StringBuilder text = new StringBuilder();
    Optional.ofNullable(authority.getKeyIdentifierOctets())
        .ifPresent(identifier -> text.append(hex(identifier)));
    Optional.ofNullable(authority.getAuthorityCertSerialNumber())
        .ifPresent(serial -> text.append(", serial number ").append(serial.toString(16)));
    return text.toString();
  }

  private static String hex(byte[] bytes) {
    int shown = Math.min(bytes.length, MOST_SHOWN);
    String more = shown < bytes.length ? "... (" + bytes.length + " bytes)" : "";
    return HexFormat.of().formatHex(bytes, 0, shown) + more;
  }
}
