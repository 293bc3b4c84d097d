package dev.keyward.audit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.KeywardException;
import dev.keyward.finding.Place;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Which rules of a policy are said to fit nothing. */
class PolicyUseTest {

  private static final GuardianCertificate SOMEBODY =
      TestKeys.guardian("hgs", 0, 1).guardian().signing();

  private static PolicyUse use(String rules, Predicate<Thumbprint> known) throws KeywardException {
    String yaml = "schema: keyward.audit-policy/1\n" + rules;
    return new PolicyUse(PolicyRules.parse(yaml.getBytes(StandardCharsets.UTF_8), "p"), known);
  }

  private static List<String> told(PolicyUse use) {
    return use.unused().stream().map(rule -> rule.severity().code() + " " + rule.found()).toList();
  }

  private static Place file(String path) {
    return new Place("share/" + path + ".kp", OptionalInt.empty(), path);
  }

  @Test
  void aNameThatNoVmHasIsANote() throws KeywardException {
    PolicyUse use = use("groups: [{name: web, vms: [web-*, WBE-01, db-01]}]", print -> false);
    use.sees(file("berlin/web-01"));
    use.sees(file("berlin/DB-01"));
    assertEquals(List.of("note group web: no VM is called WBE-01"), told(use));
  }

  @Test
  void aFolderThatIsNotThereIsANote() throws KeywardException {
    PolicyUse use = use("groups: [{name: site, folders: [berlin, bremen]}]", print -> false);
    use.sees(file("berlin/web-01"));
    assertEquals(List.of("note group site: no VM lies in bremen"), told(use));
  }

  @Test
  void aGroupThatForbidsAndFitsNothingIsAWarning() throws KeywardException {
    PolicyUse use =
        use(
            "guardians: {forbidden: [old]}\n"
                + "groups: [{name: a, vms: [x], guardians: {forbidden: [hgs]}}, {name: b, vms: [y]}]",
            print -> false);
    assertEquals(
        List.of("warning group a: no VM is called x", "note group b: no VM is called y"),
        told(use));
  }

  @Test
  void aFingerprintThatNobodyHasIsTold() throws KeywardException {
    String print = "sha256:" + SOMEBODY.thumbprint();
    String required = "guardians: {required: ['" + print + "']}";
    String forbidden = "guardians: {forbidden: ['" + print + "']}";
    String where = "line 2, column 24: nobody has the fingerprint " + print;
    assertEquals(List.of("note " + where), told(use(required, each -> false)));
    assertEquals(
        List.of("warning " + where.replace("column 24", "column 25")),
        told(use(forbidden, each -> false)));
    assertEquals(List.of(), told(use(required, SOMEBODY.thumbprint()::equals)));
  }

  @Test
  void aFingerprintOfAKeyOrCertificateInTheInputIsUsed() throws KeywardException {
    for (Thumbprint print : List.of(SOMEBODY.thumbprint(), SOMEBODY.keyThumbprint())) {
      PolicyUse use = use("owners: ['sha256:" + print + "']", each -> false);
      assertEquals(1, use.unused().size());
      use.sees(SOMEBODY);
      assertEquals(List.of(), told(use));
    }
  }
}
