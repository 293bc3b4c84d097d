package dev.keyward.internal.crypto.pkcs;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SafeBag;

/**
 * Tells whether the passphrase of a PKCS#12 file is kept for Active Directory accounts, as {@code
 * Export-PfxCertificate -ProtectTo} does: a secret bag in clear holds the passphrase, sealed for
 * those accounts (MS-DPAPI-NG). Nothing protects that bag, so it only chooses the words of an
 * error.
 */
final class DomainProtection {

  private static final ASN1ObjectIdentifier SEALED_PASSPHRASE =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.17.4");
  private static final int MOST = KeyFileFaults.MAX_PARTS;

  private DomainProtection() {}

  /**
   * Whether there is such a bag.
   *
   * @param safe the bytes of the AuthenticatedSafe, whose code did not hold
   */
  static boolean isIn(byte[] safe) {
    try {
      ASN1Sequence contents = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(safe));
      for (int i = 0; i < Math.min(MOST, contents.size()); i++) {
        if (hasSecret(ContentInfo.getInstance(contents.getObjectAt(i)))) {
          return true;
        }
      }
      return false;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return false;
    }
  }

  private static boolean hasSecret(ContentInfo content) throws IOException {
    if (!content.getContentType().equals(PKCSObjectIdentifiers.data)) {
      return false;
    }
    byte[] plain = ASN1OctetString.getInstance(content.getContent()).getOctets();
    ASN1Sequence bags = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(plain));
    for (int i = 0; i < Math.min(MOST, bags.size()); i++) {
      SafeBag bag = SafeBag.getInstance(bags.getObjectAt(i));
      if (bag.getBagId().equals(PKCSObjectIdentifiers.secretBag) && isSealed(bag.getBagValue())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSealed(ASN1Encodable value) {
    return ASN1Sequence.getInstance(value).getObjectAt(0).equals(SEALED_PASSPHRASE);
  }

  static BadPassphraseException noPassphrase(String where) {
    return new BadPassphraseException(
        Fault.of(
                "wrong-passphrase",
                where,
                "it is protected for Active Directory accounts, and this passphrase does not open"
                    + " it",
                "its passphrase, if it has one")
            .withHint(
                "one of those accounts must import it on a member of the domain and export it with"
                    + " a passphrase"));
  }
}
