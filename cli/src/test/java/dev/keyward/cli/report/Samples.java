package dev.keyward.cli.report;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Three audits: of a plausible house, of a large one, and of one that means harm. */
final class Samples {

  static final Party CENTRAL = known("central-it");
  static final Party BRANCH = known("branch-hgs");
  static final Party DATACENTER = known("datacenter-hgs");
  static final Party DR = known("dr-site-hgs");
  static final Party HOSTING = known("hosting-ops");
  static final Party STRANGER = stranger("Untrusted Guardian");

  /** What a VM's name could try; the second part of the last is over 10,000 characters long. */
  static final List<String> HOSTILE =
      List.of(
          "<script>window.harmed = 'script'</script>",
          "</script><script>window.harmed = 'end'</script>",
          "</td></table></main><h1>All is well</h1>",
          "\"><img src=x onerror=\"window.harmed = 'image'\">",
          "' onmouseover='window.harmed = 1' x='",
          "{{#protectors}}{{{this}}}{{/protectors}}",
          "<!-- --><style>*{display:none}</style>",
          "javascript:window.harmed=1",
          "payroll\u202Efdp.exe\u2066\u200F",
          "two\r\nlines\tand\u0000a nul\u001B[31m",
          "broken \uD800 surrogate \uDC00",
          "=cmd|' /C calc'!A0",
          "\t=1+1",
          "  +SUM(A1:A9)",
          "\uFF1D1+1",
          "x;=1+1;\"@SUM(1)",
          "-2+3",
          "@SUM(1)",
          "\u0627\u0644\u0645\u0631\u064A\u062E \u05D0\u05D1\u05D2 123",
          "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034Falgo".repeat(40),
          "long " + "\uD83D\uDD11x".repeat(4_000));

  private Samples() {}

  /** 41 VMs of a house with a branch office. */
  static SampleAudit plausible() {
    List<AuditedProtector> all = new ArrayList<>();
    String[] roles = {"dc", "sql", "file", "web", "pki", "erp", "mail", "print"};
    for (int i = 0; i < 34; i++) {
      String vm = roles[i % roles.length] + "-" + String.format(Locale.ROOT, "%02d", i / 8 + 1);
      boolean branch = i % 3 == 0;
      List<Party> guardians = branch ? List.of(BRANCH, DATACENTER) : List.of(DATACENTER);
      List<Finding> findings =
          branch
              ? List.of(expiring("branch-hgs has a certificate that ends on 2026-04-12"))
              : List.of();
      all.add(valid("berlin/" + vm, i % 8 == 5 ? HOSTING : CENTRAL, guardians, findings));
    }
    all.add(
        valid(
            "berlin/hr-01",
            CENTRAL,
            List.of(DATACENTER, STRANGER),
            List.of(
                finding(
                    AuditFindingCode.UNKNOWN_GUARDIAN,
                    "granted to " + STRANGER.label(),
                    "name it with --guardians or import it; else have its owner revoke it",
                    null))));
    all.addAll(strangerOwned());
    all.addAll(without());
    return SampleAudit.of(all);
  }

  private static List<AuditedProtector> strangerOwned() {
    Finding expired =
        finding(
            AuditFindingCode.EXPIRED,
            "dr-site-hgs has a certificate that ended on 2025-11-09",
            "have it renew its certificates, then take them over with guardian update",
            "guardian update dr-site-hgs METADATA");
    Finding missing =
        finding(
            AuditFindingCode.REQUIRED_GUARDIAN_MISSING,
            "datacenter-hgs is required and cannot open it (group branch)",
            "have the owner grant it access",
            "protector grant FILE --guardian datacenter-hgs --in-place");
    Finding sealed =
        finding(
            AuditFindingCode.NOT_SEALED_BY_OWNER,
            "sealed by dr-site-hgs",
            "ask whether it rolled the key; else have the owner make a new protector",
            null);
    Finding same =
        finding(
            AuditFindingCode.SAME_PROTECTOR,
            "the same document as branch/pos-01",
            "shield each VM by itself; a copy needs a new transport key",
            null);
    return List.of(
        valid("branch/pos-01", CENTRAL, List.of(BRANCH, DR), List.of(missing, expired, sealed)),
        valid("branch/pos-02", CENTRAL, List.of(BRANCH, DR), List.of(missing, expired, same)),
        valid("branch/lab-01", CENTRAL, List.of(), List.of(ownerOnly())));
  }

