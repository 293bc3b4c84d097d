package dev.keyward.audit.policy.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.audit.policy.AuditRules;
import dev.keyward.audit.policy.GuardianReference;
import dev.keyward.audit.policy.PolicyRules;
import dev.keyward.audit.policy.draft.PolicyDraft.Granted;
import dev.keyward.audit.policy.draft.PolicyDraft.Observed;
import dev.keyward.audit.policy.draft.PolicyDraft.Seen;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Drafted policies say what was found, and nothing that a foreign name wants them to say. */
class PolicyDraftTest {

  private static final String RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

  private static Thumbprint print(int number) {
    return Thumbprint.of(new byte[] {(byte) number, (byte) (number >> 8)});
  }

  private static Seen named(String name, int number) {
    return new Seen(Optional.of(name), print(number), "CN=" + name);
  }

  private static Seen unnamed(String subject, int number) {
    return new Seen(Optional.empty(), print(number), subject);
  }

  private static AuditRules rules(PolicyDraft draft) throws KeywardException {
    return PolicyRules.parse(draft.encode(), "draft").rulesFor("any");
  }

  private static String text(PolicyDraft draft) {
    return new String(draft.encode(), StandardCharsets.UTF_8);
  }

  private static List<String> words(List<GuardianReference> references) {
    return references.stream().map(GuardianReference::toString).toList();
  }

  private static PolicyDraft usual() {
    return new PolicyDraft(
        List.of(named("central-it", 1), unnamed("CN=B\u00fcro, O=Zweig", 2)),
        List.of(
            new Granted(named("datacenter-hgs", 3), 12), new Granted(named("branch-hgs", 4), 5)),
        List.of(named("branch-hgs", 4)),
        new Observed(12, OptionalInt.of(3072), Set.of(RSA)));
  }

  @Test
  void demandsWhatWasFound() throws KeywardException {
    AuditRules rules = rules(usual());
    assertEquals(List.of("central-it"), words(rules.owners().orElseThrow()));
    assertEquals(List.of("datacenter-hgs"), words(rules.required()));
    assertEquals(List.of("branch-hgs"), words(rules.allowed().orElseThrow()));
    assertEquals(List.of("branch-hgs"), words(rules.sealedBy().orElseThrow()));
    assertEquals(3072, rules.minimumBits());
    assertEquals(Set.of(RSA), rules.algorithms().orElseThrow());
    assertEquals(90, rules.warnWithin().orElseThrow().toDays());
  }

  @Test
  void asksWhoAnUnknownOwnerIsInsteadOfAllowingIt() throws KeywardException {
    String text = text(usual());
    assertTrue(
        text.contains(
            "  # Who is this? Take the # away only if you know.\n  # - \"sha256:"
                + print(2)
                + "\""),
        text);
    PolicyDraft strangers =
        new PolicyDraft(
            List.of(unnamed("CN=x", 2)),
            List.of(new Granted(unnamed("CN=y", 3), 1)),
            List.of(unnamed("CN=z", 4)),
            new Observed(2, OptionalInt.empty(), Set.of()));
    AuditRules rules = rules(strangers);
    assertEquals(Optional.empty(), rules.owners());
    assertEquals(Optional.empty(), rules.sealedBy());
    assertEquals(Optional.empty(), rules.allowed());
  }

  @Test
  void commentsOnWhatItNames() {
    String text = text(usual());
    assertTrue(text.contains("    - \"branch-hgs\"  # 5 of 12 VMs, CN=branch-hgs\n"), text);
    assertTrue(text.contains("\"  # CN=B\u00fcro, O=Zweig\n"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 160), text);
  }

  @Test
  void itsExampleOfGroupsIsRightOnceItIsUncommented() throws KeywardException {
    String text = text(usual()).replaceAll("(?m)^# ((groups:|  ).*)$", "$1");
    PolicyRules policy = PolicyRules.parse(text.getBytes(StandardCharsets.UTF_8), "draft");
    assertEquals("branch", policy.rulesFor("branch-1").group().orElseThrow());
  }

  @Test
  void demandsNothingOfAnEmptyEstate() throws KeywardException {
    Observed nothing = new Observed(0, OptionalInt.empty(), Set.of());
    AuditRules rules = rules(new PolicyDraft(List.of(), List.of(), List.of(), nothing));
    assertEquals(AuditRules.none().parties(), rules.parties());
    assertEquals(AuditRules.none().guardians(), rules.guardians());
    assertEquals(2048, rules.minimumBits());
    assertEquals(Optional.empty(), rules.algorithms());
  }

  @Test
  void allowsNobodyElseWhereNobodyElseWasFound() throws KeywardException {
    Observed observed = new Observed(3, OptionalInt.of(1024), Set.of());
    PolicyDraft draft = new PolicyDraft(List.of(named("o", 1)), List.of(), List.of(), observed);
    assertEquals(List.of(), rules(draft).allowed().orElseThrow());
    assertEquals(List.of(), rules(draft).sealedBy().orElseThrow());
    assertEquals(2048, rules(draft).minimumBits());
    assertTrue(text(draft).contains("# The smallest key that was found has 1024 bits.\n"));
  }

