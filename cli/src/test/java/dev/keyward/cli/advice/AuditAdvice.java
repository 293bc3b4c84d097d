package dev.keyward.cli.advice;

import static dev.keyward.audit.result.AuditFindingCode.*;

import dev.keyward.audit.result.AuditFindingCode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The table of all findings of audits. */
final class AuditAdvice {

  private static final String STORE = "store-test-only";
  private static final String ROTATED = "identity/hgs-encryption-rotated";
  private static final String CASES = "audit";
  private static final String NOW = "2026-11-23T00:00:00Z";
  private static final String LATER = "2026-11-29T00:00:00Z";

  /** The encryption certificate that rot-hgs replaced. */
  private static final String FORMER =
      "93ed2860faa238203b103d14a759d268e6b39010e772b39f41e1dad0062a0cc8";

  private static final String BRANCH =
      "guardian import branch branch-metadata.xml --allow-untrusted-root";
  private static final String STRANGER =
      "guardian import stranger stranger-metadata.xml --allow-untrusted-root";
  private static final String MADE =
      "protector create --owner central-it --guardian branch-hgs -o vm.xml";

  /** Of these the words say who has to act. */
  static final Set<AuditFindingCode> LEFT_TO_PEOPLE =
      EnumSet.of(
          UNREADABLE,
          NOT_A_PROTECTOR,
          OTHER_FILE,
          NO_PROTECTOR,
          NOT_COLLECTED,
          EXPORT_WITHOUT_PROTECTORS,
          DIFFERS,
          INVALID,
          CANNOT_BE_CHECKED,
          ENCRYPTION_KEY_CLAIMED_TWICE,
          POLICY_RULE_UNUSED,
          ACCEPTED_UNUSED,
          NOT_YET_VALID,
          ALGORITHM_NOT_ALLOWED,
          RSA_ONLY,
          LOOK_ALIKE_NAME,
          UNSAVED_CHANGES,
          TPM_WITHOUT_PROTECTOR,
          PROTECTOR_NOT_IN_THESE_FILES,
          LAST_KNOWN_GOOD_DIFFERS,
          COPIES_DIFFER,
          HEADER_COPY_DAMAGED);

  private final Map<AuditFindingCode, Advised> rows = new EnumMap<>(AuditFindingCode.class);

  AuditAdvice() {
    files();
    strangers();
    wrappings();
    keys();
    rules();
    certificates();
    copies();
  }

  Map<AuditFindingCode, Advised> rows() {
    return rows;
  }

  private void files() {
    rows.put(UNREADABLE, Advised.in(CASES, NOW, "audit nothing.xml"));
    rows.put(COPIES_DIFFER, Advised.in("vmcx", NOW, "audit ."));
    rows.put(TPM_WITHOUT_PROTECTOR, Advised.in("machines", NOW, "audit tpm-without-protector"));
    for (AuditFindingCode code :
        EnumSet.of(
            UNSAVED_CHANGES,
            PROTECTOR_NOT_IN_THESE_FILES,
            LAST_KNOWN_GOOD_DIFFERS,
            HEADER_COPY_DAMAGED)) {
      rows.put(code, Advised.in("vmcx", NOW, "audit ."));
    }
    rows.put(OTHER_FILE, Advised.in(CASES, NOW, "audit case.json guardians --strict"));
    for (AuditFindingCode code :
        EnumSet.of(
            NOT_A_PROTECTOR,
            NO_PROTECTOR,
            NOT_COLLECTED,
            EXPORT_WITHOUT_PROTECTORS,
            DIFFERS,
            INVALID,
            CANNOT_BE_CHECKED,
            NOT_YET_VALID,
            ALGORITHM_NOT_ALLOWED)) {
      String check = "audit protectors --guardians guardians --policy policy.yaml";
      rows.put(code, Advised.in(CASES, NOW, check));
    }
  }

  private void strangers() {
    Map<String, String> learned =
        Map.of("NAME", "stranger", "METADATA", "stranger-metadata.xml", "--pin", "", "SHA256", "");
    rows.put(
        UNKNOWN_OWNER,
        Advised.in(STORE, NOW, "audit protectors/stranger.xml")
            .where(
                Map.of(
                    "NAME",
                    "stranger",
                    "METADATA",
                    "metadata/stranger-metadata.xml",
                    "--pin",
                    "",
                    "SHA256",
                    ""))
            .with("guardian import", "--allow-untrusted-root"));
    rows.put(
        UNKNOWN_SEALER,
        Advised.in(STORE, NOW, "audit sealed-by-stranger.xml", BRANCH)
            .where(learned)
            .with("guardian import", "--allow-untrusted-root"));
    rows.put(
        UNKNOWN_GUARDIAN,
        Advised.in(
            STORE,
            NOW,
            "audit vm.xml",
            MADE,
            STRANGER,
            "protector grant vm.xml --guardian stranger --in-place",
            "guardian remove stranger --yes"));
    rows.put(MIXED_CERTIFICATES, Advised.in(STORE, NOW, "audit mixed.xml", BRANCH));
  }

