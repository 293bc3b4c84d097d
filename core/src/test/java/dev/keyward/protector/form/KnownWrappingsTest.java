package dev.keyward.protector.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is remembered of protectors: anybody can make any number of those that are not valid. */
class KnownWrappingsTest {

  private static final Path CLEAN =
      Path.of(System.getProperty("keyward.fixtures"), "audit/protectors/clean.xml");

  private final ProtectorVerifier verifier = new ProtectorVerifier(RsaEngine.jdk());

  private GuardianCertificate signing(String document) throws Exception {
    KeyProtector read = verifier.parse(document.getBytes(StandardCharsets.UTF_8));
    verifier.examine(read);
    return read.wrappings().get(1).signing();
  }

  @Test
  void aValidProtectorIsRemembered() throws Exception {
    String clean = Files.readString(CLEAN);
    assertSame(signing(clean), signing(clean));
  }

  @Test
  void soIsOneInAnotherForm() throws Exception {
    String other = Files.readString(CLEAN).replace("</Protector>", " </Protector>");
    assertSame(signing(other), signing(other));
  }

  @Test
  void ofAnInvalidOneNothingIs() throws Exception {
    String clean = Files.readString(CLEAN);
    int seal = clean.indexOf("<SignatureValue>", clean.indexOf("<GuardianSignature"));
    char first = clean.charAt(seal + 16);
    String invalid =
        clean.substring(0, seal + 16) + (first == 'A' ? 'B' : 'A') + clean.substring(seal + 17);
    GuardianCertificate once = signing(invalid);
    assertNotSame(once, signing(invalid));
    assertEquals(once, signing(clean));
  }

  @Test
  void ofOneThatWasOnlyReadNothingIs() throws Exception {
    byte[] clean = Files.readAllBytes(CLEAN);
    assertNotSame(
        verifier.parse(clean).wrappings().get(1).signing(),
        verifier.parse(clean).wrappings().get(1).signing());
  }
}
