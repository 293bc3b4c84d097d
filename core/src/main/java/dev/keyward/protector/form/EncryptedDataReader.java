package dev.keyward.protector.form;

import static dev.keyward.protector.form.Schema.KPS;
import static dev.keyward.protector.form.Schema.XMLDSIG;
import static dev.keyward.protector.form.Schema.XMLENC11;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.xml.XmlCursor;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.WrappedTransportKey;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code EncryptedData} and the OAEP parameters within (XML Encryption 1.1, section 5.5.2).
 */
public final class EncryptedDataReader {

  private final XmlCursor xml;
  private final KnownWrappings.Reading known;

  public EncryptedDataReader(XmlCursor xml, KnownWrappings.Reading known) {
    this.xml = xml;
    this.known = known;
  }

  public WrappedTransportKey read() throws KeywardException {
    xml.enter(KPS, "EncryptedData", "Algorithm");
    KeyEncryption encryption = encryption(xml.attribute("Algorithm"));
    xml.enter(KPS, "CipherValue");
    byte[] value = xml.base64();
    xml.leave();
    xml.leave();
    return WrappedTransportKey.of(encryption, value);
  }

  private KeyEncryption encryption(String uri) throws KeywardException {
    return switch (uri) {
      case KeyEncryption.RSA_OAEP ->
          new KeyEncryption(uri, Optional.of(known.parameters(xml, this::oaep)));
      case KeyEncryption.RSA_OAEP_MGF1P -> new KeyEncryption(uri, Optional.of(oaepMgf1p()));
      default -> {
        Schema.requireNotElsewhere(uri, xml, KeyEncryption.RSA_OAEP);
        Schema.skipParameters(xml);
        yield KeyEncryption.unknown(uri);
      }
    };
  }

  private OaepParameters oaep() throws KeywardException {
    xml.enter(KPS, "Parameters");
    String digest = null;
    String mask = null;
    while (digest == null || mask == null) {
      if (digest == null && xml.tryEnter(XMLDSIG, "DigestMethod", "Algorithm")) {
        digest = algorithm(AcceptedAlgorithms.DIGESTS, "SHA-256, SHA-384 or SHA-512");
      } else {
        xml.enter(XMLENC11, "MGF", "Algorithm");
        if (mask != null) {
          throw refused("a second mask generation function", "one");
        }
        mask = algorithm(AcceptedAlgorithms.MASKS, "MGF1 with SHA-1, SHA-256, SHA-384 or SHA-512");
      }
    }
    if (!mask.equals(digest) && !mask.equals("SHA-1")) {
      throw refused("MGF1 with " + mask + " beside " + digest, "the same digest or SHA-1");
    }
    xml.leave();
    return new OaepParameters(digest, mask);
  }

  private OaepParameters oaepMgf1p() throws KeywardException {
    String digest = "SHA-1";
    if (xml.tryEnter(KPS, "Parameters")) {
      xml.enter(XMLDSIG, "DigestMethod", "Algorithm");
      boolean sha1 = xml.attribute("Algorithm").equals(AcceptedAlgorithms.SHA1);
      if (sha1) {
        xml.leave();
      } else {
        digest = algorithm(AcceptedAlgorithms.DIGESTS, "SHA-1, SHA-256, SHA-384 or SHA-512");
      }
      xml.leave();
    }
    return new OaepParameters(digest, "SHA-1");
  }

  private String algorithm(Map<String, String> known, String expected)
      throws MalformedInputException {
    String name = known.get(xml.attribute("Algorithm"));
    if (name == null) {
      throw refused("another digest", expected);
    }
    xml.leave();
    return name;
  }

  private MalformedInputException refused(String found, String expected) {
    return new MalformedInputException(
        Fault.of("bad-encryption-parameters", xml.place(), found, expected));
  }
}
