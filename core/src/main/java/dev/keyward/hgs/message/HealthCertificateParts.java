package dev.keyward.hgs.message;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.internal.crypto.certificate.Purpose;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * The parts of a certificate that an attestation service issued for a key of a host, each with what
 * is known of its meaning. Microsoft publishes no profile for the certificates of Windows: what is
 * said of them here comes from one real certificate. Nothing is verified.
 *
 * @param form whose form it has
 * @param parts in the order of the certificate
 */
public record HealthCertificateParts(Form form, List<Part> parts) {

  private static final String WINDOWS_ISSUER = "CN=Microsoft Remote Attestation Service";
  private static final int MOST_SHOWN = 16;

  /** Copies the list. */
  public HealthCertificateParts {
    parts = List.copyOf(parts);
  }

  /** Whose form a certificate has; anybody can make a certificate in any form. */
  public enum Form {
    /** Keyward's, which names a registered host. */
    KEYWARD,
    /** That of the attestation service of Windows. */
    WINDOWS,
    /** Another: not a health certificate that Keyward knows. */
    OTHER
  }

  /**
   * One part.
   *
   * @param name what X.509 calls it, or the object identifier of an extension
   * @param value what the certificate says, in text that can be printed
   * @param isCritical whether a reader that does not know the extension must refuse the certificate
   * @param meaning what is known of it
   */
  public record Part(String name, String value, boolean isCritical, String meaning) {

    private static Part of(String name, String value, String meaning) {
      return new Part(name, value, false, meaning);
    }
  }

  /** The parts of a certificate. */
  public static HealthCertificateParts of(GuardianCertificate certificate) {
    Form form = form(certificate);
    List<Part> parts = new ArrayList<>();
    X509Certificate x509 = certificate.x509();
    parts.add(
        Part.of(
            "issuer",
            certificate.issuer(),
            form == Form.OTHER
                ? "who issued it, by its own word; not verified here"
                : "the attestation service, by its own word; not verified here"));
    parts.add(Part.of("subject", certificate.subject(), subject(form, certificate)));
    parts.add(Part.of("serial number", x509.getSerialNumber().toString(16), "set by the issuer"));
    parts.add(
        Part.of(
            "valid",
            certificate.notBefore() + " to " + certificate.notAfter(),
            "the host must attest again before the end"));
    parts.add(
        Part.of(
            "key",
            certificate.keyDescription() + ", SHA-256 " + certificate.keyThumbprint(),
            "the key of the host that is certified"));
    parts.add(Part.of("signature", x509.getSigAlgName(), "made with the key of the issuer"));
    Extensions extensions = new Extensions(x509);
    extensions.identifiers().forEach(identifier -> parts.add(extensions.part(identifier)));
    return new HealthCertificateParts(form, parts);
  }

  private static Form form(GuardianCertificate certificate) {
    try {
      HealthCertificate.parse(certificate.der());
      return Form.KEYWARD;
    } catch (KeywardException e) {
      boolean isWindows =
          certificate.issuer().equals(WINDOWS_ISSUER)
              && HealthCertificate.hasSigningPolicy(certificate.x509());
      return isWindows ? Form.WINDOWS : Form.OTHER;
    }
  }

  private static String subject(Form form, GuardianCertificate certificate) {
    String print = certificate.keyThumbprint().toString().toUpperCase(Locale.ROOT);
    if (certificate.subject().equals("CN=" + print)) {
      return "the SHA-256 of the certified key";
    }
    return switch (form) {
      case KEYWARD -> "the name under which the service registered the host";
      case WINDOWS -> "64 hexadecimal digits; Microsoft does not publish what they mean";
      case OTHER -> "not known";
    };
  }

  /**
   * The extensions of one certificate. Their values are a stranger's: what cannot be read is raw.
   */
  private record Extensions(X509Certificate x509) {

    Set<String> identifiers() {
      Set<String> identifiers = new TreeSet<>();
      Optional.ofNullable(x509.getCriticalExtensionOIDs()).ifPresent(identifiers::addAll);
      Optional.ofNullable(x509.getNonCriticalExtensionOIDs()).ifPresent(identifiers::addAll);
      return identifiers;
    }

