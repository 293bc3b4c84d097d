package dev.keyward.audit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies say, and where they are refused. */
class PolicyRulesTest {

  private static final Thumbprint PRINT = Thumbprint.of(new byte[] {1});

  private static final String GOOD =
      String.format(
          Locale.ROOT,
          """
          # The policy of a test.
          schema: keyward.audit-policy/1
          owners: [central-it, "sha256:%s"]
          guardians:
            required: [datacenter-hgs]
            allowed: [branch-hgs]
            forbidden: [old-hgs]
          sealed-by: [branch-hgs]
          keys: {minimum-bits: 3072}
          algorithms:
            allowed:
              - http://www.w3.org/2001/04/xmldsig-more#rsa-sha256
              - "http://www.w3.org/2009/xmlenc11#rsa-oaep"
          expiry: {warn-within: 90d}
          groups:
            - name: branch
              vms: ["branch-*", APP-01]
              guardians:
                required: [branch-hgs, datacenter-hgs]
              keys: {minimum-bits: 4096}
            - name: rest of them
              vms: ["*-app-??"]
              owners: [central-it]
              guardians: {allowed: []}
              sealed-by: []
              algorithms: {}
              expiry: {warn-within: 0d}
          """,
          PRINT);

  private static PolicyRules read(String text) throws KeywardException {
    return PolicyRules.parse(text.getBytes(StandardCharsets.UTF_8), "policy.yaml");
  }

  private static Fault refused(String text) {
    return assertThrows(KeywardException.class, () -> read(text)).fault();
  }

  private static List<String> words(List<GuardianReference> references) {
    return references.stream().map(GuardianReference::toString).toList();
  }

