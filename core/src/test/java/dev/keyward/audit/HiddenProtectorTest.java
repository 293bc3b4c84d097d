package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protectors that somebody makes look like files of another kind, so that an audit misses them. */
class HiddenProtectorTest {

  private static final Path CLEAN =
      Path.of(System.getProperty("keyward.fixtures"), "audit/protectors/clean.xml");
  private static final int END = 512;

  @TempDir private Path folder;

  private List<Standing> audited(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    return PlainAudit.of(folder).protectors().stream().map(AuditedProtector::standing).toList();
  }

  private static String clean() throws IOException {
    return Files.readString(CLEAN);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"257, ustar", "512, EFI PART", "32769, CD001", "4, ftyp", "8, WEBP"})
  void auditsAProtectorThatHasTheBytesOfAnotherKindInAComment(int at, String magic)
      throws IOException {
    String blanks = " ".repeat(Math.max(0, at - 4));
    String document = clean().replaceFirst("^<\\?xml[^>]*>\\s*", "");
    assertEquals(
        List.of(Standing.VALID), audited("vm", bytes("<!--" + blanks + magic + "-->" + document)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conectix", "koly", "GUESTRTS"})
  void auditsAProtectorThatHasTheBytesOfADiskAtItsEnd(String magic) throws IOException {
    String blanks = " ".repeat(END - magic.length() - "-->".length());
    byte[] content = bytes(clean() + "<!--" + magic + blanks + "-->");
    assertEquals(List.of(Standing.VALID), audited("vm", content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vm.rct", "vm.mrt", "vm.hrl", "vm.vsv"})
  void auditsAProtectorUnderTheNameOfWhatLiesBesideADisk(String name) throws IOException {
    assertEquals(List.of(Standing.VALID), audited(name, bytes(clean())));
  }

  @Test
  void auditsNumbersOnLinesOfTheirOwnAsWindowsEndsThem() throws IOException {
    StringBuilder numbers = new StringBuilder();
    for (byte each : bytes(clean())) {
      numbers.append(each & 0xff).append("\r\n");
    }
    // The first line, 60 and the end of a line, is also how a compiled program of Python begins.
    assertEquals(List.of(Standing.VALID), audited("vm.txt", bytes(numbers.toString())));
  }

  @Test
  void takesPartsOfAProtectorForDamagedUnderTheHeadOfOneOfKeywardsFiles() throws IOException {
    byte[] content = bytes("format=keyward.batch\n" + clean());
    assertEquals(List.of(Standing.UNUSABLE), audited("vm.properties", content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"last-known-good.svm", "last-word.svm"})
  void auditsWhatLiesLikeTheLastKnownGoodFileOfAHost(String name) throws IOException {
    Path machine = Files.createDirectories(folder.resolve("machines/any"));
    Files.writeString(machine.resolve("machine.json"), "{\"format\":\"keyward.host-machine/1\"}");
    Files.writeString(folder.resolve("host.json"), "{\"format\":\"keyward.host/1\"}");
    assertEquals(List.of(Standing.VALID), audited("machines/any/" + name, bytes(clean())));
  }

  @Test
  void reportsAFileWhoseNameIsNoText() throws IOException, InterruptedException {
    Process naming;
    try {
      naming =
          new ProcessBuilder("sh", "-c", "echo x > \"$(printf 'vm\\377.kp')\"")
              .directory(folder.toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no shell to make such a name");
      return;
    }
    assumeTrue(naming.waitFor() == 0, "skipped: the file system takes only text for names");
    assertEquals(List.of(Standing.VALID, Standing.UNREADABLE), audited("a.xml", bytes(clean())));
  }
}
