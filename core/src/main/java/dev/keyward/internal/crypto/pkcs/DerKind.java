package dev.keyward.internal.crypto.pkcs;

import org.bouncycastle.asn1.BERTags;

/**
 * What a DER file may be, as its first bytes tell. {@code certutil -encode} gives all one armour.
 */
enum DerKind {
  /** A sequence that begins with a sequence, as X.509 does. */
  CERTIFICATE,
  /** A sequence that begins with an object identifier (RFC 5652). */
  PKCS7,
  /** A sequence that begins with version 3 (RFC 7292). */
  PKCS12,
  /** Anything else. */
  OTHER;

  private static final int LONG_FORM = 0x80;
  private static final int SEQUENCE = 0x30;
  private static final int VERSION_OF_PKCS12 = 3;

  /** What {@code der} may be; its content is not read. */
  static DerKind of(byte[] der) {
    int start = contentStart(der);
    if (start < 0 || start + 2 >= der.length) {
      return OTHER;
    }
    return switch (der[start]) {
      case SEQUENCE -> CERTIFICATE;
      case BERTags.OBJECT_IDENTIFIER -> PKCS7;
      case BERTags.INTEGER ->
          der[start + 1] == 1 && der[start + 2] == VERSION_OF_PKCS12 ? PKCS12 : OTHER;
      default -> OTHER;
    };
  }

  /** Behind tag and length of the outer sequence; also of one whose length is not stated. */
  private static int contentStart(byte[] der) {
    if (der.length < 2 || der[0] != SEQUENCE) {
      return -1;
    }
    int length = der[1] & 0xff;
    return length < LONG_FORM ? 2 : 2 + (length - LONG_FORM);
  }
}
