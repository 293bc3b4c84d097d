package dev.keyward.internal.crypto;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.internal.xml.dom.StrictElement;
import java.io.IOException;
import java.io.InputStream;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The signature of guardian metadata. Verifies the one form of XML-DSig that Keyward takes: one
 * reference to the whole document, enveloped-signature and a canonical form without comments, RSA
 * with SHA-256 or better. Where the reference names no canonical form, XML-DSig implies the
 * inclusive one; .NET's SignedXml writes it so. The form is checked here before the JDK's
 * implementation sees the signature.
 */
public final class MetadataSignature {

  /** The namespace of XML-DSig. */
  public static final String DSIG = XMLSignature.XMLNS;

  /** Whether a signature may rest on SHA-1. */
  public enum Sha1 {
    /** It is refused, with that word. */
    REFUSED,
    /** It is verified like any other; the caller has to say that it is weak. */
    ACCEPTED
  }

  private final Element signature;
  private final Element root;
  private final Optional<StrictElement> keyInfo;
  private final boolean sha1;
  private final String where;

  private MetadataSignature(
      StrictElement signature, Optional<StrictElement> keyInfo, boolean sha1) {
    this.signature = signature.element();
    this.root = this.signature.getOwnerDocument().getDocumentElement();
    this.keyInfo = keyInfo;
    this.sha1 = sha1;
    this.where = signature.path();
  }

  /**
   * Takes a {@code Signature} element of the right form.
   *
   * @param signature a child of the root
   * @param rootId the value of the root's attribute {@code ID}
   * @param sha1 whether SHA-1 is taken as well
   */
  public static MetadataSignature of(StrictElement signature, Optional<String> rootId, Sha1 sha1)
      throws KeywardException {
    signature.onlyAttributes("Id");
    StrictElement info = signature.child(DSIG, "SignedInfo");
    info.onlyAttributes("Id");
    StrictElement form = leaf(info, "CanonicalizationMethod");
    among(form, AcceptedAlgorithms.CANONICAL_FORMS, "a canonical form without comments");
    StrictElement method = leaf(info, "SignatureMethod");
    boolean weakMethod = isSha1(method, AcceptedAlgorithms.RSA_SHA1, sha1);
    if (!weakMethod && SignatureAlgorithm.forUri(method.attribute("Algorithm")).isEmpty()) {
      throw weak(method, "RSA with SHA-256, SHA-384 or SHA-512");
    }
    boolean weakDigest = checkReference(info.child(DSIG, "Reference"), rootId, sha1);
    info.end();
    signature.child(DSIG, "SignatureValue").base64();
    Optional<StrictElement> keyInfo = signature.optional(DSIG, "KeyInfo");
    signature.end();
    if (rootId.isPresent()) {
      requireOnlyRootHas(rootId.get(), signature);
    }
    return new MetadataSignature(signature, keyInfo, weakMethod || weakDigest);
  }

  /** Whether the signature or the digest under it is made with SHA-1. */
  public boolean restsOnSha1() {
    return sha1;
  }

  /** Whether the element names SHA-1, which is refused where it is not accepted. */
  private static boolean isSha1(StrictElement element, String algorithm, Sha1 sha1)
      throws KeywardException {
    boolean weak = element.attribute("Algorithm").equals(algorithm);
    if (weak && sha1 == Sha1.REFUSED) {
      throw new VerificationFailedException(
          Fault.of(
                  "refused-algorithm",
                  element.path(),
                  "a signature that uses SHA-1",
                  "SHA-256 or better")
              .withHint(
                  "compare the SHA-256 of the signing certificate with the guardian's operator,"
                      + " then --pin it"));
    }
    return weak;
  }

  /** The elements {@code X509Certificate} of its key information, which nothing protects. */
  public List<StrictElement> keyCertificates() throws KeywardException {
    List<StrictElement> certificates = new ArrayList<>();
    if (keyInfo.isPresent()) {
      for (StrictElement item : keyInfo.get().rest()) {
        for (StrictElement part : item.rest()) {
          if (part.isNamed(DSIG, "X509Certificate")) {
            certificates.add(part);
          }
        }
      }
    }
    return certificates;
  }

