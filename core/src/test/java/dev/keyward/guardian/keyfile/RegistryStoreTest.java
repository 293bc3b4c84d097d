package dev.keyward.guardian.keyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of a host's certificate store: what they say, and what damage does. */
class RegistryStoreTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String OWNER_SIGNING = "1D40BA50DA600752506306E0FF6C36CBB3FAD5C4";

  private static byte[] sample(String name) throws Exception {
    return Files.readAllBytes(FIXTURES.resolve("registry").resolve(name));
  }

  private static String text(String name) throws Exception {
    byte[] content = sample(name);
    return new String(content, 2, content.length - 2, StandardCharsets.UTF_16LE);
  }

  private static RegistryStore parsed(String text) throws KeywardException {
    return RegistryStore.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Boolean> keys(RegistryStore store) {
    return store.held().stream().map(RegistryStore.Held::privateKey).toList();
  }

  @Test
  void aHostWithKeysSaysOfEachCertificateWhetherItHasThem() throws Exception {
    RegistryStore store = RegistryStore.parse(sample("hv1.reg"));
    assertTrue(store.isWhole());
    assertEquals(2, keys(store).stream().filter(has -> has).count());
    assertEquals(3, keys(store).size());
    for (RegistryStore.Held each : store.held()) {
      boolean datacenter = each.certificate().subject().contains("Datacenter");
      assertEquals(datacenter, !each.privateKey());
    }
  }

  @Test
  void aHostWithoutKeysHasCertificatesAllTheSame() throws Exception {
    assertEquals(List.of(false, false), keys(RegistryStore.parse(sample("hv2.reg"))));
  }

  @Test
  void anEmptyStoreIsAHostWithoutCertificates() throws Exception {
    RegistryStore store = RegistryStore.parse(sample("hv3.reg"));
    assertTrue(store.isWhole());
    assertEquals(List.of(), store.held());
  }

  @Test
  void theOldFormAndOtherEncodingsSayTheSame() throws Exception {
    String text = text("hv1.reg");
    List<Boolean> expected = keys(RegistryStore.parse(sample("hv1.reg")));
    String old = text.replace("Windows Registry Editor Version 5.00", "REGEDIT4");
    assertEquals(expected, keys(RegistryStore.parse(old.getBytes(StandardCharsets.ISO_8859_1))));
    assertEquals(expected, keys(parsed(text)));
    assertEquals(expected, keys(parsed("\ufeff" + text.replace("\r\n", "\n"))));
    assertEquals(
        expected, keys(RegistryStore.parse(("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE))));
  }

  @Test
  void anotherPartOfTheRegistryIsNoStore() {
    MalformedInputException refused =
        assertThrows(
            MalformedInputException.class,
            () -> parsed("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\r\n"));
    assertEquals("no-certificates", refused.fault().code());
    assertTrue(refused.fault().hint().orElse("").contains("reg export"));
  }

  @Test
  void theStoreOfPersonalCertificatesIsNotTheOneThatCounts() throws Exception {
    RegistryStore store = parsed(text("hv2.reg").replace(RegistryStore.SHIELDED, "MY"));
    assertFalse(store.isWhole());
    assertEquals("MY", store.held().get(0).store());
  }

  @Test
  void otherStoresAndOtherValuesArePassedOver() throws Exception {
    String roots = text("hv2.reg").replace(RegistryStore.SHIELDED, "ROOT").substring(36);
    String other = "\"Other\"=hex:00,\\\r\n  \"Blob\"=hex:zz\r\n\"Blob\"=hex:";
    String both =
        text("hv1.reg").replaceFirst("\"Blob\"=hex:", Matcher.quoteReplacement(other)) + roots;
    assertEquals(3, parsed(both).held().size());
  }

  @Test
  void aThumbprintThatDoesNotFitIsAnError() throws Exception {
    assertBroken(text("hv1.reg").replace(OWNER_SIGNING, OWNER_SIGNING.replace('1', '2')));
  }

  @Test
  void aDigestOfAnotherCertificateInTheBlobIsAnError() throws Exception {
    assertBroken(text("hv1.reg").replace("14,00,00,00,1d,40", "14,00,00,00,1d,41"));
  }

  @Test
  void oneCertificateTwiceIsAnError() throws Exception {
    String text = text("hv2.reg");
    assertBroken(text + text.substring(text.indexOf('[')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0g", "00,", "20,00,00,00,01,00,00,00,ff,ff,ff,ff", "\\"})
  void aBlobThatIsNoListOfPropertiesIsAnError(String blob) {
    assertBroken(
        "REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\"
            + RegistryStore.SHIELDED
            + "\\Certificates\\00]\n\"Blob\"=hex:"
            + blob);
  }

  @Test
  void aValueOfMoreThanAMebibyteIsAnError() {
    assertBroken(
        "REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\MY"
            + "\\Certificates\\00]\n\"Blob\"=hex:"
            + "00,".repeat((1 << 20) + 1));
  }

  @Test
  void aFileOfMoreThanSixteenMebibytesIsAnError() {
    byte[] large = Arrays.copyOf("REGEDIT4".getBytes(StandardCharsets.UTF_8), (16 << 20) + 1);
    MalformedInputException refused =
        assertThrows(MalformedInputException.class, () -> RegistryStore.parse(large));
    assertEquals("too-large", refused.fault().code());
  }

  private static void assertBroken(String text) {
    MalformedInputException refused =
        assertThrows(MalformedInputException.class, () -> parsed(text));
    assertEquals("bad-registry-export", refused.fault().code());
  }

  /** A changed file is refused or says the same of fewer certificates; it never invents a key. */
  @Test
  void noDamageGivesAKeyToACertificateThatHasNone() throws Exception {
    byte[] content = sample("hv2.reg");
    Random random = new Random(25);
    for (int round = 0; round < 3000; round++) {
      byte[] changed = content.clone();
      int at = random.nextInt(changed.length);
      if (round % 3 == 0) {
        changed = Arrays.copyOf(changed, at);
      } else {
        changed[at] ^= (byte) (1 << random.nextInt(8));
      }
      assertEquals(0, keysIn(changed).filter(count -> count > 0).orElse(0L));
    }
  }

  private static Optional<Long> keysIn(byte[] content) {
    if (!RegistryStore.isIn(content)) {
      return Optional.empty();
    }
    try {
      return Optional.of(keys(RegistryStore.parse(content)).stream().filter(has -> has).count());
    } catch (MalformedInputException e) {
      return Optional.empty();
    }
  }
}