  private static Finding ownerOnly() {
    return finding(
        AuditFindingCode.OWNER_ONLY,
        "the owner's wrapping is the only one",
        "grant access to an HGS",
        "protector grant FILE --guardian NAME --in-place");
  }

  private static List<AuditedProtector> without() {
    return List.of(
        failed(
            "branch/scan-01",
            Standing.INVALID,
            finding(
                AuditFindingCode.INVALID,
                "check document-signature failed at KeyProtector/Signature: the value does not fit",
                "restore it from a backup or have its owner make a new one",
                "protector verify FILE"),
            new GuardianSet(Optional.of(CENTRAL), List.of(BRANCH))),
        failed(
            "branch/notes.txt",
            Standing.UNUSABLE,
            finding(
                AuditFindingCode.NOT_A_PROTECTOR,
                "byte 0: text that is neither XML nor Base64, expected a protector",
                "restore the protector from a backup, or remove the file from the folder",
                null),
            GuardianSet.NOBODY),
        failed(
            "branch/test-07",
            Standing.NONE,
            finding(
                AuditFindingCode.NO_PROTECTOR,
                "the bytes say that there is none",
                "shield the VM, or leave it out of the audit",
                null),
            GuardianSet.NOBODY));
  }

  /** Fifty owners, thirty guardians, four guardians each. */
  static SampleAudit large(int vms) {
    Random random = new Random(5);
    List<AuditedProtector> all = new ArrayList<>(vms);
    for (int i = 0; i < vms; i++) {
      Party owner = known("owner-" + (i % 50));
      int site = random.nextInt(30);
      List<Party> guardians = new ArrayList<>();
      for (int j = 0; j < 4; j++) {
        guardians.add(known("guardian-" + (site + j * 7) % 30));
      }
      List<Finding> findings = new ArrayList<>();
      if (i % 17 == 0) {
        String late = guardians.get(0).label() + " has a certificate that ends on 2026-04-12";
        findings.add(expiring(late));
      }
      if (i % 97 == 0) {
        findings.add(ownerOnly());
      }
      all.add(valid(String.format(Locale.ROOT, "vm-%05d", i), owner, guardians, findings));
    }
    return SampleAudit.of(all);
  }

  /** Every name, file and label is an attack. */
  static SampleAudit hostile() {
    return hostile(HOSTILE);
  }

  static SampleAudit hostile(List<String> names) {
    List<AuditedProtector> all = new ArrayList<>();
    for (String name : names) {
      Party evil = new Party(name, Optional.empty(), Optional.empty());
      GuardianSet set = new GuardianSet(Optional.of(evil), List.of(BRANCH, evil));
      all.add(
          new AuditedProtector(
              new Place(name + ".xml", OptionalInt.of(all.size()), name),
              Standing.VALID,
              set,
              Optional.of(evil),
              List.of(finding(AuditFindingCode.UNKNOWN_OWNER, "owned by " + name, name, name)),
              Optional.of(SampleAudit.print(name))));
    }
    return SampleAudit.of(all);
  }

  static Party known(String name) {
    return new Party(name, Optional.of(name), Optional.of(SampleAudit.print(name)));
  }

  private static Party stranger(String claimed) {
    Thumbprint print = SampleAudit.print(claimed);
    String label = claimed + " (" + print.toString().substring(0, 16) + ")";
    return new Party(label, Optional.empty(), Optional.of(print));
  }

  static AuditedProtector valid(
      String vm, Party owner, List<Party> guardians, List<Finding> findings) {
    return new AuditedProtector(
        new Place("protectors/" + vm + ".xml", OptionalInt.empty(), vm),
        Standing.VALID,
        new GuardianSet(Optional.of(owner), guardians),
        Optional.of(owner),
        findings,
        Optional.of(SampleAudit.print(vm)));
  }

  private static AuditedProtector failed(
      String vm, Standing standing, Finding finding, GuardianSet set) {
    return new AuditedProtector(
        new Place("protectors/" + vm + ".xml", OptionalInt.empty(), vm),
        standing,
        set,
        Optional.empty(),
        List.of(finding),
        Optional.of(SampleAudit.print(vm)));
  }

  private static Finding expiring(String found) {
    return finding(
        AuditFindingCode.EXPIRING,
        found + ", in 41 days",
        "have it renew its certificates, then take them over with guardian update",
        null);
  }

  static Finding finding(AuditFindingCode code, String found, String remedy, String command) {
    return new Finding(
        code, code.severity(), found, new Remedy(remedy, Optional.ofNullable(command)));
  }
}
