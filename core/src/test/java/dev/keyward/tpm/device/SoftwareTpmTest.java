package dev.keyward.tpm.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.internal.tpm.FieldWriter;
import dev.keyward.tpm.structure.Credential;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.TpmPublicKey;
import dev.keyward.tpm.structure.VerifiedQuote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** swtpm as a TPM, and tpm2-tools as a witness of what Keyward makes and reads. */
class SoftwareTpmTest {

  private static final byte[] SECRET =
      "thirty-two bytes that are secret".getBytes(StandardCharsets.UTF_8);
  private static final QualifyingData REQUEST = new QualifyingData(Thumbprint.of(new byte[0]));
  private static final String REGISTERS = "sha256:0,1,2,3,4,5,6,7,8,9,11,12,14";

  private static SoftwareTpm tpm;
  private TpmDevice device;
  private static AttestationKey key;
  private static TpmIdentity identity;

  @BeforeAll
  static void start(@TempDir Path folder)
      throws IOException, InterruptedException, KeywardException {
    assumeTrue(SoftwareTpm.isInstalled(), "skipped: swtpm and tpm2-tools are not installed");
    tpm = SoftwareTpm.start(folder);
    try (TpmDevice first = tpm.open()) {
      key = AttestationKey.create(first);
      identity = TpmIdentity.read(first);
    }
  }

  /** swtpm serves one program at a time. */
  @BeforeEach
  void open() throws IOException, KeywardException {
    device = tpm.open();
  }

  @AfterEach
  void close() throws IOException {
    device.close();
  }

  @AfterAll
  static void stop() throws IOException {
    if (tpm != null) {
      tpm.close();
    }
  }

  private static Credential credential(byte[] name) {
    return Credential.make(identity.key().key(), name, SECRET, TestKeys.random(283));
  }

  @Test
  void theKeyIsReadBackFromItsFile() throws IOException, KeywardException {
    AttestationKey read = AttestationKey.parse(key.encode(), "key");
    VerifiedQuote quote = read.quote(device, REQUEST).verify(key.key(), REQUEST);
    assertTrue(
        read.quote(device, REQUEST).verify(key.key(), REQUEST).clock().isAfter(quote.clock()));
  }

  @Test
  void theTpmOpensItsCredential() throws IOException, KeywardException {
    assertArrayEquals(SECRET, key.activate(device, credential(key.key().name())));
  }

  @Test
  void theTpmOpensNoCredentialForAnotherKey() {
    byte[] name = key.key().name();
    name[33] ^= 1;
    assertThrows(KeyUnusableException.class, () -> key.activate(device, credential(name)));
  }

  @Test
  void theKeyOfAnotherTpmIsNamed() throws IOException, KeywardException {
    String file = new String(key.encode(), StandardCharsets.UTF_8);
    int at = file.indexOf("private") + 60;
    char changed = file.charAt(at) == 'A' ? 'B' : 'A';
    String other = file.substring(0, at) + changed + file.substring(at + 1);
    AttestationKey read = AttestationKey.parse(other.getBytes(StandardCharsets.UTF_8), "key");
    KeyUnusableException e =
        assertThrows(KeyUnusableException.class, () -> read.quote(device, REQUEST));
    assertTrue(e.fault().found().contains("made for another TPM"), e.getMessage());
  }

  @Test
  void failedCallsLeaveNothingInTheTpm() throws IOException, KeywardException {
    byte[] name = key.key().name();
    name[33] ^= 1;
    // The TPM has room for three objects.
    for (int at = 0; at < 5; at++) {
      assertThrows(KeyUnusableException.class, () -> key.activate(device, credential(name)));
    }
    assertEquals(identity.key(), TpmIdentity.read(device).key());
  }

  @Test
  void aTpmWithoutACertificateHasNone() {
    assertTrue(identity.certificate().isEmpty());
  }

  @Test
  void registersThatChangeChangeTheQuote() throws Exception {
    Thumbprint before = key.quote(device, REQUEST).verify(key.key(), REQUEST).registers();
    device.close();
    tpm.tool("tpm2_pcrextend", "14:sha256=" + "ab".repeat(32));
    device = tpm.open();
    assertNotEquals(before, key.quote(device, REQUEST).verify(key.key(), REQUEST).registers());
  }

