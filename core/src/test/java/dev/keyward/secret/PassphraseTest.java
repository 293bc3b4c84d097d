package dev.keyward.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import java.util.ArrayList;
import java.util.List;
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

  private static String opened(String right, char[] given) throws KeywardException {
    if (!right.equals(new String(given))) {
      throw new BadPassphraseException(Fault.of("wrong", "", new String(given), ""));
    }
    return right;
  }

  @Test
  void opensInTheFormsOfBeforeOnlyWhereItDoesNotOpenAsGiven() throws KeywardException {
    List<String> used = new ArrayList<>();
    try (Passphrase given =
        Passphrase.copyOf("a".toCharArray())
            .orEarlier(Passphrase.copyOf("b".toCharArray()), () -> used.add("b"))
            .orEarlier(Passphrase.copyOf("c".toCharArray()), () -> used.add("c"))) {
      assertEquals("a", given.open(characters -> opened("a", characters)));
      assertEquals(List.of(), used);
      assertEquals("c", given.open(characters -> opened("c", characters)));
      assertEquals(List.of("c"), used);
      BadPassphraseException wrong =
          assertThrows(
              BadPassphraseException.class,
              () -> given.open(characters -> opened("d", characters)));
      assertEquals("a", wrong.fault().found());
    }
  }

  @Test
  void whatIsNoTextLocksNothingAndOpensOnlyInAFormOfBefore() throws KeywardException {
    try (Passphrase given =
        Passphrase.unreadable(Fault.of("no-text", "", "", ""))
            .orEarlier(Passphrase.copyOf("b".toCharArray()), () -> {})) {
      assertFalse(given.isEmpty());
      assertThrows(BadPassphraseException.class, given::requireForNewKeys);
      assertEquals("b", given.open(characters -> opened("b", characters)));
      assertThrows(
          BadPassphraseException.class, () -> given.open(characters -> opened("", characters)));
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
