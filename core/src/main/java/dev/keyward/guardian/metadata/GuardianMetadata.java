package dev.keyward.guardian.metadata;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.internal.crypto.MetadataSignature;
import java.util.ArrayList;
import java.util.List;

/**
 * Guardian metadata (MS-KPS, Metadata): the certificates of a guardian as it publishes them,
 * signed. A value of this type was verified completely. That proves who made the document, not that
 * anybody trusts it.
 */
public final class GuardianMetadata {

  /** The largest document, in bytes. */
  public static final int MOST_BYTES = MetadataReader.MOST_BYTES;

  /** The parts, as the reader took them from the signed bytes. */
  record Parts(
      GuardianCertificate signing,
      GuardianCertificate encryption,
      Signature encryptionSignature,
      Signature selfSignature,
      Signer signer,
      List<GuardianCertificate> otherSigning) {

    Parts listing(List<GuardianCertificate> others) {
      return new Parts(signing, encryption, encryptionSignature, selfSignature, signer, others);
    }
  }

  /** Who made the XML-DSig signature, and whether it rests on SHA-1. */
  record Signer(GuardianCertificate certificate, boolean restsOnSha1) {}

  private final Parts parts;
  private final byte[] bytes;
  private final RsaEngine engine;

  private GuardianMetadata(Parts parts, byte[] bytes, RsaEngine engine) {
    this.parts = parts;
    this.engine = engine;
    this.bytes = bytes;
  }

  /**
   * Reads and verifies a metadata document: its structure, the fitness of both certificates, the
   * signing key's signatures over them, and the XML-DSig signature over the whole.
   *
   * @param xml the document, at most {@link #MOST_BYTES}
   * @param where the place that an error names
   * @throws KeywardException malformed, unsupported or not verified
   */
  public static GuardianMetadata parse(byte[] xml, String where) throws KeywardException {
    return parse(xml, where, RsaEngine.jdk());
  }

  /**
   * The same with an engine for the signing key's signatures over the certificates. The XML-DSig
   * signature is always the JDK's to check.
   */
  public static GuardianMetadata parse(byte[] xml, String where, RsaEngine engine)
      throws KeywardException {
    return parse(xml, where, MetadataSignature.Sha1.REFUSED, engine);
  }

  /**
   * The same, where SHA-1 in the XML-DSig signature is taken too, as .NET made it before 4.7.1. The
   * caller must hold a pin: a decision to trust such a document rests on nothing else.
   *
   * @throws KeywardException malformed, unsupported or not verified
   */
  public static GuardianMetadata parsePinned(byte[] xml, String where, RsaEngine engine)
      throws KeywardException {
    return parse(xml, where, MetadataSignature.Sha1.ACCEPTED, engine);
  }

  private static GuardianMetadata parse(
      byte[] xml, String where, MetadataSignature.Sha1 sha1, RsaEngine engine)
      throws KeywardException {
    byte[] copy = xml.clone();
    Parts parts = new MetadataReader(where, sha1, engine).read(copy);
    return new GuardianMetadata(parts, copy, engine);
  }

  /**
   * Writes and signs the metadata of {@code key}'s guardian, with both versions 1 and its other
   * signing certificates.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public static GuardianMetadata create(SigningKey key, RsaEngine engine)
      throws KeyUnusableException {
    byte[] written = new MetadataWriter(engine).write(key);
    try {
      return parse(written, "new metadata", engine);
    } catch (KeywardException e) {
      throw new IllegalArgumentException("the guardian's parts do not fit together", e);
    }
  }

  /**
   * The metadata of {@code fresh}'s guardian after a change of the signing key: the former key
   * signs the document and so vouches for the new one, and the new one says in it that the former
   * key was its guardian's. Only both together make two keys one guardian.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public static GuardianMetadata createSignedBy(SigningKey former, SigningKey fresh, Tools tools)
      throws KeyUnusableException {
    GuardianCertificate signer = former.guardian().signing();
    GuardianMetadata own = create(fresh, tools.engine());
    List<GuardianCertificate> listed = own.otherSigning();
    int most = GuardianInformation.MOST_OTHERS - 1;
    List<GuardianCertificate> others =
        new ArrayList<>(listed.subList(Math.max(0, listed.size() - most), listed.size()));
    others.add(FormerKeyCertificate.over(signer, fresh, tools));
    byte[] written =
        new MetadataWriter(tools.engine()).write(own.parts.listing(others), signer, former.key());
    try {
      return parse(written, "new metadata", tools.engine());
    } catch (KeywardException e) {
      throw new IllegalArgumentException("not the private key of " + signer, e);
    }
  }

  /** Certifies the guardian's signing key. */
  public GuardianCertificate signing() {
    return parts.signing();
  }

