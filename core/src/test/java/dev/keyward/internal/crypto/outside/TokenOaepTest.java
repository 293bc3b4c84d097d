package dev.keyward.internal.crypto.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.internal.crypto.Rsa;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;

class TokenOaepTest {

  private static final Rsa.Digests DIGESTS = new Rsa.Digests("SHA-256", "SHA-1");

  /** CKM_SHA256, CKG_MGF1_SHA1, CKZ_DATA_SPECIFIED, and no label. */
  @Test
  void theParametersAreFiveNumbersOfEightBytes() {
    ByteBuffer all = ordered(TokenOaep.parameters(DIGESTS, false));
    long[] expected = {0x250, 1, 1, 0, 0};
    for (long each : expected) {
      assertEquals(each, all.getLong());
    }
    assertEquals(0, all.remaining());
  }

  /** The numbers have four bytes there, and the address of the label has eight. */
  @Test
  void theParametersAreShorterOnWindows() {
    ByteBuffer all = ordered(TokenOaep.parameters(DIGESTS, true));
    int[] expected = {0x250, 1, 1, 0, 0, 0};
    for (int each : expected) {
      assertEquals(each, all.getInt());
    }
    assertEquals(0, all.remaining());
  }

  private static ByteBuffer ordered(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** The reason why this class exists. If it fails, the class may go. */
  @Test
  void javasProviderHasNoOaepOfItsOwn() throws Exception {
    Provider provider = Security.getProvider("SunPKCS11");
    assertNull(provider.getService("Cipher", "RSA/ECB/OAEPPadding"));
    Class<?> cipher = Class.forName("sun.security.pkcs11.P11RSACipher");
    for (var field : cipher.getDeclaredFields()) {
      assertTrue(!field.getName().contains("OAEP"), field.getName());
    }
  }
}