  @Test
  void anAddressOfNoTpmIsNamed() {
    KeywardException e =
        assertThrows(KeywardException.class, () -> TpmDevice.open("swtpm:127.0.0.1:0"));
    assertEquals("bad-tpm-address", e.fault().code());
  }

  /** Has the tools make an endorsement key and an attestation key in the TPM. */
  private static void makeTheirKeys() throws IOException, InterruptedException {
    tpm.tool("tpm2_createek", "-c", "ek.ctx", "-G", "rsa", "-u", "ek.pub");
    tpm.tool(
        "tpm2_createak",
        "-C",
        "ek.ctx",
        "-c",
        "ak.ctx",
        "-G",
        "rsa",
        "-g",
        "sha256",
        "-s",
        "rsassa",
        "-u",
        "their.pub",
        "-n",
        "their.name");
  }

  /** The other implementation of both sides, which takes ten seconds. */
  @Test
  @Tag("soak")
  void toolsAcceptWhatKeywardMakes() throws Exception {
    Quote quote = key.quote(device, REQUEST);
    device.close();
    byte[] area = key.key().encode();
    Files.write(tpm.file("ak.pub"), new FieldWriter().sized(area).written());
    Files.write(tpm.file("quote.msg"), quote.attested());
    Files.write(tpm.file("quote.sig"), quote.signature());
    String data = REQUEST.digest().toString();
    tpm.tool("tpm2_checkquote", "-u", "ak.pub", "-m", "quote.msg", "-s", "quote.sig", "-q", data);
    int other =
        tpm.exit(
            "tpm2_checkquote",
            "-u",
            "ak.pub",
            "-m",
            "quote.msg",
            "-s",
            "quote.sig",
            "-q",
            "00" + data.substring(2));
    assertNotEquals(0, other);
    makeTheirKeys();
    byte[] ek = Files.readAllBytes(tpm.file("ek.pub"));
    assertEquals(identity.key().key(), area(ek).key());
    Credential made = credential(Files.readAllBytes(tpm.file("their.name")));
    byte[] file =
        new FieldWriter()
            .number32(0xbadcc0deL)
            .number32(1)
            .sized(made.object())
            .sized(made.seed())
            .written();
    Files.write(tpm.file("credential"), file);
    tpm.tool("tpm2_startauthsession", "--policy-session", "-S", "session");
    tpm.tool("tpm2_policysecret", "-S", "session", "-c", "e");
    tpm.tool(
        "tpm2_activatecredential",
        "-c",
        "ak.ctx",
        "-C",
        "ek.ctx",
        "-i",
        "credential",
        "-o",
        "opened",
        "-P",
        "session:session");
    assertArrayEquals(SECRET, Files.readAllBytes(tpm.file("opened")));
    tpm.tool("tpm2_flushcontext", "session");
  }

  private static TpmPublicKey area(byte[] sized) throws KeywardException {
    return TpmPublicKey.parse(Arrays.copyOfRange(sized, 2, sized.length), "public area");
  }

  @Test
  @Tag("soak")
  void keywardAcceptsWhatToolsMake() throws Exception {
    device.close();
    makeTheirKeys();
    tpm.tool(
        "tpm2_quote",
        "-c",
        "ak.ctx",
        "-l",
        REGISTERS,
        "-q",
        REQUEST.digest().toString(),
        "-m",
        "their.msg",
        "-s",
        "their.sig");
    TpmPublicKey theirs = area(Files.readAllBytes(tpm.file("their.pub")));
    assertArrayEquals(Files.readAllBytes(tpm.file("their.name")), theirs.name());
    Quote quote =
        Quote.of(
            Files.readAllBytes(tpm.file("their.msg")), Files.readAllBytes(tpm.file("their.sig")));
    assertFalse(quote.verify(theirs, REQUEST).clock().clock() == 0);
    Files.write(tpm.file("secret"), SECRET);
    tpm.tool(
        "tpm2_makecredential",
        "-T",
        "none",
        "-u",
        "ek.pub",
        "-s",
        "secret",
        "-n",
        HexFormat.of().formatHex(key.key().name()),
        "-o",
        "their.credential");
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(tpm.file("their.credential")));
    file.position(8);
    byte[] object = sized(file);
    Credential credential = Credential.of(object, sized(file));
    device = tpm.open();
    assertArrayEquals(SECRET, key.activate(device, credential));
  }

  private static byte[] sized(ByteBuffer fields) {
    byte[] part = new byte[fields.getShort()];
    fields.get(part);
    return part;
  }
}
