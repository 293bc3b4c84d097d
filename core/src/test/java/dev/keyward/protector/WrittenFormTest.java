package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.form.KnownWrappings;
import dev.keyward.protector.part.KeyEncryption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The quick reader says what the strict reader says, or nothing. What it remembers is shared by all
 * documents of a test, as in an audit: none may change what another one says.
 */
class WrittenFormTest {

  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

  private final KnownWrappings known = new KnownWrappings();
  private final byte[] first = protector("owner", "branch", "datacenter").encode();
  private final byte[] second = protector("second-owner", "branch").encode();

  WrittenFormTest() throws KeywardException {}

  private static KeyProtector protector(String owner, String... guardians) throws KeywardException {
    List<TrustedGuardian> granted = new ArrayList<>();
    for (String name : guardians) {
      granted.add(trusted(TestGuardians.of(name).guardian()));
    }
    return new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
        .create(TestGuardians.of(owner).signing(), List.copyOf(granted));
  }

  /** Whether the quick reader takes the document; what it says is held against the strict one's. */
  private boolean takes(byte[] document) {
    KnownWrappings.Reading reading = known.reading();
    Optional<KeyProtector> quick = WrittenForm.read(document.clone(), reading);
    // Remembered whether it is valid or not: what is known must never change what is read.
    reading.keep();
    if (quick.isPresent()) {
      try {
        KeyProtector strict = KeyProtector.parse(document);
        assertSame(strict, quick.get());
      } catch (KeywardException e) {
        fail("taken, and refused by the strict reader: " + e.getMessage());
      }
    }
    return quick.isPresent();
  }

