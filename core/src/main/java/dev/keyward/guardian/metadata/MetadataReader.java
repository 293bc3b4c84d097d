package dev.keyward.guardian.metadata;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.MetadataSignature;
import dev.keyward.internal.xml.dom.HardenedDom;
import dev.keyward.internal.xml.dom.StrictElement;
import dev.keyward.internal.xml.text.LineEnds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;

/**
 * Reads guardian metadata in two steps: the signature is verified over the document, then the model
 * is read from the very bytes that were digested, and from nothing else.
 */
final class MetadataReader {

  static final int MOST_BYTES = HardenedDom.MOST_BYTES;

  private static final int MOST_SIGNERS = 8;

  /** Where changed line ends can be the cause. */
  private static final Set<String> SIGNATURE_FAULTS = Set.of("bad-signature", "bad-digest");

  private final String where;
  private final MetadataSignature.Sha1 sha1;
  private final RsaEngine engine;

  MetadataReader(String where, MetadataSignature.Sha1 sha1, RsaEngine engine) {
    this.engine = engine;
    this.where = where;
    this.sha1 = sha1;
  }

  GuardianMetadata.Parts read(byte[] xml) throws KeywardException {
    try {
      return verified(xml);
    } catch (VerificationFailedException e) {
      throw SIGNATURE_FAULTS.contains(e.fault().code()) && LineEnds.areReturnsIn(xml, "Metadata")
          ? new VerificationFailedException(e.fault().withMore(LineEnds.CHANGED), e)
          : e;
    }
  }

  private GuardianMetadata.Parts verified(byte[] xml) throws KeywardException {
    Document document = HardenedDom.parse(xml, where);
    StrictElement root = root(document);
    GuardianInformation claimed = GuardianInformation.read(root);
    StrictElement element = root.child(MetadataSignature.DSIG, "Signature");
    MetadataSignature signature = MetadataSignature.of(element, root.optionalAttribute("ID"), sha1);
    for (GuardianCertificate signer : candidates(signature, claimed.signing())) {
      Optional<byte[]> signed = signature.signedBy(signer.publicKey());
      if (signed.isPresent()) {
        return model(signed.get(), signer, signature.restsOnSha1());
      }
    }
    throw new VerificationFailedException(
        Fault.of(
            "bad-signature",
            element.path(),
            "a signature that no fit certificate in it made",
            "one by the guardian or by a certificate in KeyInfo"));
  }

  private GuardianMetadata.Parts model(
      byte[] canonical, GuardianCertificate signer, boolean restsOnSha1) throws KeywardException {
    StrictElement root = root(HardenedDom.parse(canonical, where));
    GuardianInformation information = GuardianInformation.read(root);
    information.verify(engine);
    return new GuardianMetadata.Parts(
        information.signing(),
        information.encryption(),
        information.encryptionSignature(),
        information.selfSignature(),
        new GuardianMetadata.Signer(signer, restsOnSha1),
        information.otherSigning());
  }

  private StrictElement root(Document document) throws MalformedInputException {
    StrictElement root =
        StrictElement.root(
            document.getDocumentElement(), GuardianInformation.NAMESPACE, "Metadata", where);
    GuardianInformation.unsigned(root.attribute("Version"), root.path() + "/@Version");
    return root;
  }

  /** The guardian's own certificate first: what KeyInfo holds is anybody's to write. */
  private static List<GuardianCertificate> candidates(
      MetadataSignature signature, GuardianCertificate own) throws KeywardException {
    List<GuardianCertificate> candidates = new ArrayList<>();
    candidates.add(own);
    for (StrictElement certificate : signature.keyCertificates()) {
      if (candidates.size() > MOST_SIGNERS) {
        throw StrictElement.bad(
            certificate.path(), "more than " + MOST_SIGNERS + " certificates", "fewer");
      }
      candidates.add(GuardianCertificate.parse(certificate.base64(), certificate.path()));
    }
    // KeyInfo may hold a whole chain; what could not be relied on is not even tried.
    candidates.removeIf(signer -> signer.unfitFor(CertificateRole.SIGNING).isPresent());
    return candidates;
  }
}
