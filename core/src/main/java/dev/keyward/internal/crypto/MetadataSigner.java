package dev.keyward.internal.crypto;

import dev.keyward.KeyUnusableException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Signs guardian metadata, in the form of XML-DSig that {@link MetadataSignature} takes. */
public final class MetadataSigner {

  private final XMLSignatureFactory factory = Jdk.xmlSignatures();

  private MetadataSigner() {}

  /**
   * Who signs a document.
   *
   * @param provider makes the signature; empty for the first registered one that takes the key
   */
  public record Signer(PrivateKey key, X509Certificate certificate, Optional<Provider> provider) {

    /** A key that the JDK has the numbers of, or a handle of a registered provider. */
    public static Signer of(PrivateKey key, X509Certificate certificate) {
      Optional<Provider> provider =
          KeyTrouble.hasNumbers(key) ? Jdk.checks(certificate.getPublicKey()) : Optional.empty();
      return new Signer(key, certificate, provider);
    }
  }

  /**
   * Signs the document of {@code root} with RSA and SHA-256, appends the signature to the root, and
   * writes it in UTF-8.
   *
   * @param id the value of the root's attribute {@code ID}
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public static byte[] sign(Element root, String id, Signer signer) throws KeyUnusableException {
    try {
      new MetadataSigner().append(root, id, signer);
    } catch (XMLSignatureException | ProviderException e) {
      throw trouble(signer.key(), e);
    } catch (GeneralSecurityException | MarshalException e) {
      throw new IllegalStateException("signing a document failed", e);
    }
    try {
      unwrapLines(root);
      return serialize(root);
    } catch (TransformerException e) {
      throw new IllegalStateException("writing a document failed", e);
    }
  }

  /** What the provider of an outside key said, which Java wraps several times. */
  private static KeyUnusableException trouble(PrivateKey key, Exception failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof KeyUnusableException unusable) {
        return unusable;
      }
    }
    return KeyTrouble.of(key, "sign", failure);
  }

  private void append(Element root, String id, Signer signer)
      throws GeneralSecurityException, MarshalException, XMLSignatureException {
    DOMSignContext context = new DOMSignContext(signer.key(), root);
    context.setIdAttributeNS(root, null, "ID");
    signer.provider().ifPresent(provider -> context.setProperty(Jdk.XML_SIGNATURES_BY, provider));
    factory.newXMLSignature(signedInfo(id), keyInfo(signer.certificate())).sign(context);
  }

  private SignedInfo signedInfo(String id) throws GeneralSecurityException {
    Reference reference =
        factory.newReference(
            "#" + id,
            factory.newDigestMethod(DigestMethod.SHA256, null),
            List.of(
                factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                factory.newTransform(
                    CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
            null,
            null);
    return factory.newSignedInfo(
        factory.newCanonicalizationMethod(
            CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
        factory.newSignatureMethod(SignatureAlgorithm.RSA_SHA256.uri(), null),
        List.of(reference));
  }

  private KeyInfo keyInfo(X509Certificate certificate) {
    KeyInfoFactory keys = factory.getKeyInfoFactory();
    return keys.newKeyInfo(List.of(keys.newX509Data(List.of(certificate))));
  }

  /** The JDK breaks base64 with CR LF, which XML holds as a reference alone; none is signed. */
  private static void unwrapLines(Element root) {
    for (String name : List.of("SignatureValue", "X509Certificate")) {
      NodeList elements = root.getElementsByTagNameNS(MetadataSignature.DSIG, name);
      for (int i = 0; i < elements.getLength(); i++) {
        String text = elements.item(i).getTextContent();
        elements.item(i).setTextContent(text.replaceAll("\\s", ""));
      }
    }
  }

  private static byte[] serialize(Element root) throws TransformerException {
    Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    transformer.transform(new DOMSource(root), new StreamResult(out));
    return out.toByteArray();
  }
}