  private boolean takes(String document) {
    return takes(document.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertSame(KeyProtector strict, KeyProtector quick) {
    assertEquals(strict.maxOfflineUnwraps(), quick.maxOfflineUnwraps());
    assertEquals(strict.wrappings(), quick.wrappings());
    assertEquals(strict.transportKeySignature(), quick.transportKeySignature());
    assertEquals(strict.guardianSignature(), quick.guardianSignature());
    assertArrayEquals(strict.canonicalWrappings(), quick.canonicalWrappings());
    assertArrayEquals(strict.encode(), quick.encode());
  }

  private String text() {
    return new String(first, StandardCharsets.UTF_8);
  }

  @Test
  void takesWhatKeywardWrites() {
    assertTrue(takes(first));
    assertTrue(takes(second));
  }

  @Test
  void takesItAgainFromMemory() {
    assertTrue(takes(first));
    assertTrue(takes(first));
  }

  @Test
  void takesNoneOfTheRandomDocumentsOfTheCanonicalForm() throws Exception {
    Path file = Path.of(System.getProperty("keyward.fixtures"), "c14n", "c14n.jsonl");
    for (String line : Files.readAllLines(file)) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      assertFalse(takes(JsonFields.parseLine(bytes, "line").text("xml", 1 << 16)), line);
    }
  }

  @Test
  void leavesUnknownAlgorithmsToTheStrictReader() {
    for (String known :
        List.of(AcceptedAlgorithms.HKDF, AcceptedAlgorithms.HMAC_SHA256, KeyEncryption.RSA_OAEP)) {
      assertFalse(takes(text().replace(known, "urn:example:other")), known);
    }
  }

  @Test
  void takesEveryNumberThatAnIdMayHave() {
    for (String id : List.of("0", "9", "10", "4294967295")) {
      assertTrue(takes(text().replace("<Id>1</Id>", "<Id>" + id + "</Id>")), id);
    }
  }

  @Test
  void leavesNumbersOfAnotherFormToTheStrictReader() {
    for (String id : List.of("", "00", "01", "+1", " 1", "4294967296", "99999999999999999999")) {
      assertFalse(takes(text().replace("<Id>1</Id>", "<Id>" + id + "</Id>")), id);
    }
  }

  @Test
  void leavesLooseBase64ToTheStrictReader() {
    String value = Base64.getEncoder().encodeToString(new byte[32]);
    String salt = text().replaceFirst("<m:Salt>[^<]*<", "<m:Salt>" + value + "<");
    assertTrue(takes(salt));
    List<UnaryOperator<String>> changes =
        List.of(
            good -> good.replace("=", ""),
            good -> good.replace("A=", "B="),
            good -> good.replace("AA", "A A"),
            good -> good.replace("AA", "A-"),
            good -> "",
            good -> "====",
            good -> good + "AAAA",
            good -> good + "\n");
    for (UnaryOperator<String> change : changes) {
      String other = change.apply(value);
      assertFalse(takes(salt.replace(value, other)), other);
    }
  }

  @Test
  void leavesAnotherKeyDerivationToTheStrictReader() {
    List<String> others =
        List.of(
            text().replace("<m:KeyLength>32<", "<m:KeyLength>1<"),
            text().replace("<m:KeyLength>32<", "<m:KeyLength>032<"),
            text().replaceFirst("<m:Salt>[^<]*<", "<m:Salt>AA==<"),
            text().replaceFirst("<m:Info>[^<]*<", "<m:Info>AA==<"),
            text().replaceFirst("(#hmac-sha256\"><SignatureValue>)[^<]*<", "$1AA==<"));
    for (String other : others) {
      assertFalse(takes(other), other.substring(other.length() - 900));
    }
  }

  @Test
  void leavesWhatIsNotQuiteOfTheFormToTheStrictReader() {
    String text = text();
    List<String> others =
        List.of(
            text.strip(),
            text + "\n",
            "\ufeff" + text,
            text.replace("utf-8", "UTF-8"),
            text.replace('"', '\''),
            text.replace("MaxOfflineUnwraps=\"0\"", "MaxOfflineUnwraps=\"1\""),
            text.replace("></x:MGF>", "/>"),
            text.replace("#rsa-sha256", "#rsa-sha1"),
            text.replace("mgf1sha256", "mgf1sha1"),
            text.replace("<Wrapping><Id>1</Id>", "<Wrapping><!-- --><Id>1</Id>"));
    for (String other : others) {
      assertFalse(takes(other), other.substring(0, 60));
    }
  }

  @Test
  void agreesOnFieldsOfAnySize() {
    for (int size : new int[] {3, 300, 65_535, 600_000}) {
      String value = Base64.getEncoder().encodeToString(new byte[size]);
      takes(text().replaceFirst("<CipherValue>[^<]*<", "<CipherValue>" + value + "<"));
      takes(text().replaceFirst("<SignatureValue>[^<]*<", "<SignatureValue>" + value + "<"));
    }
  }

  @Test
  void agreesWhereTheGuardianOfOneProtectorIsPutIntoAnother() {
    assertTrue(takes(first));
    assertTrue(takes(second));
    String start = "</Id><SigningCertificate>";
    String other = new String(second, StandardCharsets.UTF_8);
    String moved = other.substring(other.lastIndexOf(start), other.lastIndexOf("</Wrapping>"));
    int at = text().indexOf(start);
    assertTrue(
        takes(text().substring(0, at) + moved + text().substring(text().indexOf("</Wrapping>"))));
  }

  @Test
  void takesNoTruncation() {
    for (int length = 0; length < first.length; length++) {
      assertFalse(takes(Arrays.copyOf(first, length)));
    }
  }

  @Test
  void agreesOn5000Mutants() {
    agreesOn(5_000, 1);
  }

  @Test
  @Tag("soak")
  void agreesOnThreeMillionMutants() {
    agreesOn(3_000_000, 2);
  }

  private void agreesOn(int count, long seed) {
    Random random = new Random(seed);
    int taken = 0;
    for (int i = 0; i < count; i++) {
      byte[] document = random.nextBoolean() ? first : second;
      taken += takes(mutant(document, random)) ? 1 : 0;
    }
    // Else the mutants are too wild to tell anything.
    assertTrue(taken > count / 10, taken + " of " + count);
  }

  private static byte[] mutant(byte[] document, Random random) {
    if (random.nextInt(20) == 0) {
      String text = new String(document, StandardCharsets.UTF_8);
      return Mutants.structural(text, random).getBytes(StandardCharsets.UTF_8);
    }
    byte[] mutant = document.clone();
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      int at = random.nextInt(mutant.length);
      mutant[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) (mutant[at] ^ 1 << random.nextInt(8));
            case 1 -> (byte) BASE64.charAt(random.nextInt(BASE64.length()));
            default -> mutant[random.nextInt(mutant.length)];
          };
    }
    return mutant;
  }

  @Test
  void whatWasReadQuicklyIsReadStrictlyBeforeItIsOpened() throws KeywardException {
    ProtectorVerifier verifier = new ProtectorVerifier(ENGINE);
    KeyProtector quick = new KeylessReader().read(first);
    VerifiedProtector checked = verifier.examine(quick).orThrow();
    assertTrue(quick.isQuick());
    assertInstanceOf(CheckedProtector.class, checked);
    assertFalse(checked.openable().protector().isQuick());
    assertFalse(verifier.verify(quick).protector().isQuick());
  }

  @Test
  void theDoorForAllElseIsStrict() throws KeywardException {
    assertFalse(KeyProtector.parse(first).isQuick());
    assertFalse(KeyProtector.parse(first, known).isQuick());
  }
}
