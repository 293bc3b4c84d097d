package dev.keyward.internal.crypto.pkcs;

import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** What a PKCS#12 bag is called and which key it belongs to (RFC 7292, section 4.2). */
final class BagAttributes {

  private final String name;
  private final byte[] localKeyId;

  private BagAttributes(String name, byte[] localKeyId) {
    this.name = name;
    this.localKeyId = localKeyId;
  }

  /** Those of a bag; the set is null where it has none. */
  static BagAttributes of(ASN1Set attributes) {
    String name = "";
    byte[] localKeyId = {};
    if (attributes != null) {
      for (ASN1Encodable element : attributes) {
        Attribute attribute = Attribute.getInstance(element);
        if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_friendlyName)) {
          name = ASN1BMPString.getInstance(first(attribute)).getString();
        } else if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_localKeyId)) {
          localKeyId = ASN1OctetString.getInstance(first(attribute)).getOctets();
        }
      }
    }
    return new BagAttributes(name, localKeyId);
  }

  private static ASN1Encodable first(Attribute attribute) {
    return attribute.getAttrValues().getObjectAt(0);
  }

  /** The friendly name, or empty. */
  String name() {
    return name;
  }

  /** Whether both carry the same local key id. */
  boolean sameKey(BagAttributes other) {
    return localKeyId.length > 0 && Arrays.equals(localKeyId, other.localKeyId);
  }
}
