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
import dev.keyward.audit.AuditPolicy;
import dev.keyward.audit.policy.draft.PolicyDraft;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped schema of policies and their reader take and refuse the same files. */
class AuditPolicySchemaTest {

  private static final String HEAD = "schema: keyward.audit-policy/1\n";
  private static final String HEX = "0123456789abcdefABCDEF".repeat(3).substring(0, 64);

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              Main.class.getResourceAsStream("/dev/keyward/schema/keyward.audit-policy.1.json"));

  private static boolean schemaTakes(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
  }

  private static void readerTakes(String yaml) throws KeywardException {
    AuditPolicy.parse(yaml.getBytes(StandardCharsets.UTF_8), "policy.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "owners: [a]",
        "owners: [a, 'sha256:HEX', sha256:HEX1]",
        "guardians: {}",
        "guardians: {required: [], allowed: [], forbidden: []}",
        "guardians: {required: [a], allowed: [b], forbidden: [c]}",
        "sealed-by: []",
        "sealed-by: [a, b.c_d-e]",
        "keys: {}",
        "keys: {minimum-bits: 2048}",
        "keys: {minimum-bits: 2048, rsa-only: note}",
        "keys: {rsa-only: accept}",
        "keys: {minimum-bits: 8192}",
        "algorithms: {}",
        "algorithms: {allowed: ['http://www.w3.org/2009/xmlenc11#rsa-oaep', urn:x]}",
        "expiry: {}",
        "expiry: {warn-within: 0d}",
        "expiry: {warn-within: 999d}",
        "expiry: {warn-within: 3649d}",
        "expiry: {warn-within: 3650d}",
        "accepted: []",
        "accepted: [{finding: no-protector, places: ['a/**', 'b.json#c*'], reason: d, by: e,"
            + " until: 2027-03-31}]",
        "accepted: [{finding: unknown-guardian, places: [a], keys: [HEX, 'sha256:HEX1'],"
            + " reason: Zweigstelle Süd, by: e, until: '2027-03-31'}]",
        "groups: []",
        "groups: [{name: Zweigstelle Süd, vms: ['*']}]",
        "groups: [{name: 'yes', vms: ['on', 'a b', '😀']}]",
        "groups: [{name: a, vms: [b], owners: [c], guardians: {required: [d]}, sealed-by: [],"
            + " keys: {minimum-bits: 4096}, algorithms: {allowed: [a:b]}, expiry: {}}]",
      })
  void bothTake(String rest) throws KeywardException {
    String yaml = HEAD + rest.replace("HEX1", HEX.replace('0', '1')).replace("HEX", HEX) + "\n";
    assertEquals(Set.of(), SCHEMA.validate(yaml, InputFormat.YAML), yaml);
    readerTakes(yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner: [a]",
        "owners: []",
        "owners: a",
        "owners:",
        "owners: [1]",
        "owners: [true]",
        "owners: [null]",
        "owners: ['']",
        "owners: [-a]",
        "owners: [a b]",
        "owners: [ä]",
        "owners: [no]",
        "owners: [\"a\\nb\"]",
        "owners: [a, a]",
        "owners: ['sha256:12']",
        "owners: ['sha1:HEX']",
        "owners: [[a]]",
        "guardians:",
        "guardians: []",
        "guardians: {required: a}",
        "guardians: {needed: [a]}",
        "guardians: {forbidden: [{a: b}]}",
        "sealed-by:",
        "sealed-by: {a: b}",
        "keys:",
        "keys: 2048",
        "keys: {minimum-bits: 2047}",
        "keys: {minimum-bits: 8193}",
        "keys: {minimum-bits: '2048'}",
        "keys: {minimum-bits: 3000.5}",
        "keys: {minimum-bits: }",
        "keys: {maximum-bits: 4096}",
        "keys: {rsa-only: true}",
        "keys: {rsa-only: error}",
        "algorithms: {allowed: []}",
        "algorithms: {allowed: [rsa]}",
        "algorithms: {allowed: ['a:b c']}",
        "algorithms: {allowed: [a:b, a:b]}",
        "algorithms: {forbidden: [a:b]}",
        "algorithms: [a:b]",
        "expiry: 90d",
        "expiry: {warn-within: 90}",
        "expiry: {warn-within: 090d}",
        "expiry: {warn-within: 3651d}",
        "expiry: {warn-within: 4000d}",
        "expiry: {warn-within: 90 d}",
        "expiry: {warn-within: -1d}",
        "accepted: {}",
        "accepted: [a]",
        "accepted: [{places: [a], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: no-such, places: [a], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: accepted-unused, places: [a], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: unknown-guardian, places: [a], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: invalid, places: [a], keys: [], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: invalid, places: [a], keys: [12], reason: b, by: c,"
            + " until: 2027-03-31}]",
        "accepted: [{finding: invalid, places: [a], keys: [HEX, HEX], reason: b, by: c,"
            + " until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: [], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: a, reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: [a, a], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: ['#a'], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: ['a#'], reason: b, by: c, until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: [a], by: c, until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: [a], reason: '', by: c, until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: [a], reason: b, until: 2027-03-31}]",
        "accepted: [{finding: no-protector, places: [a], reason: b, by: c}]",
        "accepted: [{finding: no-protector, places: [a], reason: b, by: c, until: never}]",
        "accepted: [{finding: no-protector, places: [a], reason: b, by: c, until: 2027-3-31}]",
        "accepted: [{finding: no-protector, places: [a], reason: b, by: c, until: 2027-03-31,"
            + " note: d}]",
        "groups: {}",
        "groups: [a]",
        "groups: [{name: a}]",
        "groups: [{vms: [a]}]",
        "groups: [{name: a, vms: []}]",
        "groups: [{name: a, vms: b}]",
        "groups: [{name: a, vms: ['']}]",
        "groups: [{name: a, vms: [7]}]",
        "groups: [{name: '', vms: [b]}]",
        "groups: [{name: 7, vms: [b]}]",
        "groups: [{name: yes, vms: [b]}]",
        "groups: [{name: \"a\\tb\", vms: [b]}]",
        "groups: [{name: \"a\\u202eb\", vms: [b]}]",
        "groups: [{name: a, vms: [b], owners: []}]",
        "groups: [{name: a, vms: [b], groups: []}]",
        "schemas: a",
      })
  void bothRefuse(String rest) {
    String yaml = HEAD + rest.replace("HEX", HEX) + "\n";
    assertFalse(schemaTakes(yaml), () -> "the schema takes " + yaml);
    assertThrows(KeywardException.class, () -> readerTakes(yaml), yaml);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "owners: [a]", "schema: keyward.audit-policy/2", "schema: 1", "[]"})
  void bothRefuseFilesWithoutThisVersion(String yaml) {
    assertFalse(schemaTakes(yaml), yaml);
    assertThrows(KeywardException.class, () -> readerTakes(yaml), yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guardians: {required: [a], forbidden: [A]}",
        "guardians: {allowed: [a], forbidden: [a]}",
        "owners: [a, A]",
        "groups: [{name: a, vms: [b]}, {name: A, vms: [c]}]",
        "keys: {minimum-bits: 0xC00}",
        "keys: {minimum-bits: 3_072}",
        "owners: &all [a]",
      })
  void onlyTheReaderRefusesWhatNoSchemaCanTell(String rest) {
    assertTrue(schemaTakes(HEAD + rest), rest);
    assertThrows(KeywardException.class, () -> readerTakes(HEAD + rest), rest);
  }

  @Test
  void theSchemaTakesADraft() {
    var seen = new PolicyDraft.Seen(Optional.of("a"), Thumbprint.of(new byte[1]), "CN=a # b\n");
    var other = new PolicyDraft.Seen(Optional.empty(), Thumbprint.of(new byte[2]), "CN=c");
    List<PolicyDraft.Granted> granted =
        List.of(new PolicyDraft.Granted(seen, 2), new PolicyDraft.Granted(other, 1));
    var observed = new PolicyDraft.Observed(2, OptionalInt.of(2048), Set.of("urn:x"));
    byte[] draft =
        new PolicyDraft(List.of(seen, other), granted, List.of(other), observed).encode();
    String text = new String(draft, StandardCharsets.UTF_8);
    assertEquals(Set.of(), SCHEMA.validate(text, InputFormat.YAML), text);
  }
}