  private void wrappings() {
    rows.put(
        ENCRYPTION_KEY_CLAIMED_TWICE,
        Advised.in(
            STORE,
            NOW,
            "audit sealed-by-stranger.xml --guardians known",
            "copy stranger-metadata.xml known/stranger.xml",
            "copy twin-metadata.xml known/twin.xml"));
    rows.put(DELEGATED, Advised.in(STORE, NOW, "audit delegated.xml", BRANCH, STRANGER));
    rows.put(NOT_SEALED_BY_OWNER, Advised.in(STORE, NOW, "audit sealed.xml", BRANCH));
    rows.put(LEGACY_ALGORITHM, Advised.in(STORE, NOW, "audit legacy.xml", BRANCH));
    rows.put(ONE_KEY_FOR_BOTH_ROLES, Advised.in(STORE, NOW, "audit one-key.xml", BRANCH));
    rows.put(
        OWNER_ONLY,
        Advised.in(STORE, NOW, "audit vm.xml", "protector create --owner central-it -o vm.xml")
            .where(Map.of("NAME", "branch-hgs")));
    rows.put(
        OFFLINE_UNWRAPS,
        Advised.in(STORE, NOW, "audit vm.xml", MADE, "replace vm.xml Unwraps=\"0\" Unwraps=\"3\""));
  }

  private static String machine(String name) {
    return "write "
        + name
        + ".json {\"schema\":\"keyward.vm/1\",\"id\":\"3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f5"
        + name
        + "\",\"name\":\""
        + name
        + "\",\"generation\":2}";
  }

  private static String shield(String name, String protector) {
    return "vm shield "
        + name
        + ".json --owner central-it --protector "
        + protector
        + ".xml --policy shielded -o "
        + name
        + ".svm";
  }

  private void keys() {
    String older = "guardian update rot-hgs m1.xml --older";
    rows.put(
        UNLISTED_KEY,
        Advised.in(ROTATED, LATER, "audit r.kp")
            .where(Map.of("METADATA", "m1.xml"))
            .with("guardian update", "--older"));
    rows.put(RENEWED_KEY, Advised.in(ROTATED, LATER, "audit r.kp", older));
    rows.put(
        COMPROMISED_KEY,
        Advised.in(
            ROTATED,
            LATER,
            "audit r.svm",
            older,
            "guardian retire rot-hgs " + FORMER + " --compromised"));
    rows.put(
        GUARDIAN_OUT_OF_DATE,
        Advised.in(
                ROTATED,
                LATER,
                "audit r.kp --guardians m2.xml",
                "guardian remove rot-hgs --yes",
                "guardian import rot-hgs m1.xml --allow-untrusted-root")
            .where(Map.of("METADATA", "m2.xml")));
  }

  private void rules() {
    rows.put(
        OWNER_NOT_ALLOWED,
        ruled("owners: [business-it]").then("copy new.xml vm.xml").where(Map.of("NEW", "new.xml")));
    rows.put(REQUIRED_GUARDIAN_MISSING, ruled("guardians: {required: [datacenter-hgs]}"));
    rows.put(RSA_ONLY, ruled("keys: {rsa-only: note}"));
    rows.put(FORBIDDEN_GUARDIAN, ruled("guardians: {forbidden: [branch-hgs]}"));
    rows.put(GUARDIAN_NOT_ALLOWED, ruled("guardians: {allowed: [datacenter-hgs]}"));
    rows.put(
        POLICY_RULE_UNUSED,
        Advised.in(
            STORE,
            NOW,
            "audit vm.xml --policy p.yaml",
            MADE,
            "write p.yaml schema: keyward.audit-policy/1\ngroups:\n  - {name: web, vms: [web-*]}\n"));
    rows.put(
        ACCEPTED_UNUSED,
        policy(
            "accepted:\n  - {finding: no-protector, places: [a], reason: b, by: c, until: 2030-01-01}"));
  }

  private static Advised ruled(String rule) {
    return policy("groups:\n  - {name: all, vms: ['*'], " + rule + "}");
  }

  private static Advised policy(String text) {
    return Advised.in(
        STORE,
        NOW,
        "audit vm.xml --policy p.yaml",
        MADE,
        "write p.yaml schema: keyward.audit-policy/1\n" + text + "\n");
  }

  private void certificates() {
    String soon = "audit vm.xml --within 3650d";
    rows.put(
        EXPIRING,
        Advised.in(STORE, NOW, soon, MADE).with("guardian renew", "--validity-days 20000"));
    rows.put(
        EXPIRED, Advised.in(STORE, "2045-01-01T00:00:00Z", "audit vm.xml", MADE + " --now " + NOW));
    rows.put(
        WEAK_KEY,
        Advised.in(
                STORE,
                NOW,
                "audit vm.xml --policy p.yaml",
                MADE,
                "guardian create strong",
                "write p.yaml schema: keyward.audit-policy/1\n"
                    + "groups:\n"
                    + "  - {name: all, vms: ['*'], keys: {minimum-bits: 3072}}\n")
            .where(Map.of("NAME", "strong", "NEW", "new.xml"))
            .then("copy new.xml vm.xml"));
  }

  private void copies() {
    rows.put(
        LOOK_ALIKE_NAME,
        Advised.in(
            STORE,
            NOW,
            "audit dc01.xml dcO1.xml",
            "protector create --owner central-it --guardian branch-hgs -o dc01.xml",
            "protector create --owner central-it --guardian branch-hgs -o dcO1.xml"));
    Map<String, String> owner = Map.of("OWNER", "central-it");
    rows.put(
        SAME_PROTECTOR,
        Advised.in(
                STORE,
                NOW,
                "audit a.svm b.svm",
                MADE,
                machine("a"),
                shield("a", "vm"),
                machine("b"),
                shield("b", "vm"))
            .where(owner));
    rows.put(
        SAME_TRANSPORT_KEY,
        Advised.in(
                STORE,
                NOW,
                "audit a.svm b.svm",
                MADE,
                machine("a"),
                shield("a", "vm"),
                "protector grant vm.xml --guardian business-it --in-place",
                machine("b"),
                shield("b", "vm"))
            .where(owner));
  }
}
