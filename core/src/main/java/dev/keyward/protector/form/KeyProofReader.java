package dev.keyward.protector.form;

import static dev.keyward.protector.form.Schema.KPS;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.xml.XmlCursor;
import dev.keyward.protector.part.KeyProof;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.protector.part.UnknownAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code TransportKeySignature}. Of algorithms that Keyward knows, everything has to be as
 * Keyward writes it, also where the algorithm beside it is unknown.
 */
public final class KeyProofReader {

  private final XmlCursor xml;
  private final List<UnknownAlgorithm> unknown = new ArrayList<>();

  public KeyProofReader(XmlCursor xml) {
    this.xml = xml;
  }

  public KeyProof read() throws MalformedInputException {
    xml.enter(KPS, "TransportKeySignature");
    Optional<byte[]> salt = derivation();
    Optional<byte[]> value = mac();
    xml.leave();
    return unknown.isEmpty()
        ? TransportKeySignature.of(salt.orElseThrow(), value.orElseThrow())
        : new KeyProof.Unknown(unknown);
  }

  private Optional<byte[]> derivation() throws MalformedInputException {
    xml.enter(KPS, "KeyDerivationMethod", "Algorithm");
    boolean known = isKnown(AcceptedAlgorithms.HKDF, UnknownAlgorithm.Use.KEY_DERIVATION);
    Optional<byte[]> salt = Optional.empty();
    if (known) {
      salt = Optional.of(new KeyDerivationReader(xml).salt());
    } else {
      Schema.skipParameters(xml);
    }
    xml.leave();
    return salt;
  }

  private Optional<byte[]> mac() throws MalformedInputException {
    xml.enter(KPS, "Signature", "Algorithm");
    boolean known = isKnown(AcceptedAlgorithms.HMAC_SHA256, UnknownAlgorithm.Use.MAC);
    if (!known) {
      Schema.skipParameters(xml);
    }
    xml.enter(KPS, "SignatureValue");
    byte[] value = xml.base64();
    if (known && value.length != TransportKeySignature.SIZE) {
      throw new MalformedInputException(
          Fault.of("bad-mac", xml.place(), value.length + " bytes", "an HMAC of 32 bytes"));
    }
    xml.leave();
    xml.leave();
    return known ? Optional.of(value) : Optional.empty();
  }

  private boolean isKnown(String written, UnknownAlgorithm.Use use) throws MalformedInputException {
    String uri = xml.attribute("Algorithm");
    if (uri.equals(written)) {
      return true;
    }
    Schema.requireNotElsewhere(uri, xml, written);
    unknown.add(new UnknownAlgorithm(use, uri));
    return false;
  }
}
