package dev.keyward.internal.crypto.certificate;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Distinguished names as texts (RFC 2253). The JDK takes the bytes of every kind of string for
 * UTF-8. So it shows one name where the authority that issued the certificate, Windows and OpenSSL
 * read another: two letters of ASCII are one of UTF-16. Each kind is read as X.680 says.
 */
public final class DirectoryName {

  private static final Charset UTF_32 = Charset.forName("UTF-32BE");
  private static final int REPLACED = 0xfffd;
  private static final X500Principal NOBODY = new X500Principal("");

  private static final Map<String, String> ATTRIBUTES =
      Map.of("1.2.840.113549.1.9.1", "emailAddress");

  private DirectoryName() {}

  /** The whole name; empty where it cannot be read, so that it is nobody's. */
  public static String text(X500Principal name) {
    return readable(name).getName(X500Principal.RFC2253, ATTRIBUTES);
  }

  private static X500Principal readable(X500Principal name) {
    try {
      RDN[] parts = X500Name.getInstance(name.getEncoded()).getRDNs();
      for (int at = 0; at < parts.length; at++) {
        parts[at] = readable(parts[at]);
      }
      return new X500Principal(new X500Name(parts).getEncoded());
    } catch (IOException | IllegalArgumentException e) {
      return NOBODY;
    }
  }

  private static RDN readable(RDN part) {
    AttributeTypeAndValue[] values = part.getTypesAndValues();
    for (int at = 0; at < values.length; at++) {
      ASN1Encodable value = values[at].getValue();
      if (value instanceof ASN1String string && !(value instanceof ASN1UTF8String)) {
        DERUTF8String text = new DERUTF8String(well(read(string)));
        values[at] = new AttributeTypeAndValue(values[at].getType(), text);
      }
    }
    return new RDN(values);
  }

  private static String read(ASN1String string) {
    if (string instanceof ASN1UniversalString universal) {
      return new String(universal.getOctets(), UTF_32);
    }
    return string.getString();
  }

  /** UTF-8 has no half of a character. */
  private static String well(String text) {
    StringBuilder well = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? REPLACED : point)
        .forEach(well::appendCodePoint);
    return well.toString();
  }
}
