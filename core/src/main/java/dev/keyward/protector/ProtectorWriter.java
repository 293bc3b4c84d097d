package dev.keyward.protector;

import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.Signature;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.protector.form.Schema;
import dev.keyward.protector.part.GuardianSignature;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Writes a protector. {@code Wrappings} is written in canonical form already, so that what is
 * written is what is signed: no empty-element tags, prefixes declared where they are used,
 * attributes in canonical order.
 */
final class ProtectorWriter {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final StringBuilder xml = new StringBuilder(16_384);

  private ProtectorWriter() {}

  /** The canonical {@code Wrappings}, in UTF-8. */
  static byte[] wrappings(List<Wrapping> wrappings) {
    ProtectorWriter writer = new ProtectorWriter();
    writer.xml.append("<Wrappings xmlns=\"").append(Schema.KPS).append("\">");
    wrappings.forEach(writer::wrapping);
    writer.xml.append("</Wrappings>");
    return writer.bytes();
  }

  /** The whole document around canonical wrappings. */
  static byte[] document(
      byte[] canonicalWrappings, TransportKeySignature proof, GuardianSignature seal) {
    ProtectorWriter writer = new ProtectorWriter();
    writer
        .xml
        .append(Schema.WRITTEN_START)
        .append(new String(canonicalWrappings, StandardCharsets.UTF_8));
    writer.proof(proof);
    writer.xml.append("<GuardianSignature WrappingId=\"").append(seal.sealer()).append("\">");
    writer.signature(seal.signature());
    writer.xml.append("</GuardianSignature></Protector>\n");
    return writer.bytes();
  }

  private byte[] bytes() {
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void wrapping(Wrapping wrapping) {
    xml.append("<Wrapping><Id>").append(wrapping.id()).append("</Id>");
    base64("SigningCertificate", wrapping.signing().der());
    xml.append("<SigningCertificateSignature ParentWrappingId=\"")
        .append(wrapping.grant().parent())
        .append("\">");
    signature(wrapping.grant().signature());
    xml.append("</SigningCertificateSignature>");
    base64("EncryptionCertificate", wrapping.encryption().der());
    xml.append("<EncryptionCertificateSignature>");
    signature(wrapping.encryptionSignature());
    xml.append("</EncryptionCertificateSignature><TransportKey>");
    encryptedData(wrapping.transportKey());
    xml.append("</TransportKey></Wrapping>");
  }

  private void encryptedData(WrappedTransportKey key) {
    String uri = key.encryption().uri();
    xml.append("<EncryptedData Algorithm=\"").append(uri).append("\">");
    OaepParameters parameters = key.encryption().parameters().orElseThrow();
    if (uri.equals(KeyEncryption.RSA_OAEP)) {
      xml.append("<Parameters>");
      digestMethod(parameters.digest());
      xml.append("<x:MGF xmlns:x=\"").append(Schema.XMLENC11).append("\" Algorithm=\"");
      xml.append(Schema.XMLENC11)
          .append("mgf1")
          .append(parameters.maskDigest().toLowerCase(java.util.Locale.ROOT).replace("-", ""));
      xml.append("\"></x:MGF></Parameters>");
    } else if (!parameters.digest().equals("SHA-1")) {
      xml.append("<Parameters>");
      digestMethod(parameters.digest());
      xml.append("</Parameters>");
    }
    base64("CipherValue", key.cipherValue());
    xml.append("</EncryptedData>");
  }

  private void digestMethod(String digest) {
    String uri =
        switch (digest) {
          case "SHA-256" -> AcceptedAlgorithms.SHA256;
          case "SHA-384" -> AcceptedAlgorithms.SHA384;
          default -> AcceptedAlgorithms.SHA512;
        };
    xml.append("<d:DigestMethod xmlns:d=\"").append(Schema.XMLDSIG).append("\" Algorithm=\"");
    xml.append(uri).append("\"></d:DigestMethod>");
  }

  private void proof(TransportKeySignature proof) {
    xml.append("<TransportKeySignature><KeyDerivationMethod Algorithm=\"")
        .append(AcceptedAlgorithms.HKDF);
    xml.append("\"><Parameters><m:HKDFParams xmlns:m=\"").append(Schema.XMLDSIG_MORE_2021);
    xml.append("\"><m:PRF Algorithm=\"").append(AcceptedAlgorithms.HMAC_SHA256).append("\"/>");
    base64("m:Salt", proof.salt());
    base64("m:Info", Schema.HKDF_INFO.getBytes(StandardCharsets.UTF_8));
    xml.append("<m:KeyLength>").append(TransportKeySignature.SIZE).append("</m:KeyLength>");
    xml.append("</m:HKDFParams></Parameters></KeyDerivationMethod>");
    signature(Signature.of(AcceptedAlgorithms.HMAC_SHA256, proof.value()));
    xml.append("</TransportKeySignature>");
  }

  private void signature(Signature signature) {
    xml.append("<Signature Algorithm=\"").append(signature.algorithm()).append("\">");
    base64("SignatureValue", signature.value());
    xml.append("</Signature>");
  }

  private void base64(String element, byte[] bytes) {
    xml.append('<').append(element).append('>');
    xml.append(BASE64.encodeToString(bytes));
    xml.append("</").append(element).append('>');
  }
}
