package dev.keyward.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianName;
import dev.keyward.vm.sealing.PartName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that one system takes for something else are refused on all, and the rule is named. */
class SystemNamesTest {

  private static String expected(String name) {
    return assertThrows(MalformedInputException.class, () -> GuardianName.parse(name))
        .fault()
        .expected();
  }

  @ParameterizedTest
  @ValueSource(strings = {"con", "AUX.x", "nul.tar.gz", "Lpt1"})
  void aDeviceOfWindowsIsNoName(String name) {
    assertTrue(expected(name).contains("device of Windows"), expected(name));
  }

  @Test
  void aDotAtTheEndIsNoPartOfAName() {
    assertTrue(expected("fabrikam.").contains("dot at the end"), expected("fabrikam."));
  }

  @Test
  void aColonIsNoLetter() {
    assertTrue(expected("a:b").contains("letters, digits"), expected("a:b"));
  }

  @Test
  void aPartNamesTheRuleToo() {
    MalformedInputException refused =
        assertThrows(MalformedInputException.class, () -> PartName.file("aux.x"));
    assertTrue(refused.fault().expected().contains("device of Windows"));
  }

  @Test
  void longerWordsAreNames() {
    assertEquals(Optional.empty(), SystemNames.brokenRule("console.kp"));
  }

  @Test
  void caseDoesNotTellTwoNamesApart() throws MalformedInputException {
    assertEquals(GuardianName.parse("Fabrikam"), GuardianName.parse("FABRIKAM"));
  }
}
