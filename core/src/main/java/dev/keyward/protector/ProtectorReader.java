package dev.keyward.protector;

import static dev.keyward.protector.form.Schema.KPS;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.xml.XmlCursor;
import dev.keyward.internal.xml.XmlReading;
import dev.keyward.protector.form.EncryptedDataReader;
import dev.keyward.protector.form.KeyProofReader;
import dev.keyward.protector.form.KnownWrappings;
import dev.keyward.protector.form.KnownWrappings.GuardianPart;
import dev.keyward.protector.form.Schema;
import dev.keyward.protector.part.GuardianSignature;
import dev.keyward.protector.part.KeyProof;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.util.ArrayList;
import java.util.List;

/** The strict reader: one method an element, each leaving at that element's end. */
final class ProtectorReader {

  private final byte[] document;
  private final KnownWrappings.Reading known;
  private final XmlCursor xml;

  private ProtectorReader(byte[] document, KnownWrappings.Reading known, XmlCursor xml) {
    this.document = document;
    this.known = known;
    this.xml = xml;
  }

  static KeyProtector read(byte[] document, KnownWrappings.Reading known) throws KeywardException {
    return XmlReading.of(document, XmlCursor.MAX_DOCUMENT, of(document, known));
  }

  /** Reads the document from a cursor before its root element. */
  static XmlReading<KeyProtector, KeywardException> of(
      byte[] document, KnownWrappings.Reading known) {
    return xml -> new ProtectorReader(document, known, xml).read();
  }

  private KeyProtector read() throws KeywardException {
    xml.enter(KPS, "Protector", "MaxOfflineUnwraps");
    long maxOfflineUnwraps = 0;
    if (xml.optionalAttribute("MaxOfflineUnwraps").isPresent()) {
      maxOfflineUnwraps = xml.unsigned32("MaxOfflineUnwraps");
    }
    xml.startCanonical();
    List<Wrapping> wrappings = wrappings();
    byte[] signedBytes = xml.endCanonical();
    KeyProof proof = new KeyProofReader(xml).read();
    GuardianSignature guardianSignature = guardianSignature();
    xml.leave();
    xml.end();
    return new KeyProtector(
        document,
        new KeyProtector.Content(maxOfflineUnwraps, wrappings, proof, guardianSignature),
        signedBytes);
  }

  private List<Wrapping> wrappings() throws KeywardException {
    List<Wrapping> found = new ArrayList<>();
    xml.enter(KPS, "Wrappings");
    xml.enter(KPS, "Wrapping");
    found.add(wrapping());
    while (xml.tryEnter(KPS, "Wrapping")) {
      if (found.size() == KeyProtector.MAX_WRAPPINGS) {
        throw new MalformedInputException(
            Fault.of("too-many-wrappings", xml.place(), "more than 64 wrappings", "at most 64"));
      }
      found.add(wrapping());
    }
    xml.leave();
    return found;
  }

  private Wrapping wrapping() throws KeywardException {
    xml.enter(KPS, "Id");
    WrappingId id = new WrappingId(xml.unsigned32());
    xml.leave();
    GuardianPart part = known.guardianPart(xml, this::guardianPart);
    xml.enter(KPS, "TransportKey");
    WrappedTransportKey transportKey = new EncryptedDataReader(xml, known).read();
    xml.leave();
    xml.leave();
    return new Wrapping(
        id,
        part.signing(),
        part.grant(),
        part.encryption(),
        part.encryptionSignature(),
        transportKey);
  }

  private GuardianPart guardianPart() throws KeywardException {
    GuardianCertificate signing = certificate("SigningCertificate");
    xml.enter(KPS, "SigningCertificateSignature", "ParentWrappingId");
    WrappingId parent = new WrappingId(xml.unsigned32("ParentWrappingId"));
    Wrapping.Grant grant = new Wrapping.Grant(parent, signature());
    xml.leave();
    GuardianCertificate encryption = certificate("EncryptionCertificate");
    xml.enter(KPS, "EncryptionCertificateSignature");
    Signature encryptionSignature = signature();
    xml.leave();
    return new GuardianPart(signing, grant, encryption, encryptionSignature);
  }

  private GuardianCertificate certificate(String element) throws KeywardException {
    xml.enter(KPS, element);
    byte[] der = xml.base64();
    try {
      GuardianCertificate certificate = known.certificate(der);
      xml.leave();
      return certificate;
    } catch (MalformedInputException e) {
      throw e.within(xml.place());
    }
  }

  private GuardianSignature guardianSignature() throws KeywardException {
    xml.enter(KPS, "GuardianSignature", "WrappingId");
    WrappingId sealer = new WrappingId(xml.unsigned32("WrappingId"));
    Signature signature = signature();
    xml.leave();
    return new GuardianSignature(sealer, signature);
  }

  private Signature signature() throws KeywardException {
    xml.enter(KPS, "Signature", "Algorithm");
    String algorithm = xml.attribute("Algorithm");
    // None of the known algorithms has parameters; those of an unknown one are its own affair.
    if (!RsaEngine.knows(algorithm)) {
      Schema.skipParameters(xml);
    }
    byte[] value = signatureValue();
    xml.leave();
    return Signature.of(algorithm, value);
  }

  private byte[] signatureValue() throws MalformedInputException {
    xml.enter(KPS, "SignatureValue");
    byte[] value = xml.base64();
    xml.leave();
    return value;
  }
}
