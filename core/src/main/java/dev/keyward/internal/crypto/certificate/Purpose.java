package dev.keyward.internal.crypto.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** What the key of an issued certificate is for, and the extensions that say so. */
public sealed interface Purpose {

  /** Microsoft's extension for application policies. */
  String APPLICATION_POLICIES = "1.3.6.1.4.1.311.21.10";

  /** Adds the extensions to a certificate that this issuer signs. */
  void extend(X509v3CertificateBuilder builder, X509Certificate issuer) throws IOException;

  /**
   * One extended key usage (RFC 5280, section 4.2.1.12), critical. The certificate also says that
   * it belongs to no authority.
   *
   * @param identifier the object identifier of the use
   */
  record ExtendedUse(String identifier) implements Purpose {

    @Override
    public void extend(X509v3CertificateBuilder builder, X509Certificate issuer)
        throws IOException {
      KeyPurposeId use = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(identifier));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(use));
    }
  }

  /**
   * One application policy, not critical, and the issuer by its key identifier, name and serial
   * number: the form of the health certificates that Windows makes.
   *
   * @param identifier the object identifier of the policy
   */
  record ApplicationPolicy(String identifier) implements Purpose {

    @Override
    public void extend(X509v3CertificateBuilder builder, X509Certificate issuer)
        throws IOException {
      ASN1ObjectIdentifier extension = new ASN1ObjectIdentifier(APPLICATION_POLICIES);
      builder.addExtension(extension, false, policies());
      builder.addExtension(Extension.authorityKeyIdentifier, false, authority(issuer));
    }

    /** Whether this is the one application policy of a certificate. */
    public boolean isAlone(X509Certificate certificate) {
      byte[] value = certificate.getExtensionValue(APPLICATION_POLICIES);
      try {
        return value != null
            && Arrays.equals(
                ASN1OctetString.getInstance(value).getOctets(), policies().getEncoded("DER"));
      } catch (IOException e) {
        throw new IllegalStateException("memory has no output errors", e);
      }
    }

    private CertificatePolicies policies() {
      return new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(identifier)));
    }

    private static AuthorityKeyIdentifier authority(X509Certificate issuer) {
      X500Name name = X500Name.getInstance(issuer.getIssuerX500Principal().getEncoded());
      GeneralNames names = new GeneralNames(new GeneralName(name));
      byte[] value = issuer.getExtensionValue(Extension.subjectKeyIdentifier.getId());
      if (value == null) {
        return new AuthorityKeyIdentifier(names, issuer.getSerialNumber());
      }
      byte[] identifier =
          SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(value).getOctets())
              .getKeyIdentifier();
      return new AuthorityKeyIdentifier(identifier, names, issuer.getSerialNumber());
    }
  }
}
