package dev.keyward.cli.console.passphrase;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.BadPassphraseException;
import dev.keyward.cli.Run;
import dev.keyward.secret.Passphrase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
class PassphrasesTest {

  private static final String SECRET = "pass wörd \uD83D\uDD11 ";

  @TempDir private Path folder;

  @Test
  void readsTheFirstLineHoweverItWasWritten() throws Exception {
    for (String end : List.of("", "\n", "\r\n", "\nsecond line\n", "\r\nsecond\r\n")) {
      String text = SECRET + end;
      assertReads(text.getBytes(UTF_8));
      assertReads(("\uFEFF" + text).getBytes(UTF_8));
      assertReads(("\uFEFF" + text).getBytes(UTF_16LE));
      assertReads(("\uFEFF" + text).getBytes(UTF_16BE));
    }
  }

  @Test
  void anEmptyFileIsAnEmptyPassphrase() throws Exception {
    assertEquals("", read(new byte[0]));
    assertEquals("", read(new byte[] {'\r', '\n'}));
    assertEquals("", read(new byte[] {(byte) 0xFF, (byte) 0xFE}));
  }

  @Test
  void acceptsAFileOfTheGreatestSizeAndNoGreaterOne() throws Exception {
    assertEquals(4096, read("x".repeat(4096).getBytes(UTF_8)).length());
    byte[] greater = "x".repeat(4097).getBytes(UTF_8);
    assertThrows(BadPassphraseException.class, () -> read(greater));
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] latin = {'p', (byte) 0xE4, 's', 's'};
    byte[] half = {(byte) 0xFF, (byte) 0xFE, 'a', 0, 'b'};
    byte[] cut = {'p', (byte) 0xC3};
    for (byte[] bytes : List.of(latin, half, cut)) {
      BadPassphraseException refused =
          assertThrows(BadPassphraseException.class, () -> read(bytes));
      assertEquals("passphrase-file", refused.fault().code());
    }
  }

  @Test
  void aMissingFileIsAMissingFile() {
    assertThrows(NoSuchFileException.class, () -> nobody().fromFile(folder.resolve("absent")));
  }

  @Test
  void readsAVariable() throws Exception {
    Run.Setting setting = Run.in(folder).variables(Map.of("PASS", SECRET));
    assertEquals(SECRET, text(passphrases(setting).fromVariable("PASS")));
    BadPassphraseException refused =
        assertThrows(
            BadPassphraseException.class, () -> passphrases(setting).fromVariable("OTHER"));
    assertEquals("no-passphrase", refused.fault().code());
  }

  @Test
  void nobodyToAskIsAnErrorWithAHint() {
    BadPassphraseException refused =
        assertThrows(BadPassphraseException.class, () -> nobody().ask("passphrase", "give it"));
    assertEquals("no-passphrase", refused.fault().code());
    assertEquals("give it", refused.fault().hint().orElseThrow());
  }

  @Test
  void wipesWhatWasTyped() throws Exception {
    char[] typed = SECRET.toCharArray();
    Passphrases asking = passphrases(Run.in(folder).prompt(question -> typed));
    assertEquals(SECRET, text(asking.ask("passphrase", "give it")));
    assertArrayEquals(new char[typed.length], typed);
  }

  @Test
  void asksTwiceForANewOne() throws Exception {
    assertEquals("a", text(answering("a", "a").askTwice("new passphrase", "give it")));
    BadPassphraseException refused =
        assertThrows(
            BadPassphraseException.class,
            () -> answering("a", "b").askTwice("new passphrase", "give it"));
    assertEquals("passphrases-differ", refused.fault().code());
  }

  private void assertReads(byte[] bytes) throws Exception {
    assertEquals(SECRET, read(bytes));
  }

  private String read(byte[] bytes) throws IOException, BadPassphraseException {
    Path file = Files.write(folder.resolve("passphrase"), bytes);
    return text(nobody().fromFile(file));
  }

  private Passphrases nobody() {
    return passphrases(Run.in(folder));
  }

  private Passphrases answering(String... answers) {
    Queue<String> left = new ArrayDeque<>(List.of(answers));
    return passphrases(Run.in(folder).prompt(question -> left.remove().toCharArray()));
  }

  private static Passphrases passphrases(Run.Setting setting) {
    return new Passphrases(
        setting.environment(new ByteArrayOutputStream(), new ByteArrayOutputStream()),
        (form, source) -> {});
  }

  private static String text(Passphrase passphrase) {
    return passphrase.<String, RuntimeException>lend(String::new);
  }
}