  /**
   * The canonical bytes that the signature covers, if {@code key} made it.
   *
   * @throws VerificationFailedException code {@code bad-digest} if the document was changed
   */
  public Optional<byte[]> signedBy(PublicKey key) throws KeywardException {
    DOMValidateContext context =
        new DOMValidateContext(KeySelector.singletonKeySelector(key), signature);
    // Secure validation refuses SHA-1; the form was checked above, so nothing else depends on it.
    context.setProperty("org.jcp.xml.dsig.secureValidation", !sha1);
    context.setProperty("javax.xml.crypto.dsig.cacheReference", Boolean.TRUE);
    Jdk.checks(key).ifPresent(provider -> context.setProperty(Jdk.XML_SIGNATURES_BY, provider));
    if (root.hasAttributeNS(null, "ID")) {
      context.setIdAttributeNS(root, null, "ID");
    }
    try {
      XMLSignature parsed = Jdk.xmlSignatures().unmarshalXMLSignature(context);
      if (!isMade(parsed.getSignatureValue(), context)) {
        return Optional.empty();
      }
      Reference reference = parsed.getSignedInfo().getReferences().get(0);
      if (!reference.validate(context)) {
        throw new VerificationFailedException(
            Fault.of("bad-digest", where, "the document was changed after signing", ""));
      }
      return Optional.of(bytesOf(reference));
    } catch (MarshalException | XMLSignatureException | IOException | RuntimeException e) {
      throw new VerificationFailedException(
          Fault.of("bad-signature", where, "a signature that cannot be checked", "XML-DSig"), e);
    }
  }

  /** A value that cannot be this key's, such as one of another size, is a no. */
  private static boolean isMade(XMLSignature.SignatureValue value, DOMValidateContext context)
      throws XMLSignatureException {
    try {
      return value.validate(context);
    } catch (XMLSignatureException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SignatureException || cause instanceof InvalidKeyException) {
          return false;
        }
      }
      throw e;
    }
  }

  private static byte[] bytesOf(Reference reference) throws IOException {
    try (InputStream in = reference.getDigestInputStream()) {
      return in.readAllBytes();
    }
  }

  /** Checks the form; returns whether its digest is SHA-1. */
  private static boolean checkReference(StrictElement reference, Optional<String> rootId, Sha1 sha1)
      throws KeywardException {
    reference.onlyAttributes("Id", "URI");
    String uri = reference.attribute("URI");
    boolean whole = uri.isEmpty() || rootId.filter(id -> uri.equals("#" + id)).isPresent();
    if (!whole) {
      throw new VerificationFailedException(
          Fault.of(
              "bad-reference", reference.path(), "a reference elsewhere", "the whole document"));
    }
    StrictElement transforms = reference.child(DSIG, "Transforms");
    transforms.onlyAttributes();
    exactly(leaf(transforms, "Transform"), AcceptedAlgorithms.ENVELOPED);
    Optional<StrictElement> form = transforms.optional(DSIG, "Transform");
    if (form.isPresent()) {
      among(
          empty(form.get()),
          AcceptedAlgorithms.CANONICAL_FORMS,
          "a canonical form without comments");
    }
    transforms.end();
    StrictElement digest = leaf(reference, "DigestMethod");
    boolean weak = isSha1(digest, AcceptedAlgorithms.SHA1, sha1);
    if (!weak) {
      among(digest, AcceptedAlgorithms.DIGESTS.keySet(), "SHA-256, SHA-384 or SHA-512");
    }
    reference.child(DSIG, "DigestValue").base64();
    reference.end();
    return weak;
  }

  /** Nothing else may answer to the root's ID, under whatever spelling of the attribute. */
  private static void requireOnlyRootHas(String id, StrictElement signature)
      throws MalformedInputException {
    Document document = signature.element().getOwnerDocument();
    NodeList all = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      Node element = all.item(i);
      NamedNodeMap attributes = element.getAttributes();
      for (int j = 0; j < attributes.getLength(); j++) {
        Node attribute = attributes.item(j);
        boolean rootsOwn =
            element == document.getDocumentElement() && attribute.getNodeName().equals("ID");
        if (!rootsOwn
            && attribute.getLocalName().equalsIgnoreCase("id")
            && attribute.getNodeValue().equals(id)) {
          throw StrictElement.bad(
              signature.path(), "the root's ID again at " + element.getNodeName(), "it once");
        }
      }
    }
  }

  /** A child that has an algorithm and no content. */
  private static StrictElement leaf(StrictElement parent, String name)
      throws MalformedInputException {
    return empty(parent.child(DSIG, name));
  }

  private static StrictElement empty(StrictElement child) throws MalformedInputException {
    child.onlyAttributes("Algorithm");
    child.attribute("Algorithm");
    child.end();
    if (!child.text().isBlank()) {
      throw StrictElement.bad(child.path(), "text", "nothing inside");
    }
    return child;
  }

  private static void exactly(StrictElement element, String algorithm) throws KeywardException {
    among(element, Set.of(algorithm), algorithm);
  }

  private static void among(StrictElement element, Set<String> algorithms, String expected)
      throws KeywardException {
    if (!algorithms.contains(element.attribute("Algorithm"))) {
      throw weak(element, expected);
    }
  }

  private static VerificationFailedException weak(StrictElement element, String expected)
      throws MalformedInputException {
    String found = "algorithm \"" + element.attribute("Algorithm") + "\"";
    return new VerificationFailedException(
        Fault.of("refused-algorithm", element.path(), found, expected));
  }
}