  @Test
  void readsTheGeneralRules() throws KeywardException {
    AuditRules rules = read(GOOD).rulesFor("something else");
    assertEquals(Optional.empty(), rules.group());
    assertEquals(List.of("central-it", "sha256:" + PRINT), words(rules.owners().orElseThrow()));
    assertEquals(List.of("datacenter-hgs"), words(rules.required()));
    assertEquals(List.of("branch-hgs"), words(rules.allowed().orElseThrow()));
    assertEquals(List.of("old-hgs"), words(rules.forbidden()));
    assertEquals(List.of("branch-hgs"), words(rules.sealedBy().orElseThrow()));
    assertEquals(3072, rules.minimumBits());
    assertEquals(
        Set.of(
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2009/xmlenc11#rsa-oaep"),
        rules.algorithms().orElseThrow());
    assertEquals(Duration.ofDays(90), rules.warnWithin().orElseThrow());
  }

  @Test
  void replacesOnlyWhatAGroupStates() throws KeywardException {
    AuditRules rules = read(GOOD).rulesFor("Branch-7");
    assertEquals("branch", rules.group().orElseThrow());
    assertEquals(List.of("branch-hgs", "datacenter-hgs"), words(rules.required()));
    assertEquals(List.of("branch-hgs"), words(rules.allowed().orElseThrow()));
    assertEquals(List.of("old-hgs"), words(rules.forbidden()));
    assertEquals(4096, rules.minimumBits());
    assertEquals(2, rules.algorithms().orElseThrow().size());
    AuditRules rest = read(GOOD).rulesFor("x-APP-02");
    assertEquals(List.of(), rest.allowed().orElseThrow());
    assertEquals(List.of("datacenter-hgs"), words(rest.required()));
    assertEquals(List.of(), rest.sealedBy().orElseThrow());
    assertEquals(Duration.ZERO, rest.warnWithin().orElseThrow());
  }

  @Test
  void appliesTheFirstGroupThatMatches() throws KeywardException {
    PolicyRules policy = read(GOOD);
    assertEquals("branch", policy.rulesFor("branch-app-01").group().orElseThrow());
    assertEquals("branch", policy.rulesFor("app-01").group().orElseThrow());
    assertEquals("rest of them", policy.rulesFor("b-app-01").group().orElseThrow());
    assertEquals(Optional.empty(), policy.rulesFor("b-app-001").group());
    assertEquals(List.of("branch", "rest of them"), policy.groups());
  }

  @Test
  void demandsNothingByDefault() throws KeywardException {
    AuditRules rules = read("schema: keyward.audit-policy/1").rulesFor("any");
    assertEquals(AuditRules.none(), rules);
    assertEquals(Optional.empty(), rules.owners());
    assertEquals(Optional.empty(), rules.sealedBy());
    assertEquals(2048, rules.minimumBits());
    assertEquals(AuditRules.none(), PolicyRules.none().rulesFor("any"));
  }

  @Test
  void listsEveryReferenceWithItsPlace() throws KeywardException {
    List<GuardianReference> references = read(GOOD).references();
    assertEquals(9, references.size(), references::toString);
    assertEquals(
        List.of(
            "policy.yaml: line 3, column 10",
            "policy.yaml: line 3, column 22",
            "policy.yaml: line 5, column 14",
            "policy.yaml: line 6, column 13",
            "policy.yaml: line 7, column 15",
            "policy.yaml: line 8, column 13",
            "policy.yaml: line 19, column 18",
            "policy.yaml: line 19, column 30",
            "policy.yaml: line 23, column 14"),
        references.stream().map(each -> each.place().toString()).toList());
  }

  @Test
  void namesMayHaveFoldersInFrontAndDigitsOfTheKeyBehind() throws KeywardException {
    PolicyRules policy = read("schema: keyward.audit-policy/1\nowners: [site-b/hgs, hgs@0011aabb]");
    assertEquals(List.of("site-b/hgs", "hgs@0011aabb"), words(policy.references()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'owners: []'                                        | 2, 9  | contradiction",
        "'owners: central'                                   | 2, 9  | wrong-type",
        "'owners:'                                           | 2, 8  | wrong-type",
        "'owners: [12]'                                      | 2, 10 | wrong-type",
        "'owners: [no]'                                      | 2, 10 | wrong-type",
        "'owners: [\"\"]'                                    | 2, 10 | bad-value",
        "'owners: [a b]'                                     | 2, 10 | bad-value",
        "'owners: [a, {b: c}]'                               | 2, 13 | wrong-type",
        "'owners: [sha256:12]'                               | 2, 10 | bad-value",
        "'owners: [a, b, A]'                                 | 2, 16 | bad-value",
        "'ownres: [a]'                                       | 2, 1  | unknown-key",
        "'guardians: [a]'                                    | 2, 12 | wrong-type",
        "'guardians: {requires: [a]}'                        | 2, 13 | unknown-key",
        "'guardians: {required: [a], forbidden: [A]}'        | 2, 40 | contradiction",
        "'guardians: {forbidden: [a], required: [b, a]}'     | 2, 43 | contradiction",
        "'guardians: {allowed: [a], forbidden: [a]}'         | 2, 39 | contradiction",
        "'sealed-by: {}'                                     | 2, 12 | wrong-type",
        "'keys: 2048'                                        | 2, 7  | wrong-type",
        "'keys: {minimum-bits: 2047}'                        | 2, 22 | bad-value",
        "'keys: {minimum-bits: 8193}'                        | 2, 22 | bad-value",
        "'keys: {minimum-bits: 3072.0}'                      | 2, 22 | bad-value",
        "'keys: {minimum-bits: 0xC00}'                       | 2, 22 | bad-value",
        "'keys: {minimum-bits: \"3072\"}'                    | 2, 22 | wrong-type",
        "'keys: {minimum: 3072}'                             | 2, 8  | unknown-key",
        "'algorithms: {allowed: []}'                         | 2, 23 | contradiction",
        "'algorithms: {allowed: [rsa]}'                      | 2, 24 | bad-value",
        "'algorithms: {allowed: [\"a:b c\"]}'                | 2, 24 | bad-value",
        "'algorithms: {allowed: [a:b, a:b]}'                 | 2, 29 | bad-value",
        "'expiry: {warn-within: 90}'                         | 2, 23 | wrong-type",
        "'expiry: {warn-within: 3651d}'                      | 2, 23 | bad-value",
        "'expiry: {warn-within: 09d}'                        | 2, 23 | bad-value",
        "'expiry: {warn-within: -1d}'                        | 2, 23 | bad-value",
        "'expiry: {warn-within: 12w}'                        | 2, 23 | bad-value",
        "'groups: {}'                                        | 2, 9  | wrong-type",
        "'groups: [a]'                                       | 2, 10 | wrong-type",
        "'groups: [{name: a}]'                               | 2, 10 | missing-key",
        "'groups: [{vms: [a]}]'                              | 2, 10 | missing-key",
        "'groups: [{name: a, vms: []}]'                      | 2, 25 | contradiction",
        "'groups: [{name: a, vms: [1]}]'                     | 2, 26 | wrong-type",
        "'groups: [{name: a, vms: [\"\"]}]'                  | 2, 26 | bad-value",
        "'groups: [{name: a, vms: b}]'                       | 2, 25 | wrong-type",
        "'groups: [{name: \"\", vms: [b]}]'                  | 2, 17 | bad-value",
        "'groups: [{name: \"a\\tb\", vms: [b]}]'             | 2, 17 | bad-value",
        "'groups: [{name: \"\\u202e\", vms: [b]}]'           | 2, 17 | bad-value",
        "'groups: [{name: 7, vms: [b]}]'                     | 2, 17 | wrong-type",
        "'groups: [{name: a, vms: [b], owner: [c]}]'         | 2, 30 | unknown-key",
        "'groups: [{name: a, vms: [b], schema: c}]'          | 2, 30 | unknown-key",
        "'groups: [{name: a, vms: [b]}, {name: A, vms: [b]}]'| 2, 38 | bad-value",
        "'owners: [a]\nowners: [b]'                          | 3, 1  | repeated-key",
        "'owners: &x [a]'                                    | 2, 9  | malformed-yaml",
        "'owners: [a'                                        | 2, 11 | malformed-yaml",
      })
  void refusesWithLineAndColumn(String rest, String place, String code) {
    Fault fault = refused("schema: keyward.audit-policy/1\n" + rest);
    String where = "policy.yaml: line " + place.replace(", ", ", column ");
    assertEquals(code + " at " + where, fault.code() + " at " + fault.where(), fault.message());
  }

  @Test
  void refusesAGroupThatRequiresWhatIsForbiddenInGeneral() {
    Fault fault =
        refused(
            """
            schema: keyward.audit-policy/1
            groups:
              - {name: a, vms: [b], guardians: {required: [old]}}
            guardians: {forbidden: [Old]}
            """);
    assertEquals("contradiction", fault.code());
    assertEquals(
        "policy.yaml: line 4, column 25: guardian \"old\" is forbidden, but required at line 3,"
            + " column 48, expected one of the two",
        fault.message());
  }

  @Test
  void letsAGroupForbidWhatIsAllowedInGeneral() throws KeywardException {
    PolicyRules policy =
        read(
            """
            schema: keyward.audit-policy/1
            guardians: {allowed: [a, b]}
            groups: [{name: g, vms: [v], guardians: {forbidden: [b]}}]
            """);
    assertEquals(List.of("b"), words(policy.rulesFor("v").forbidden()));
    assertEquals(List.of("a", "b"), words(policy.rulesFor("v").allowed().orElseThrow()));
  }

  @Test
  void hintsAtTheNearestKey() {
    Fault fault = refused("schema: keyward.audit-policy/1\nsealed_by: [a]");
    assertEquals("did you mean \"sealed-by\"?", fault.hint().orElseThrow());
  }

  @Test
  void refusesOtherVersionsAsUnsupported() {
    for (String schema : List.of("keyward.audit-policy/2", "keyward.topology/1", "\"\"")) {
      UnsupportedFormatException e =
          assertThrows(
              UnsupportedFormatException.class, () -> read("\nschema: " + schema + "\nnew: 1"));
      assertEquals("unknown-schema", e.fault().code());
      assertEquals("policy.yaml: line 2, column 9", e.fault().where());
    }
  }

  @Test
  void refusesFilesThatAreNoPolicyAtTheirStart() {
    assertEquals("missing-key", refused("owners: [a]").code());
    assertEquals("policy.yaml: line 1, column 1", refused("owners: [a]").where());
    assertEquals("wrong-type", refused("[a]").code());
    assertEquals("malformed-yaml", refused("").code());
  }

  @Test
  void endsWithNothingButItsOwnErrorsWhateverIsFlipped() {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(11);
    String signs = "[]{}:,-?&*!|>'\"%@`#\n\r\t ~<=.0aZ";
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = good.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean()
                ? (byte) signs.charAt(random.nextInt(signs.length()))
                : (byte) (bytes[at] ^ 1 << random.nextInt(8));
      }
      tolerated(bytes);
    }
  }

  @Test
  void endsWithNothingButItsOwnErrorsWhereverItIsCut() {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < good.length; length++) {
      tolerated(Arrays.copyOf(good, length));
    }
  }

  private static void tolerated(byte[] bytes) {
    try {
      PolicyRules.parse(bytes, "p").rulesFor("branch-1");
    } catch (KeywardException e) {
      assertTrue(
          e.fault().where().matches("p: line [1-9][0-9]*, column [1-9][0-9]*"), e.getMessage());
    }
  }
}
