package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.Environment.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code protector check} and {@code verify} answer, and the streams they do it on. */
class ProtectorAnswersTest {

  private static final String GOOD = "protectors/hgs-vm.xml";

  @TempDir Path temp;
  private Playground here;

  @BeforeEach
  void copyTheFixtures() {
    here = Playground.in(temp.resolve("here"));
  }

  @Test
  void checkAnswersWhetherAGuardianIsAddressed() {
    assertEquals(0, here.run("protector", "check", GOOD, "--guardian", "datacenter-hgs").exit());
    assertEquals(1, here.run("protector", "check", GOOD, "--guardian", "branch-hgs").exit());
  }

  @Test
  void provingWithoutTheKeyIsNoAccess() {
    assertEquals(
        4, here.unlocked("protector", "check", "protectors/stranger.xml", "--prove").exit());
    assertEquals(
        4,
        here.unlocked("protector", "check", GOOD, "--prove", "--guardian", "datacenter-hgs")
            .exit());
  }

  @Test
  void provingAWrappingThatDoesNotOpenIsBadInput() throws IOException {
    // The sealed key inside is covered by no signature that can be checked without a private key.
    String document = Files.readString(here.path(GOOD));
    int value = document.indexOf("CipherValue>", document.indexOf("Wrapping")) + 20;
    char other = document.charAt(value) == 'A' ? 'B' : 'A';
    String broken = document.substring(0, value) + other + document.substring(value + 1);
    Files.writeString(here.path("broken.xml"), broken);
    int plain = here.run("protector", "check", "broken.xml").exit();
    assertEquals(3, here.unlocked("protector", "check", "broken.xml", "--prove").exit());
    assertTrue(plain == 0 || plain == 3, "exit " + plain);
  }

  @Test
  void verifyRefusesAnotherOwnerThanThePinned() {
    assertEquals(0, here.run("protector", "verify", GOOD, "--owner", "central-it").exit());
    assertEquals(3, here.run("protector", "verify", GOOD, "--owner", "business-it").exit());
    assertEquals(3, here.run("protector", "verify", GOOD, "--owner", "datacenter-hgs").exit());
  }

  @Test
  void strictWantsEverythingChecked() {
    assertEquals(0, here.run("protector", "verify", GOOD).exit());
    assertEquals(1, here.run("protector", "verify", GOOD, "--strict").exit());
    assertEquals(0, here.unlocked("protector", "verify", GOOD, "--strict", "--prove").exit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "verify", "check"})
  void hostileNamesNeverReachATerminalRaw(String verb) {
    for (String file : new String[] {"hostile-names.clixml", "hostile-names.json"}) {
      for (String output : new String[] {"text", "json"}) {
        Run run = here.run("protector", verb, "protectors/" + file, "--output", output);
        assertPlain(run);
        assertEquals(0, run.err().lines().filter(line -> line.contains("forged")).count());
      }
    }
  }

  @Test
  void hostileNamesNeverReachATerminalRawWhenEdited() {
    assertPlain(edited("text"));
    assertPlain(edited("json"));
    assertPlain(
        here.run(
            "protector", "check", GOOD, "protectors/export.json", "--vm", "\u001b[31mred\u202e"));
  }

  private Run edited(String output) {
    return here.unlocked(
        "protector",
        "grant",
        "protectors/hostile-names.json",
        "--guardian",
        "branch-hgs",
        "--in-place",
        "--output",
        output);
  }

  private static void assertPlain(Run run) {
    String all = run.out() + run.err();
    all.codePoints()
        .filter(point -> point != '\n')
        .forEach(
            point ->
                assertTrue(
                    point >= ' '
                        && (point < 0x7f || point > 0x9f)
                        && Character.getType(point) != Character.FORMAT,
                    () -> "character " + Integer.toHexString(point) + " in " + all));
    assertTrue(all.lines().noneMatch(line -> line.startsWith("keyward: error: forged")), all);
  }

  @Test
  void aProtectorCanComeFromAndGoToThePipe() {
    Run check = here.setting().stdin(here.bytes(GOOD)).run("protector", "check", "-");
    assertEquals(0, check.exit(), check.err());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new String[] {"protector", "convert", "-", "--encoding", "xml", "-o", "-"},
            here.setting().stdin(here.bytes("protectors/hgs-vm.base64")).environment(out, err));
    assertEquals(0, exit, err.toString(StandardCharsets.UTF_8));
    assertEquals('<', out.toByteArray()[0]);
  }

  @Test
  void noJsonIsMixedIntoAProtectorOnStdout() {
    Run run =
        here.unlocked(
            "protector",
            "grant",
            GOOD,
            "--guardian",
            "datacenter-hgs",
            "-o",
            "-",
            "--output",
            "json");
    assertEquals(0, run.exit(), run.err());
    assertArrayEquals(here.bytes(GOOD), run.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aReaderThatWentAwayEndsTheRunQuietly() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment piped =
        here.setting().environment(Streams.piped(InputStream.nullInputStream(), closed, err));
    assertEquals(141, Main.run(new String[] {"protector", "show", GOOD}, piped));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }
}
