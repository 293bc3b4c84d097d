package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.keyward.KeywardException;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.policy.MeasuredDraft;
import dev.keyward.tpm.policy.MeasuredPolicy;
import dev.keyward.tpm.policy.PolicyMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped schema of policies for measured hosts and their reader take and refuse the same. */
class MeasuredPolicySchemaTest {

  private static final String HEAD = "schema: keyward.measured-policy/1\nmode: enforce\n";
  private static final String HEX = "'" + "0123456789abcdef".repeat(4) + "'";

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              Main.class.getResourceAsStream("/dev/keyward/schema/keyward.measured-policy.1.json"));

  private static void readerTakes(String yaml) throws KeywardException {
    MeasuredPolicy.parse(yaml.getBytes(StandardCharsets.UTF_8), "policy.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secure-boot: required",
        "pk: [HEX]",
        "kek: [HEX, HEX2]",
        "db: [HEX]",
        "dbx: [HEX]",
        "debug-mode: refused",
        "dma-protection: required",
        "firmware-versions: ['']",
        "firmware-versions: ['1', '1']",
        "boot-loaders: [[HEX]]",
        "boot-loaders: [[HEX, HEX2], [HEX]]",
        "boot-signers: [HEX]",
        "command-lines: ['']",
        "command-lines: ['* quiet', 'a', 'sha256:PLAIN']",
        "files: [HEX]",
        "registers: [{register: 0, value: HEX}, {register: 14, value: HEX}]",
        "secure-boot: required\nfiles: [HEX]",
      })
  void bothTake(String rest) throws KeywardException {
    String yaml = yaml(rest);
    assertEquals(Set.of(), SCHEMA.validate(yaml, InputFormat.YAML), yaml);
    readerTakes(yaml);
  }

  private static String yaml(String rest) {
    String plain = HEX.replace("'", "");
    return HEAD
        + rest.replace("PLAIN", plain).replace("HEX2", HEX.replace('0', '1')).replace("HEX", HEX)
        + "\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secure-boot: 'off'",
        "secure-boot: true",
        "secure-boot:",
        "secureBoot: required",
        "debug-mode: required",
        "dma-protection: refused",
        "pk: []",
        "pk: HEX",
        "pk: [HEX, HEX]",
        "pk: ['ab']",
        "pk: [1]",
        "kek: ['sha256:PLAIN']",
        "db: [[HEX]]",
        "dbx: {a: HEX}",
        "firmware-versions: []",
        "firmware-versions: [1]",
        "boot-loaders: []",
        "boot-loaders: [HEX]",
        "boot-loaders: [[]]",
        "boot-signers: []",
        "command-lines: []",
        "command-lines: [7]",
        "command-lines: ['sha256:ab']",
        "command-lines: quiet",
        "files: []",
        "registers: []",
        "registers: [{register: 10, value: HEX}]",
        "registers: [{register: 15, value: HEX}]",
        "registers: [{register: -1, value: HEX}]",
        "registers: [{register: '0', value: HEX}]",
        "registers: [{register: 0}]",
        "registers: [{value: HEX}]",
        "registers: [{register: 0, value: HEX, more: HEX}]",
        "registers: {register: 0, value: HEX}",
        "mode: report",
      })
  void bothRefuse(String rest) {
    String yaml = yaml(rest);
    boolean taken;
    try {
      taken = SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
    } catch (IllegalArgumentException e) {
      // The validator's own YAML refuses a key that is there twice.
      taken = false;
    }
    assertFalse(taken, yaml);
    assertThrows(KeywardException.class, () -> readerTakes(yaml), yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "schema: keyward.measured-policy/1\nsecure-boot: required",
        "schema: keyward.measured-policy/1\nmode: on\nsecure-boot: required",
        "schema: keyward.measured-policy/2\nmode: enforce\nsecure-boot: required",
        "mode: enforce\nsecure-boot: required",
      })
  void bothRefuseFilesWithoutVersionOrMode(String yaml) {
    assertFalse(SCHEMA.validate(yaml, InputFormat.YAML).isEmpty(), yaml);
    assertThrows(KeywardException.class, () -> readerTakes(yaml), yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registers: [{register: 0, value: HEX}, {register: 0, value: HEX2}]",
        "registers: [{register: 0x1, value: HEX}]",
      })
  void onlyTheReaderRefusesWhatNoSchemaCanTell(String rest) {
    assertTrue(SCHEMA.validate(yaml(rest), InputFormat.YAML).isEmpty(), rest);
    assertThrows(KeywardException.class, () -> readerTakes(yaml(rest)), rest);
  }

  @Test
  void theLongestTextsAreTaken() throws KeywardException {
    for (String key : new String[] {"command-lines", "firmware-versions"}) {
      int most = key.startsWith("c") ? 4096 : 512;
      String taken = yaml(key + ": ['" + "a".repeat(most) + "']");
      String refused = yaml(key + ": ['" + "a".repeat(most + 1) + "']");
      assertEquals(Set.of(), SCHEMA.validate(taken, InputFormat.YAML));
      readerTakes(taken);
      assertFalse(SCHEMA.validate(refused, InputFormat.YAML).isEmpty());
      assertThrows(KeywardException.class, () -> readerTakes(refused));
    }
  }

  @Test
  void theSchemaTakesADraft() throws IOException, KeywardException {
    Path log = Path.of(System.getProperty("keyward.fixtures"), "measured", "shim", "log");
    MeasuredBoot boot =
        MeasuredBoot.recorded(EventLog.read(Files.readAllBytes(log), "log"), Optional.empty());
    byte[] draft = new MeasuredDraft(boot, PolicyMode.REPORT, Set.of(0, 7)).encode();
    String text = new String(draft, StandardCharsets.UTF_8);
    assertEquals(Set.of(), SCHEMA.validate(text, InputFormat.YAML), text);
  }
}
