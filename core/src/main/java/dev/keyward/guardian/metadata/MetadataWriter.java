package dev.keyward.guardian.metadata;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.SigningKey;
import dev.keyward.internal.crypto.MetadataSigner;
import dev.keyward.internal.crypto.outside.FunctionSignatures;
import dev.keyward.internal.xml.dom.HardenedDom;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Optional;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes and signs guardian metadata, both versions 1. */
final class MetadataWriter {

  private static final String NAMESPACE = GuardianInformation.NAMESPACE;

  private final RsaEngine engine;

  MetadataWriter(RsaEngine engine) {
    this.engine = engine;
  }

  byte[] write(SigningKey key) throws KeyUnusableException {
    Guardian guardian = key.guardian();
    GuardianCertificate signing = guardian.signing();
    GuardianMetadata.Parts parts =
        new GuardianMetadata.Parts(
            signing,
            guardian.encryption(),
            guardian.encryptionSignature(),
            engine.sign(key.key(), signing.der()),
            new GuardianMetadata.Signer(signing, false),
            guardian.otherSigning());
    return write(parts, signing, key.key());
  }

  /** Signed by any key. */
  byte[] write(GuardianMetadata.Parts parts, GuardianCertificate signer, PrivateKey key)
      throws KeyUnusableException {
    Document document = HardenedDom.empty();
    Element root = document.createElementNS(NAMESPACE, "Metadata");
    document.appendChild(root);
    // The tree's namespace alone would be written, and not be signed.
    root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns", NAMESPACE);
    root.setAttributeNS(null, "Version", "1");
    // An XML ID may not start with a digit.
    String id = "_" + parts.signing().thumbprint().toString().substring(0, 32);
    root.setAttributeNS(null, "ID", id);
    appendInformation(root, parts);
    return MetadataSigner.sign(root, id, signer(signer, key));
  }

  private static MetadataSigner.Signer signer(GuardianCertificate certificate, PrivateKey key) {
    return key instanceof OutsideKey outside
        ? new MetadataSigner.Signer(
            key, certificate.x509(), Optional.of(new FunctionSignatures(outside::sign)))
        : MetadataSigner.Signer.of(key, certificate.x509());
  }

  private static void appendInformation(Element root, GuardianMetadata.Parts parts) {
    Element information = append(root, "GuardianInformation");
    append(information, "Version").setTextContent("1");
    appendCertificate(information, "EncryptionCertificate", parts.encryption());
    appendCertificate(information, "SigningCertificate", parts.signing());
    appendSignature(information, "EncryptionCertificateSignature", parts.encryptionSignature());
    appendSignature(information, "SigningCertificateSelfSignature", parts.selfSignature());
    if (!parts.otherSigning().isEmpty()) {
      Element others = append(information, "OtherSigningCertificates");
      parts.otherSigning().forEach(other -> appendCertificate(others, "Certificate", other));
    }
  }

  private static Element append(Element parent, String name) {
    Element child = parent.getOwnerDocument().createElementNS(NAMESPACE, name);
    parent.appendChild(child);
    return child;
  }

  private static void appendCertificate(
      Element parent, String name, GuardianCertificate certificate) {
    append(parent, name).setTextContent(base64(certificate.der()));
  }

  private static void appendSignature(Element parent, String name, Signature signature) {
    Element element = append(parent, name);
    element.setAttributeNS(null, "Algorithm", signature.algorithm());
    append(element, "SignatureValue").setTextContent(base64(signature.value()));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
