package dev.keyward.guardian;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Writes metadata as an attacker or another program would: every part can be another one. */
public final class MetadataForge {

  static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  public static final String RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";

  public String root =
      "<Metadata xmlns=\"http://schemas.microsoft.com/kps/2014/07\" Version=\"1\" ID=\"m\">";
  public String version = "1";
  String afterInformation = "";
  public String beforeEnd = "";
  GuardianCertificate signing;
  public GuardianCertificate encryption;
  public byte[] encryptionSignature;
  public byte[] selfSignature;
  public String partsAlgorithm = RSA_SHA256;
  public List<GuardianCertificate> others = List.of();
  public PrivateKey signer;
  public List<X509Certificate> keyInfo = new ArrayList<>();
  public List<String> references = List.of("#m");
  public List<String> transforms = List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE);
  public String method = RSA_SHA256;
  public String digest = DigestMethod.SHA256;
  public String canonical = CanonicalizationMethod.EXCLUSIVE;

  /** What the guardian itself would write. */
  public MetadataForge(GuardianKeys keys) throws KeywardException {
    signing = keys.guardian().signing();
    encryption = keys.guardian().encryption();
    encryptionSignature = keys.guardian().encryptionSignature().value();
    selfSignature = RsaEngine.jdk().sign(keys.signing().key(), signing.der()).value();
    signer = keys.signing().key();
    keyInfo.add(signing.x509());
  }

  public static byte[] signature(PrivateKey key, GuardianCertificate over) throws KeywardException {
    return RsaEngine.jdk().sign(key, over.der()).value();
  }

  public String information() {
    StringBuilder text =
        new StringBuilder("<GuardianInformation><Version>" + version + "</Version>");
    text.append("<EncryptionCertificate>" + base64(encryption.der()) + "</EncryptionCertificate>");
    text.append("<SigningCertificate>" + base64(signing.der()) + "</SigningCertificate>");
    text.append(part("EncryptionCertificateSignature", encryptionSignature));
    text.append(part("SigningCertificateSelfSignature", selfSignature));
    if (!others.isEmpty()) {
      text.append("<OtherSigningCertificates>");
      for (GuardianCertificate other : others) {
        text.append("<Certificate>" + base64(other.der()) + "</Certificate>");
      }
      text.append("</OtherSigningCertificates>");
    }
    return text + "</GuardianInformation>";
  }

  public byte[] write() {
    return write(root + information() + afterInformation + beforeEnd + "</Metadata>");
  }

  /** Signs any document; elements with an attribute ID can be referred to. */
  public byte[] write(String unsigned) {
    try {
      DocumentBuilderFactory documents = DocumentBuilderFactory.newDefaultNSInstance();
      Document document =
          documents
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(unsigned.getBytes(StandardCharsets.UTF_8)));
      sign(document);
      return serialize(document);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void sign(Document document) throws Exception {
    Element top = document.getDocumentElement();
    Node information = top.getElementsByTagNameNS("*", "GuardianInformation").item(0);
    Node after = information.getNextSibling();
    DOMSignContext context =
        after == null ? new DOMSignContext(signer, top) : new DOMSignContext(signer, top, after);
    context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.FALSE);
    NodeList all = document.getElementsByTagNameNS("*", "*");
    for (int i = all.getLength() - 1; i >= 0; i--) {
      if (((Element) all.item(i)).hasAttributeNS(null, "ID")) {
        context.setIdAttributeNS((Element) all.item(i), null, "ID");
      }
    }
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    List<Reference> signed = new ArrayList<>();
    for (String uri : references) {
      List<Transform> steps = new ArrayList<>();
      for (String transform : transforms) {
        steps.add(factory.newTransform(transform, (TransformParameterSpec) null));
      }
      signed.add(
          factory.newReference(uri, factory.newDigestMethod(digest, null), steps, null, null));
    }
    KeyInfoFactory keys = factory.getKeyInfoFactory();
    factory
        .newXMLSignature(
            factory.newSignedInfo(
                factory.newCanonicalizationMethod(canonical, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(method, null),
                signed),
            keyInfo.isEmpty() ? null : keys.newKeyInfo(List.of(keys.newX509Data(keyInfo))))
        .sign(context);
  }

  private static byte[] serialize(Document document) throws Exception {
    Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    transformer.transform(new DOMSource(document), new StreamResult(out));
    return out.toByteArray();
  }

  private String part(String name, byte[] value) {
    return "<"
        + name
        + " Algorithm=\""
        + partsAlgorithm
        + "\"><SignatureValue>"
        + base64(value)
        + "</SignatureValue></"
        + name
        + ">";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
