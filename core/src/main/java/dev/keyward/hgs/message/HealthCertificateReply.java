package dev.keyward.hgs.message;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The certificates that an attestation service issued (MS-HGSA, HealthCertificateReply). */
public final class HealthCertificateReply implements AttestationReply {

  static final String TYPE = "HealthCertificateReply";

  private final Map<Integer, byte[]> certificates;
  private final ByteForm form;

  private HealthCertificateReply(Map<Integer, byte[]> certificates, ByteForm form) {
    this.certificates = certificates;
    this.form = form;
  }

  /** Of one certificate's DER, with the bytes in that form. */
  public static HealthCertificateReply of(IdentityType type, byte[] der, ByteForm form) {
    Map<Integer, byte[]> certificates = new TreeMap<>();
    certificates.put(type.number(), der.clone());
    return new HealthCertificateReply(certificates, form);
  }

  static HealthCertificateReply read(JsonFields fields) throws MalformedInputException {
    ByteForm.Reading reading = new ByteForm.Reading();
    Map<Integer, byte[]> certificates = AttestationDocument.content(fields, "Content", reading);
    return new HealthCertificateReply(certificates, reading.form());
  }

  /** The DER of the certificate of that type; not yet looked into. */
  public Optional<byte[]> certificate(IdentityType type) {
    return Optional.ofNullable(certificates.get(type.number())).map(byte[]::clone);
  }

  @Override
  public byte[] encode() {
    Map<String, Object> tree = AttestationDocument.tree(TYPE);
    tree.put("Content", AttestationDocument.content(certificates, form));
    return AttestationDocument.write(tree);
  }

  @Override
  public int status() {
    return 200;
  }
}
