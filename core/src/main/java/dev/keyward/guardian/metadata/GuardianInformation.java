package dev.keyward.guardian.metadata;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.xml.dom.StrictElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The element {@code GuardianInformation} (MS-KPS): read, not yet verified. */
record GuardianInformation(
    String path,
    GuardianCertificate encryption,
    GuardianCertificate signing,
    Signature encryptionSignature,
    Signature selfSignature,
    List<GuardianCertificate> otherSigning) {

  static final String NAMESPACE = "http://schemas.microsoft.com/kps/2014/07";

  static final int MOST_OTHERS = 64;
  private static final long MOST_UNSIGNED = 0xffff_ffffL;

  static GuardianInformation read(StrictElement metadata) throws KeywardException {
    StrictElement element = metadata.child(NAMESPACE, "GuardianInformation");
    element.onlyAttributes();
    StrictElement version = element.child(NAMESPACE, "Version");
    version.onlyAttributes();
    unsigned(version.text(), version.path());
    GuardianInformation information =
        new GuardianInformation(
            element.path(),
            certificate(element.child(NAMESPACE, "EncryptionCertificate")),
            certificate(element.child(NAMESPACE, "SigningCertificate")),
            signature(element.child(NAMESPACE, "EncryptionCertificateSignature")),
            signature(element.child(NAMESPACE, "SigningCertificateSelfSignature")),
            others(element.optional(NAMESPACE, "OtherSigningCertificates")));
    element.end();
    return information;
  }

  /** Refuses unfit certificates and signatures that the signing key did not make. */
  void verify(RsaEngine engine) throws KeywardException {
    requireFit(signing, CertificateRole.SIGNING, "SigningCertificate");
    requireFit(encryption, CertificateRole.ENCRYPTION, "EncryptionCertificate");
    require(engine, selfSignature, signing, "SigningCertificateSelfSignature");
    require(engine, encryptionSignature, encryption, "EncryptionCertificateSignature");
  }

  /** Refuses all but unsigned 32-bit integers without sign, space or leading zero. */
  static void unsigned(String text, String where) throws MalformedInputException {
    boolean plain = text.matches("0|[1-9][0-9]{0,9}");
    if (!plain || Long.parseLong(text) > MOST_UNSIGNED) {
      throw new MalformedInputException(
          Fault.of("bad-number", where, "not a version", "an unsigned 32-bit integer"));
    }
  }

  private void require(RsaEngine engine, Signature signature, GuardianCertificate over, String name)
      throws KeywardException {
    if (!engine.verify(signature, signing.publicKey(), over.der())) {
      throw new VerificationFailedException(
          Fault.of(
              "bad-signature",
              path + "/" + name,
              "a signature that does not verify",
              "one by the key of SigningCertificate"));
    }
  }

  private void requireFit(GuardianCertificate certificate, CertificateRole role, String name)
      throws VerificationFailedException {
    Optional<String> unfit = certificate.unsafeFor(role);
    if (unfit.isPresent()) {
      throw new VerificationFailedException(
          Fault.of(
              "unfit-certificate",
              path + "/" + name,
              unfit.get(),
              "a certificate fit for its role"));
    }
  }

  private static List<GuardianCertificate> others(Optional<StrictElement> list)
      throws KeywardException {
    List<GuardianCertificate> others = new ArrayList<>();
    if (list.isEmpty()) {
      return others;
    }
    list.get().onlyAttributes();
    Optional<StrictElement> next = list.get().optional(NAMESPACE, "Certificate");
    while (next.isPresent()) {
      if (others.size() == MOST_OTHERS) {
        throw StrictElement.bad(
            list.get().path(), "more than " + MOST_OTHERS + " certificates", "fewer");
      }
      others.add(certificate(next.get()));
      next = list.get().optional(NAMESPACE, "Certificate");
    }
    list.get().end();
    return others;
  }

  private static GuardianCertificate certificate(StrictElement element) throws KeywardException {
    element.onlyAttributes();
    return GuardianCertificate.parse(element.base64(), element.path());
  }

  private static Signature signature(StrictElement element) throws KeywardException {
    element.onlyAttributes("Algorithm");
    StrictElement value = element.child(NAMESPACE, "SignatureValue");
    value.onlyAttributes();
    element.end();
    return Signature.of(element.attribute("Algorithm"), value.base64());
  }
}
