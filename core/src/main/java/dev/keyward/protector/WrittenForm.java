package dev.keyward.protector;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.xml.WrittenText;
import dev.keyward.internal.xml.WrittenText.OtherForm;
import dev.keyward.protector.form.KnownWrappings;
import dev.keyward.protector.form.KnownWrappings.GuardianPart;
import dev.keyward.protector.form.KnownWrappings.Written;
import dev.keyward.protector.form.Schema;
import dev.keyward.protector.part.GuardianSignature;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads documents that are byte for byte of the form that {@link ProtectorWriter} gives them, in a
 * fifth of the time that a parser takes. It never refuses a document: if one differs anywhere, or
 * has a field that is not what it should be, {@link ProtectorReader} reads it, and accepts or
 * refuses it.
 *
 * <p>In that form there is one spelling for everything, and {@code Wrappings} stands in it in
 * canonical form, so that the bytes between its tags are the bytes that are signed.
 */
final class WrittenForm {

  private static final byte[] START = ascii(Schema.WRITTEN_START);
  private static final byte[] WRAPPINGS = ascii("<Wrappings xmlns=\"" + Schema.KPS + "\">");
  private static final byte[] WRAPPING = ascii("<Wrapping><Id>");
  private static final byte[] SIGNING = ascii("</Id><SigningCertificate>");
  private static final byte[] GRANT =
      ascii("</SigningCertificate><SigningCertificateSignature ParentWrappingId=\"");
  private static final byte[] GRANT_SIGNATURE = ascii("\"><Signature Algorithm=\"");
  private static final byte[] SIGNATURE_VALUE = ascii("\"><SignatureValue>");
  private static final byte[] ENCRYPTION =
      ascii("</SignatureValue></Signature></SigningCertificateSignature><EncryptionCertificate>");
  private static final byte[] ENCRYPTION_SIGNATURE =
      ascii("</EncryptionCertificate><EncryptionCertificateSignature><Signature Algorithm=\"");
  private static final byte[] TRANSPORT_KEY =
      ascii(
          "</SignatureValue></Signature></EncryptionCertificateSignature><TransportKey>"
              + "<EncryptedData Algorithm=\""
              + KeyEncryption.RSA_OAEP
              + "\"><Parameters><d:DigestMethod xmlns:d=\""
              + Schema.XMLDSIG
              + "\" Algorithm=\""
              + AcceptedAlgorithms.SHA256
              + "\"></d:DigestMethod><x:MGF xmlns:x=\""
              + Schema.XMLENC11
              + "\" Algorithm=\""
              + Schema.XMLENC11
              + "mgf1sha256\"></x:MGF></Parameters><CipherValue>");
  private static final byte[] WRAPPING_END =
      ascii("</CipherValue></EncryptedData></TransportKey></Wrapping>");
  private static final byte[] WRAPPINGS_END = ascii("</Wrappings>");
  private static final byte[] PROOF =
      ascii(
          "<TransportKeySignature><KeyDerivationMethod Algorithm=\""
              + AcceptedAlgorithms.HKDF
              + "\"><Parameters><m:HKDFParams xmlns:m=\""
              + Schema.XMLDSIG_MORE_2021
              + "\"><m:PRF Algorithm=\""
              + AcceptedAlgorithms.HMAC_SHA256
              + "\"/><m:Salt>");
  private static final byte[] PROOF_VALUE =
      ascii(
          "</m:Salt><m:Info>"
              + Base64.getEncoder()
                  .encodeToString(Schema.HKDF_INFO.getBytes(StandardCharsets.UTF_8))
              + "</m:Info><m:KeyLength>32</m:KeyLength></m:HKDFParams></Parameters>"
              + "</KeyDerivationMethod><Signature Algorithm=\""
              + AcceptedAlgorithms.HMAC_SHA256
              + "\"><SignatureValue>");
  private static final byte[] SEAL =
      ascii(
          "</SignatureValue></Signature></TransportKeySignature>"
              + "<GuardianSignature WrappingId=\"");
  private static final byte[] END =
      ascii("</SignatureValue></Signature></GuardianSignature></Protector>\n");

  /** How far behind the signing certificate a sample is taken, in bytes. */
  private static final int IN_SIGNATURE = 300;

