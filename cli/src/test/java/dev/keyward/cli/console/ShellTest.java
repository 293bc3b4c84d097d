package dev.keyward.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("windows")
class ShellTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "vms/a-1.kp, vms/a-1.kp",
        "a b.kp, 'a b.kp'",
        "it's.kp, 'it'\\''s.kp'",
        "$(id), '$(id)'",
        "-x, '-x'",
        "B\u00fcro.kp, 'B\u00fcro.kp'",
        "100%, '100%'"
      })
  void posixReadsOneWord(String word, String typed) {
    assertEquals(typed, Shell.POSIX.quoted(word).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "vms/a-1.kp, vms/a-1.kp",
        "C:\\keys\\B\u00fcro.kp, C:\\keys\\B\u00fcro.kp",
        "a b.kp, 'a b.kp'",
        "it's.kp, 'it''s.kp'",
        "-x, '-x'",
        "a b\\, '\"a b\\\\\"'",
        "$(id), '\"$(id)\"'"
      })
  void powerShellReadsOneWord(String word, String typed) {
    assertEquals(typed, Shell.POWERSHELL.quoted(word).orElseThrow());
  }

  /** PowerShell gives a word without blanks to cmd as it is. */
  @ParameterizedTest
  @ValueSource(strings = {"a&calc.kp", "a|calc.kp", "a>b.kp", "a^b.kp", "a & b.kp", "(a).kp"})
  void powerShellGivesCmdQuotesAroundWhatWouldAct(String word) {
    assertEquals("'\"" + word + "\"'", Shell.POWERSHELL.quoted(word).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%CMDCMDLINE:~-1%&calc", "100%", "a\"&calc", "a \" b"})
  void powerShellGetsNoWordThatCmdWouldActOnInQuotes(String word) {
    assertEquals(Optional.empty(), Shell.POWERSHELL.quoted(word));
  }

  /** A quote that only looks better ends the word in PowerShell all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"\u2018", "\u2019", "\u201a", "\u201b"})
  void powerShellTakesTypographicalQuotesForQuotes(String quote) {
    assertEquals(
        "'\"a" + quote + quote + ";calc\"'",
        Shell.POWERSHELL.quoted("a" + quote + ";calc").orElseThrow());
  }
}
