package dev.keyward.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PassphraseTest {

  @Test
  void wipesASourceThatIsHandedOver() {
    char[] source = "pässwörd".toCharArray();
    try (Passphrase passphrase = Passphrase.takeFrom(source)) {
      assertArrayEquals(new char[8], source);
      assertEquals("pässwörd", passphrase.lend(String::new));
    }
  }

  @Test
  void tellsNothingOfItselfNotEvenItsLength() {
    try (Passphrase passphrase = Passphrase.copyOf("secret".toCharArray())) {
      assertEquals("Passphrase(hidden)", passphrase.toString());
    }
  }

  @Test
  void mayBeEmptyBecauseSuchFilesExist() {
    try (Passphrase empty = Passphrase.copyOf(new char[0]);
        Passphrase full = Passphrase.copyOf(new char[] {'x'})) {
      assertTrue(empty.isEmpty());
      assertFalse(full.isEmpty());
    }
  }

  @Test
  void wipesWhatItLentOnceItIsClosed() {
    Passphrase passphrase = Passphrase.copyOf("secret".toCharArray());
    char[] kept = passphrase.lend(characters -> characters);
    passphrase.close();
    assertArrayEquals(new char[6], kept);
    assertThrows(IllegalStateException.class, () -> passphrase.lend(String::new));
  }
}