    Part part(String identifier) {
      byte[] content = ASN1OctetString.getInstance(x509.getExtensionValue(identifier)).getOctets();
      boolean isCritical =
          Optional.ofNullable(x509.getCriticalExtensionOIDs())
              .filter(critical -> critical.contains(identifier))
              .isPresent();
      Part part;
      try {
        part = known(identifier, content);
      } catch (RuntimeException | IOException e) {
        part = unknown(identifier, content, "an extension whose content cannot be read");
      }
      return new Part(part.name(), part.value(), isCritical, part.meaning());
    }

    private Part known(String identifier, byte[] content) throws IOException {
      ASN1Primitive value = ASN1Primitive.fromByteArray(content);
      return switch (identifier) {
        case "2.5.29.15" -> Part.of("key usage", usage(), "what the certified key may be used for");
        case "2.5.29.14" ->
            Part.of(
                "subject key identifier",
                hex(SubjectKeyIdentifier.getInstance(value).getKeyIdentifier()),
                "a short name of the certified key");
        case "2.5.29.35" -> authority(AuthorityKeyIdentifier.getInstance(value));
        case "2.5.29.19" ->
            Part.of(
                "basic constraints",
                BasicConstraints.getInstance(value).isCA() ? "an authority" : "no authority",
                "whether the certified key may issue certificates");
        case "2.5.29.37" -> use(ExtendedKeyUsage.getInstance(value).getUsages());
        case Purpose.APPLICATION_POLICIES -> policy(CertificatePolicies.getInstance(value));
        case HealthCertificate.HOST_KEY_DIGEST ->
            Part.of(
                identifier,
                CertificateMaker.Mark.digest(x509, identifier)
                    .map(HexFormat.of()::formatHex)
                    .orElseThrow(() -> new IllegalArgumentException("no digest")),
                "the SHA-256 of the public key that the host is registered with; Keyward's own");
        default -> unknown(identifier, content, "an extension that Keyward does not know");
      };
    }

    private String usage() {
      boolean[] bits = x509.getKeyUsage();
      List<String> names =
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
      List<String> set = new ArrayList<>();
      for (int i = 0; i < names.size() && i < bits.length; i++) {
        if (bits[i]) {
          set.add(names.get(i));
        }
      }
      return String.join(", ", set);
    }

    private static Part authority(AuthorityKeyIdentifier authority) {
      StringBuilder value = new StringBuilder();
      Optional.ofNullable(authority.getKeyIdentifierOctets())
          .ifPresent(identifier -> value.append(hex(identifier)));
      Optional.ofNullable(authority.getAuthorityCertSerialNumber())
          .ifPresent(serial -> value.append(", serial number ").append(serial.toString(16)));
      return Part.of(
          "authority key identifier",
          value.toString(),
          "the key and the certificate of the issuer");
    }

    private static Part use(KeyPurposeId[] uses) {
      String identifier = uses.length == 1 ? uses[0].getId() : uses.length + " uses";
      String meaning =
          switch (identifier) {
            case HealthCertificate.ENCRYPTION_USE -> "keys may be encrypted to it (type 1)";
            case HealthCertificate.SIGNING_USE -> "the host signs with it (type 2)";
            default -> "a use that Keyward does not know";
          };
      return Part.of("extended key usage", identifier, meaning);
    }

    private static Part policy(CertificatePolicies policies) {
      PolicyInformation[] all = policies.getPolicyInformation();
      String identifier =
          all.length == 1 ? all[0].getPolicyIdentifier().getId() : all.length + " policies";
      String meaning =
          identifier.equals(HealthCertificate.SIGNING_POLICY)
              ? "presumably: the host signs with the key (type 2); Microsoft publishes no meaning"
              : "a policy that Keyward does not know";
      return Part.of("application policy", identifier, meaning);
    }

    private static Part unknown(String identifier, byte[] content, String meaning) {
      int shown = Math.min(content.length, MOST_SHOWN);
      String more = shown < content.length ? "... (" + content.length + " bytes)" : "";
      return Part.of(identifier, HexFormat.of().formatHex(content, 0, shown) + more, meaning);
    }

    private static String hex(byte[] bytes) {
      return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 2 * MOST_SHOWN));
    }
  }
}