  /** Certifies the guardian's encryption key. */
  public GuardianCertificate encryption() {
    return parts.encryption();
  }

  /** By the signing key, over the DER bytes of the encryption certificate; verified. */
  public Signature encryptionSignature() {
    return parts.encryptionSignature();
  }

  /** Certifies the key that signed the document, which may be another than the guardian's. */
  public GuardianCertificate signedBy() {
    return parts.signer().certificate();
  }

  /** Whether the XML-DSig signature uses SHA-1, so that only a pin makes it trusted. */
  public boolean restsOnSha1() {
    return parts.signer().restsOnSha1();
  }

  /** The other signing certificates as listed; {@link #countedOthers} says which of them count. */
  public List<GuardianCertificate> otherSigning() {
    return parts.otherSigning();
  }

  /** Whether the guardian's own signing key signed the document. */
  public boolean vouchedFor() {
    return signedBy().sameKeyAs(signing());
  }

  /**
   * The other signing certificates that count: all that are fit to sign, if the guardian's own
   * signing key or the key of a certificate in {@code trusted} signed the document; else none,
   * because anybody can add to the list and sign again.
   */
  public List<GuardianCertificate> countedOthers(List<GuardianCertificate> trusted) {
    boolean counts = vouchedFor() || trusted.stream().anyMatch(signedBy()::sameKeyAs);
    return counts
        ? otherSigning().stream()
            .filter(other -> other.unfitFor(CertificateRole.SIGNING).isEmpty())
            .filter(other -> !FormerKeyCertificate.isOne(other))
            .toList()
        : List.of();
  }

  /** The guardian under a local name, with the others that {@link #countedOthers count}. */
  public Guardian toGuardian(GuardianName name, List<GuardianCertificate> trusted) {
    GuardianCertificates certificates =
        new GuardianCertificates(name, signing(), encryption(), countedOthers(trusted));
    try {
      return Guardian.vouched(certificates, encryptionSignature(), engine);
    } catch (KeywardException e) {
      throw new IllegalStateException("the reader verified the signature", e);
    }
  }

  /**
   * Whether this renews what is known as {@code known}: a document with both known keys, or one
   * that the known signing key signed as a whole and that keeps this key. Where it names another
   * signing key, that one must say that the known key was its own. The signature over an encryption
   * certificate alone is not enough: MS-KPS signs bare certificates, so one that was made to grant
   * somebody could be passed off as it.
   */
  public boolean renews(Guardian known) {
    return known.hasKeysOf(signing(), encryption())
        || (known.hasSigningKeyOf(signedBy()) && isOfItsSigner());
  }

  /**
   * Whether the document's signing key is the one that signed the document, or says that the one
   * that did was its own. Anybody can sign a document over the certificates of somebody else.
   */
  public boolean isOfItsSigner() {
    return vouchedFor()
        || otherSigning().stream()
            .anyMatch(each -> FormerKeyCertificate.says(each, signedBy(), signing(), encryption()));
  }

  /** A copy of the document as it was read or written. */
  public byte[] bytes() {
    return bytes.clone();
  }
}
