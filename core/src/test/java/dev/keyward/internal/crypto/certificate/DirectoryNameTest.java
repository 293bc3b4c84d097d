package dev.keyward.internal.crypto.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNumericString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

class DirectoryNameTest {

  private static String shown(ASN1Encodable value) throws IOException {
    DERSequence part = new DERSequence(new ASN1Encodable[] {BCStyle.CN, value});
    byte[] name = new DERSequence(new DERSet(part)).getEncoded();
    return DirectoryName.text(new X500Principal(name));
  }

  /** Two letters of ASCII are one character of UTF-16, which somebody can be called. */
  @Test
  void aNameInUtf16IsNotWhatItsBytesSpell() throws IOException {
    String name = new String("hgs1".getBytes(StandardCharsets.US_ASCII), StandardCharsets.UTF_16BE);
    assertEquals("CN=" + name, shown(new DERBMPString(name)));
    assertEquals("CN=z\u00fcrich_1", shown(new DERBMPString("z\u00fcrich_1")));
  }

  @Test
  void everyKindOfStringIsText() throws IOException {
    assertEquals("CN=z\u00fcrich", shown(new DERT61String("z\u00fcrich")));
    assertEquals("CN=12", shown(new DERNumericString("12")));
    assertEquals("CN=a b", shown(new DERPrintableString("a b")));
    assertEquals("CN=\ud83d\udd11", shown(new DERUTF8String("\ud83d\udd11")));
    byte[] wide = "z\u00fc\ud83d\udd11".getBytes(Charset.forName("UTF-32BE"));
    assertEquals("CN=z\u00fc\ud83d\udd11", shown(new DERUniversalString(wide)));
  }

  @Test
  void halfOfACharacterIsReplaced() throws IOException {
    assertEquals("CN=a\ufffdb", shown(new DERBMPString("a\ud83db")));
  }

  /** An odd number of bytes is no text in UTF-16. */
  @Test
  void whatCannotBeReadIsNobodysName() throws IOException {
    byte[] name =
        new DERSequence(
                new DERSet(
                    new DERSequence(new ASN1Encodable[] {BCStyle.CN, new DERUTF8String("abc")})))
            .getEncoded();
    name[name.length - 5] = 0x1e;
    assertEquals("", DirectoryName.text(new X500Principal(name)));
  }
}