  @Test
  void namesNobodyTwice() throws KeywardException {
    PolicyDraft draft =
        new PolicyDraft(
            List.of(named("a", 1), named("A", 2), unnamed("x", 3), unnamed("y", 3)),
            List.of(new Granted(named("g", 4), 1), new Granted(named("G", 5), 2)),
            List.of(),
            new Observed(2, OptionalInt.of(9000), Set.of()));
    assertEquals(List.of("a"), words(rules(draft).owners().orElseThrow()));
    assertEquals(2, text(draft).split("sha256:" + print(3), -1).length);
    assertEquals(List.of("G"), words(rules(draft).required()));
    assertEquals(List.of(), rules(draft).allowed().orElseThrow());
    assertEquals(8192, rules(draft).minimumBits());
  }

  @Test
  void leavesOutListsThatAreTooLong() throws KeywardException {
    List<Seen> many = new ArrayList<>();
    for (int number = 0; number < 501; number++) {
      many.add(named("guardian-" + number, number));
    }
    Observed observed = new Observed(9, OptionalInt.of(2048), Set.of());
    PolicyDraft draft = new PolicyDraft(many, List.of(), many.subList(0, 500), observed);
    assertEquals(Optional.empty(), rules(draft).owners());
    assertEquals(500, rules(draft).sealedBy().orElseThrow().size());
    assertTrue(text(draft).contains("# owners: left out, 501 found\n"));
  }

  @Test
  void staysBelowTheBoundOfThePolicyAtItsLongest() {
    List<Seen> many = new ArrayList<>();
    List<Granted> granted = new ArrayList<>();
    for (int number = 0; number < 1000; number++) {
      many.add(unnamed("\ud83d\ude00".repeat(100), number));
      granted.add(new Granted(unnamed("\ud83d\ude00".repeat(100), number), number < 500 ? 9 : 1));
    }
    Observed observed = new Observed(9, OptionalInt.of(2048), Set.of());
    PolicyDraft draft =
        new PolicyDraft(many.subList(0, 500), granted, many.subList(0, 500), observed);
    assertTrue(draft.encode().length < 1 << 20);
  }

  @Test
  void keepsHostileNamesInert() throws KeywardException {
    List<String> hostile =
        List.of(
            "x\nforbidden: [a]",
            "x\r\nowners: [b]",
            "x # y",
            "\"]\nschema: other",
            "\\\"",
            "x\u2028sealed-by: [c]",
            "x\u0085sealed-by: [c]",
            "\u202e\u200fabc",
            "<script>",
            "=cmd|' /C calc'!A0",
            "\ud800",
            "\0");
    for (String name : hostile) {
      Seen seen = new Seen(Optional.of(name), print(7), name);
      Observed observed = new Observed(2, OptionalInt.of(2048), Set.of(name, RSA));
      PolicyDraft draft =
          new PolicyDraft(List.of(seen), List.of(new Granted(seen, 2)), List.of(seen), observed);
      AuditRules rules = rules(draft);
      assertEquals(List.of("sha256:" + print(7)), words(rules.owners().orElseThrow()));
      assertEquals(List.of("sha256:" + print(7)), words(rules.required()));
      assertEquals(List.of("sha256:" + print(7)), words(rules.sealedBy().orElseThrow()));
      assertEquals(List.of(), rules.forbidden());
      assertEquals(Set.of(RSA), rules.algorithms().orElseThrow());
      assertFalse(text(draft).matches("(?s).*[\\p{C}&&[^\n]].*"), name);
    }
  }

  @Test
  void quotesUrisThatHoldQuotes() throws KeywardException {
    String uri = "urn:a\"]#\\x'{";
    Observed observed = new Observed(2, OptionalInt.of(2048), Set.of(uri));
    PolicyDraft draft = new PolicyDraft(List.of(), List.of(), List.of(), observed);
    assertEquals(Set.of(uri), rules(draft).algorithms().orElseThrow());
  }

  @Test
  void parsesAgainWhateverTheNamesAre() throws KeywardException {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      StringBuilder name = new StringBuilder();
      for (int left = random.nextInt(30); left > 0; left--) {
        name.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65536)));
      }
      Seen seen = new Seen(Optional.of(name.toString()), print(round), name.toString());
      Observed observed =
          new Observed(2, OptionalInt.of(2048), Set.of("urn:" + name, name.toString() + "."));
      PolicyDraft draft =
          new PolicyDraft(List.of(seen), List.of(new Granted(seen, 1)), List.of(), observed);
      assertEquals(1, rules(draft).owners().orElseThrow().size());
    }
  }
}
