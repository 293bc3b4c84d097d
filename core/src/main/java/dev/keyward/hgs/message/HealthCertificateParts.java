package dev.keyward.hgs.message;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.certificate.ExtensionText;
import dev.keyward.internal.crypto.certificate.Purpose;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

  /** The extensions of one certificate. */
  private record Extensions(X509Certificate x509) {

    Set<String> identifiers() {
      Set<String> identifiers = new TreeSet<>();
      Optional.ofNullable(x509.getCriticalExtensionOIDs()).ifPresent(identifiers::addAll);
      Optional.ofNullable(x509.getNonCriticalExtensionOIDs()).ifPresent(identifiers::addAll);
      return identifiers;
    }

    Part part(String identifier) {
      boolean isCritical =
          Optional.ofNullable(x509.getCriticalExtensionOIDs())
              .filter(critical -> critical.contains(identifier))
              .isPresent();
      ExtensionText text = ExtensionText.of(x509, identifier);
      Part part =
          text.isRead()
              ? known(identifier, text.value())
              : Part.of(identifier, text.value(), "an extension whose content cannot be read");
      return new Part(part.name(), part.value(), isCritical, part.meaning());
    }

    private static Part known(String identifier, String value) {
      return switch (identifier) {
        case ExtensionText.KEY_USAGE ->
            Part.of("key usage", value, "what the certified key may be used for");
        case ExtensionText.SUBJECT_KEY ->
            Part.of("subject key identifier", value, "a short name of the certified key");
        case ExtensionText.AUTHORITY_KEY ->
            Part.of("authority key identifier", value, "the key and the certificate of the issuer");
        case ExtensionText.BASIC_CONSTRAINTS ->
            Part.of("basic constraints", value, "whether the certified key may issue certificates");
        case ExtensionText.EXTENDED_USE -> Part.of("extended key usage", value, use(value));
        case Purpose.APPLICATION_POLICIES -> Part.of("application policy", value, policy(value));
        case HealthCertificate.HOST_KEY_DIGEST ->
            Part.of(
                identifier,
                value,
                "the SHA-256 of the public key that the host is registered with; Keyward's own");
        default -> Part.of(identifier, value, "an extension that Keyward does not know");
      };
    }

    private static String use(String identifier) {
      return switch (identifier) {
        case HealthCertificate.ENCRYPTION_USE -> "keys may be encrypted to it (type 1)";
        case HealthCertificate.SIGNING_USE -> "the host signs with it (type 2)";
        default -> "a use that Keyward does not know";
      };
    }

    private static String policy(String identifier) {
      return identifier.equals(HealthCertificate.SIGNING_POLICY)
          ? "presumably: the host signs with the key (type 2); Microsoft publishes no meaning"
          : "a policy that Keyward does not know";
    }
  }
}
