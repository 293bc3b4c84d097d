package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.internal.xml.XmlCursor;
import dev.keyward.internal.xml.XmlReading;
import dev.keyward.protector.form.KnownWrappings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The quick way reads documents of other writers as the parser does, or not at all. All documents
 * of a test share what is remembered, valid or not: no document may change what another one says.
 */
class OtherWritersTest {

  private static final String WRAPPINGS =
      "<Wrappings xmlns=\"http://schemas.microsoft.com/kps/2014/07\">";
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

  private final KnownWrappings known = new KnownWrappings();
  private final List<Document> documents = new ArrayList<>();

  /** A document as text, and how it is encoded. */
  private record Document(String text, Charset charset) {
    byte[] bytes() {
      boolean wide = !charset.equals(StandardCharsets.UTF_8);
      return ((wide ? "\ufeff" : "") + text.replace("utf-8", wide ? "utf-16" : "utf-8"))
          .getBytes(charset);
    }
  }

  OtherWritersTest() throws KeywardException {
    addForms(protector("owner", "branch", "datacenter"));
    addForms(protector("second-owner", "branch"));
  }

  private static String protector(String owner, String... guardians) throws KeywardException {
    List<TrustedGuardian> granted = new ArrayList<>();
    for (String name : guardians) {
      granted.add(trusted(TestGuardians.of(name).guardian()));
    }
    KeyProtector protector =
        new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
            .create(TestGuardians.of(owner).signing(), List.copyOf(granted));
    return new String(protector.encode(), StandardCharsets.UTF_8);
  }

  private void addForms(String written) {
    String compact = written.substring(written.indexOf("<Protector")).strip();
    String empty = compact.replaceAll("></[dx]:(?:DigestMethod|MGF)>", "/>");
    String prefixed = compact.replaceAll("<(/?)([A-Z])", "<$1k:$2").replace("xmlns=", "xmlns:k=");
    String lines = empty.replace("><", ">\n  <");
    String wrapped = lines.replaceAll("([A-Za-z0-9+/=]{64})", "$1\n    ");
    for (String form :
        List.of(compact, empty, prefixed, lines, wrapped, prefixed.replace("><", ">\n\t<"))) {
      documents.add(new Document(DECLARATION + form, StandardCharsets.UTF_8));
      documents.add(new Document(DECLARATION + form, StandardCharsets.UTF_16LE));
      documents.add(new Document(form.replace("\n", "\r\n"), StandardCharsets.UTF_8));
      documents.add(new Document(form.replace("\n", "\r\n"), StandardCharsets.UTF_16BE));
    }
  }

  /** Whether the quick way takes the document; what it says is held against the parser. */
  private boolean takes(byte[] document) {
    KnownWrappings.Reading reading = known.reading();
    Optional<KeyProtector> quick =
        XmlReading.plainly(document, XmlCursor.MAX_DOCUMENT, ProtectorReader.of(document, reading));
    reading.keep();
    if (quick.isPresent()) {
      try {
        KnownWrappings.Reading nothing = new KnownWrappings().reading();
        assertSame(
            ProtectorReader.of(document, nothing).read(XmlCursor.strict(document)), quick.get());
      } catch (KeywardException e) {
        fail("taken, and refused by the parser: " + e.getMessage());
      }
    }
    return quick.isPresent();
  }

  private static void assertSame(KeyProtector parsed, KeyProtector quick) {
    assertEquals(parsed.maxOfflineUnwraps(), quick.maxOfflineUnwraps());
    assertEquals(parsed.wrappings(), quick.wrappings());
    assertEquals(parsed.proof(), quick.proof());
    assertEquals(parsed.guardianSignature(), quick.guardianSignature());
    assertEquals(
        new String(parsed.canonicalWrappings(), StandardCharsets.UTF_8),
        new String(quick.canonicalWrappings(), StandardCharsets.UTF_8));
  }

  @Test
  void takesEveryFormAndTakesItAgainFromMemory() {
    for (int turn = 0; turn < 2; turn++) {
      for (Document document : documents) {
        assertTrue(takes(document.bytes()), document.text());
      }
    }
  }

  @Test
  void whatIsRememberedMeansNothingUnderAnotherNamespace() {
    String text = documents.get(0).text();
    assertTrue(takesText(text));
    takesText(text.replace("kps/2014/07", "kps/2014/08"));
    takesText(text.replace("<Wrapping>", "<Wrapping xmlns=\"u\">"));
  }

  @Test
  void whatIsRememberedIsWrittenInTheCanonicalFormOfTheDocumentAroundIt() {
    String text = documents.get(0).text();
    assertTrue(text.contains(WRAPPINGS));
    assertTrue(takesText(text));
    assertTrue(takesText(text.replace(WRAPPINGS, "<Wrappings xmlns:d=\"http://www.w3.org/x\">")));
    assertTrue(
        takesText(
            text.replace(WRAPPINGS, WRAPPINGS.replace("<W", "<q:W").replace("xmlns", "xmlns:q"))
                .replace("</Wrappings>", "</q:Wrappings>")));
  }

  private boolean takesText(String text) {
    return takes(new Document(text, StandardCharsets.UTF_8).bytes());
  }

  @Test
  void agreesOn1500Mutants() {
    agreesOn(1_500, 1);
  }

  @Test
  @Tag("soak")
  void agreesOnAMillionMutants() {
    agreesOn(1_000_000, 2);
  }

  private void agreesOn(int count, long seed) {
    Random random = new Random(seed);
    int taken = 0;
    for (int i = 0; i < count; i++) {
      taken += takes(mutant(documents.get(random.nextInt(documents.size())), random)) ? 1 : 0;
    }
    // Else the mutants differ too much to show anything.
    assertTrue(taken > count / 10, taken + " of " + count);
  }

  private static byte[] mutant(Document document, Random random) {
    if (random.nextInt(8) == 0) {
      return new Document(Mutants.structural(document.text(), random), document.charset()).bytes();
    }
    byte[] mutant = document.bytes();
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(mutant.length);
      mutant[at] =
          random.nextBoolean()
              ? (byte) (mutant[at] ^ 1 << random.nextInt(8))
              : mutant[random.nextInt(mutant.length)];
    }
    return mutant;
  }
}
