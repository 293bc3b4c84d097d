package dev.keyward.guardian.metadata;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.SigningKey;
import dev.keyward.internal.crypto.EnvelopedSigner;
import dev.keyward.internal.xml.HardenedDom;
import java.util.Base64;
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
    Document document = HardenedDom.empty();
    Element root = document.createElementNS(NAMESPACE, "Metadata");
    document.appendChild(root);
    // The tree's namespace alone would be written, and not be signed.
    root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns", NAMESPACE);
    root.setAttributeNS(null, "Version", "1");
    // An XML ID may not start with a digit.
    String id = "_" + guardian.signing().thumbprint().toString().substring(0, 32);
    root.setAttributeNS(null, "ID", id);
    appendInformation(root, key);
    return EnvelopedSigner.sign(root, id, key.key(), guardian.signing().x509());
  }

  private void appendInformation(Element root, SigningKey key) throws KeyUnusableException {
    Guardian guardian = key.guardian();
    Signature self = engine.sign(key.key(), guardian.signing().der());
    Element information = append(root, "GuardianInformation");
    append(information, "Version").setTextContent("1");
    appendCertificate(information, "EncryptionCertificate", guardian.encryption());
    appendCertificate(information, "SigningCertificate", guardian.signing());
    appendSignature(information, "EncryptionCertificateSignature", guardian.encryptionSignature());
    appendSignature(information, "SigningCertificateSelfSignature", self);
    if (!guardian.otherSigning().isEmpty()) {
      Element others = append(information, "OtherSigningCertificates");
      guardian.otherSigning().forEach(other -> appendCertificate(others, "Certificate", other));
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
