package dev.keyward.internal.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

  @Test
  void keysThatAreMadeAtTheSameTimeRepeatWithTheSource() {
    List<BigInteger> first = moduli(TestKeys.random(5));
    assertEquals(first, moduli(TestKeys.random(5)));
    assertNotEquals(first, moduli(TestKeys.random(6)));
    assertNotEquals(first.get(0), first.get(1));
  }

  private static List<BigInteger> moduli(SecureRandom source) {
    List<BigInteger> moduli = new ArrayList<>();
    for (KeyPair pair : AtOnce.map(RandomStreams.of(source, 2), r -> Rsa.generate(1024, r))) {
      moduli.add(((RSAPublicKey) pair.getPublic()).getModulus());
    }
    return moduli;
  }
}
