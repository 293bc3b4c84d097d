package dev.keyward.protector;

import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.keyfile.ImportedKeys;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protectors that .NET wrote with SignedXml and XmlWriter. */
class DotNetProtectorTest {

  private static final Path FOLDER = Path.of(System.getProperty("keyward.fixtures"), "dotnet");

  private static VerifiedKeyProtector verified(String file) throws KeywardException, IOException {
    byte[] document = ProtectorFile.open(FOLDER.resolve(file)).single();
    return new ProtectorVerifier(ENGINE).verify(KeyProtector.parse(document));
  }

  private static GuardianKeys owner() throws KeywardException, IOException {
    try (Passphrase passphrase = Passphrase.copyOf("test-only".toCharArray())) {
      byte[] pfx = Files.readAllBytes(FOLDER.resolve("both-default.pfx"));
      KeySource source = new KeySource(pfx, Optional.of(passphrase), "both-default.pfx");
      return ImportedKeys.readPairs(source)
          .pairs()
          .get(0)
          .toKeys(GuardianName.parse("owner"), ENGINE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "protector-serializer.xml, 45a0209aad3acdb0f90f06056698e94ab631df7dbdc45f8803bde2c395a6d037",
    "protector-line-breaks.xml, 1f8a726d4c58e775a161828c3bdc5ce7b30cce494ca0c5d44068df2dae62d6c0"
  })
  void opensToTheKeyThatDotNetGave(String file, String sha256)
      throws KeywardException, IOException {
    try (TransportKey key = verified(file).open(owner().opening(), ENGINE, RANDOM)) {
      assertEquals(sha256, key.lend(bytes -> Thumbprint.of(bytes).toString()));
    }
  }

  @ParameterizedTest
  @CsvSource({"protector-serializer.xml, 3", "protector-line-breaks.xml, 2"})
  void namesItsGuardians(String file, int wrappings) throws KeywardException, IOException {
    List<String> names =
        verified(file).wrappings().stream().map(wrapping -> wrapping.signing().subject()).toList();
    List<String> expected =
        Stream.of("UntrustedGuardian", "branch-hgs", "datacenter-hgs")
            .map(name -> "CN=Shielded VM Signing Certificate (" + name + ") (HV1)")
            .toList();
    assertEquals(expected.subList(0, wrappings), names);
  }

  @Test
  void saysThatLineEndsMayHaveBeenChangedWhereTheSealFails() throws IOException {
    String text = Files.readString(FOLDER.resolve("protector-line-breaks.xml"));
    VerificationFailedException refused =
        assertThrows(VerificationFailedException.class, () -> verify(text.replace("&#xD;", "\r")));
    assertEquals("guardian-signature", refused.fault().code());
    assertTrue(refused.fault().found().contains("line ends may have been changed"));
  }

  @Test
  void saysNothingOfLineEndsWhereTheyAreOutsideOfTheSeal() throws IOException {
    String text = Files.readString(FOLDER.resolve("protector-serializer.xml"));
    String value = text.substring(text.lastIndexOf("<SignatureValue>") + 16).substring(0, 8);
    VerificationFailedException refused =
        assertThrows(
            VerificationFailedException.class, () -> verify(text.replace(value, "AAAA\r\nAAAA")));
    assertEquals("guardian-signature", refused.fault().code());
    assertFalse(refused.fault().found().contains("line ends"));
  }

  private static void verify(String text) throws KeywardException {
    new ProtectorVerifier(ENGINE).verify(KeyProtector.parse(text.getBytes(StandardCharsets.UTF_8)));
  }
}
