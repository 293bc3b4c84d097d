package dev.keyward.protector.form;

import static dev.keyward.protector.form.Schema.KPS;
import static dev.keyward.protector.form.Schema.XMLDSIG_MORE_2021;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.xml.XmlCursor;
import dev.keyward.protector.part.TransportKeySignature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the parameters of HKDF. They are not signed, so everything but the salt must be just what
 * Keyward writes: an attacker who could shorten the key or rename its use could forge the MAC.
 */
final class KeyDerivationReader {

  private static final byte[] INFO = Schema.HKDF_INFO.getBytes(StandardCharsets.UTF_8);

  private final XmlCursor xml;

  KeyDerivationReader(XmlCursor xml) {
    this.xml = xml;
  }

  byte[] salt() throws MalformedInputException {
    xml.enter(KPS, "Parameters");
    xml.enter(XMLDSIG_MORE_2021, "HKDFParams");
    byte[] salt = parameters();
    xml.leave();
    xml.leave();
    return salt;
  }

  private byte[] parameters() throws MalformedInputException {
    xml.enter(XMLDSIG_MORE_2021, "PRF", "Algorithm");
    require(
        xml.attribute("Algorithm").equals(AcceptedAlgorithms.HMAC_SHA256),
        "another PRF",
        "HMAC-SHA-256");
    xml.leave();
    xml.enter(XMLDSIG_MORE_2021, "Salt");
    byte[] salt = xml.base64();
    require(
        TransportKeySignature.isSaltSize(salt.length), salt.length + " bytes", "16 to 64 bytes");
    xml.leave();
    xml.enter(XMLDSIG_MORE_2021, "Info");
    require(Arrays.equals(xml.base64(), INFO), "another purpose", "base64 of " + Schema.HKDF_INFO);
    xml.leave();
    xml.enter(XMLDSIG_MORE_2021, "KeyLength");
    require(xml.unsigned32() == TransportKeySignature.SIZE, "another length", "32 bytes");
    xml.leave();
    return salt;
  }

  private void require(boolean holds, String found, String expected)
      throws MalformedInputException {
    if (!holds) {
      throw new MalformedInputException(
          Fault.of("bad-key-derivation", xml.place(), found, expected));
    }
  }
}