  private final byte[] document;
  private final KnownWrappings.Reading known;
  private final WrittenText text;

  private WrittenForm(byte[] document, KnownWrappings.Reading known) {
    this.document = document;
    this.known = known;
    this.text = new WrittenText(document);
  }

  /**
   * The protector of a document in that form; empty for any other document.
   *
   * @param document is kept, not copied
   */
  static Optional<KeyProtector> read(byte[] document, KnownWrappings.Reading known) {
    try {
      return Optional.of(new WrittenForm(document, known).read());
    } catch (OtherForm | KeywardException e) {
      return Optional.empty();
    }
  }

  private KeyProtector read() throws OtherForm, KeywardException {
    text.literal(START);
    int start = text.position();
    List<Wrapping> wrappings = wrappings();
    byte[] signed = text.since(start);
    text.literal(PROOF);
    byte[] salt = text.base64();
    text.literal(PROOF_VALUE);
    byte[] proof = text.base64();
    text.require(
        TransportKeySignature.isSaltSize(salt.length)
            && proof.length == TransportKeySignature.SIZE);
    text.literal(SEAL);
    WrappingId sealer = new WrappingId(text.unsigned32());
    text.literal(GRANT_SIGNATURE);
    Signature signature = signature();
    text.literal(END);
    text.end();
    return new KeyProtector(
        document,
        new KeyProtector.Content(
            0,
            wrappings,
            TransportKeySignature.of(salt, proof),
            new GuardianSignature(sealer, signature)),
        signed);
  }

  private List<Wrapping> wrappings() throws OtherForm, KeywardException {
    List<Wrapping> found = new ArrayList<>();
    text.literal(WRAPPINGS);
    do {
      text.require(found.size() < KeyProtector.MAX_WRAPPINGS);
      text.literal(WRAPPING);
      found.add(wrapping());
    } while (!text.tryLiteral(WRAPPINGS_END));
    return found;
  }

  private Wrapping wrapping() throws OtherForm, KeywardException {
    WrappingId id = new WrappingId(text.unsigned32());
    GuardianPart part = guardianPart();
    WrappedTransportKey key = WrappedTransportKey.of(KeyEncryption.WRITTEN, text.base64());
    text.literal(WRAPPING_END);
    return new Wrapping(
        id, part.signing(), part.grant(), part.encryption(), part.encryptionSignature(), key);
  }

  /** Bytes that were read before are compared, which takes a hundredth of the time. */
  private GuardianPart guardianPart() throws OtherForm, KeywardException {
    int start = text.position();
    text.literal(SIGNING);
    // Lies in the parent's signature, which no two guardians have in common.
    long sample = text.sample(text.next('<') + IN_SIGNATURE);
    text.moveTo(start);
    Optional<Written> before = known.written(sample);
    if (before.isPresent() && text.tryLiteral(before.get().text())) {
      return before.get().part();
    }
    GuardianPart part = readGuardianPart();
    known.note(sample, new Written(text.since(start), part));
    return part;
  }

  private GuardianPart readGuardianPart() throws OtherForm, KeywardException {
    text.literal(SIGNING);
    GuardianCertificate signing = known.certificate(text.base64());
    text.literal(GRANT);
    WrappingId parent = new WrappingId(text.unsigned32());
    text.literal(GRANT_SIGNATURE);
    Wrapping.Grant grant = new Wrapping.Grant(parent, signature());
    text.literal(ENCRYPTION);
    GuardianCertificate encryption = known.certificate(text.base64());
    text.literal(ENCRYPTION_SIGNATURE);
    Signature encryptionSignature = signature();
    text.literal(TRANSPORT_KEY);
    return new GuardianPart(signing, grant, encryption, encryptionSignature);
  }

  /** Of an algorithm that has no parameters, as all that are known. */
  private Signature signature() throws OtherForm {
    String algorithm = text.untilQuote();
    text.require(RsaEngine.knows(algorithm));
    text.literal(SIGNATURE_VALUE);
    return Signature.of(algorithm, text.base64());
  }

  private static byte[] ascii(String literal) {
    return literal.getBytes(StandardCharsets.US_ASCII);
  }
}
