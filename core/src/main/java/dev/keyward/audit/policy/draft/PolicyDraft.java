package dev.keyward.audit.policy.draft;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.policy.PolicyRules;
import dev.keyward.audit.policy.StrengthRules;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A policy to start from: it demands what an audit found to be so already. Guardians that all VMs
 * have become required, the others allowed.
 *
 * @param owners who own protectors, the owner's signing certificate each
 * @param guardians who are granted, besides the owners
 * @param sealers who sealed protectors of other owners
 * @param observed what was found of keys and algorithms
 */
public record PolicyDraft(
    List<Seen> owners, List<Granted> guardians, List<Seen> sealers, Observed observed) {

  private static final int MOST_ALGORITHMS = 50;

  /** Copies the lists. */
  public PolicyDraft {
    owners = List.copyOf(owners);
    guardians = List.copyOf(guardians);
    sealers = List.copyOf(sealers);
  }

  /** A policy that demands what an audit found in valid protectors to be so. */
  public static PolicyDraft of(AuditSummary summary) {
    return DraftMaker.draft(summary);
  }

  /**
   * Somebody that was seen in protectors.
   *
   * @param name what the auditor calls it, if it is known; used where it has the form of a
   *     guardian's name, else the thumbprint is
   * @param signing the thumbprint of the signing certificate
   * @param subject the certificate's subject, only ever a comment
   */
  public record Seen(Optional<String> name, Thumbprint signing, String subject) {

    private String reference() {
      return name.filter(Seen::isGuardianName).orElse("sha256:" + signing);
    }

    private static boolean isGuardianName(String name) {
      try {
        GuardianName.parse(name);
        return true;
      } catch (MalformedInputException e) {
        return false;
      }
    }
  }

  /**
   * A guardian and how often it is granted.
   *
   * @param guardian the guardian
   * @param vms the number of VMs whose protector is addressed to it
   */
  public record Granted(Seen guardian, int vms) {}

  /**
   * What was found of all protectors together.
   *
   * @param vms the number of VMs with a protector
   * @param smallestBits the smallest RSA key; empty where there was none
   * @param algorithms the URIs of the algorithms in use
   */
  public record Observed(int vms, OptionalInt smallestBits, Set<String> algorithms) {

    /** Copies the set. */
    public Observed {
      algorithms = Set.copyOf(algorithms);
    }
  }

  /**
   * The policy file: UTF-8 with comments, at most 1 MiB, that {@link PolicyRules#parse} takes.
   * Lists of more than 500 are left out, which a comment says. Any name and any subject stays a
   * value or a comment.
   */
  public byte[] encode() {
    DraftText text = new DraftText();
    text.lines(
        "# An audit policy, drafted from what Keyward found in " + observed.vms() + " VMs.\n");
    text.lines(DraftComments.HEAD);
    parties(text);
    guardians(text);
    strength(text);
    return text.lines(DraftComments.GROUPS).toString().getBytes(StandardCharsets.UTF_8);
  }

  private boolean anythingFound() {
    return observed.vms() > 0;
  }

  private void parties(DraftText text) {
    text.lines(DraftComments.OWNERS).list("", "owners", items(owners), false);
    text.lines(DraftComments.SEALED_BY).list("", "sealed-by", items(sealers), anythingFound());
  }

  private static List<DraftText.Item> items(List<Seen> all) {
    Predicate<String> unseen = firstOnly();
    return all.stream()
        .filter(each -> unseen.test(each.reference()))
        .map(each -> new DraftText.Item(each.reference(), each.subject(), each.name().isPresent()))
        .toList();
  }

  /** True once for each text, without regard to case. */
  private static Predicate<String> firstOnly() {
    Set<String> seen = new HashSet<>();
    return reference -> seen.add(reference.toLowerCase(Locale.ROOT));
  }

  private void guardians(DraftText text) {
    Predicate<String> unseen = firstOnly();
    List<DraftText.Item> required = granted(each -> each.vms() >= observed.vms(), unseen);
    List<DraftText.Item> allowed = granted(each -> each.vms() < observed.vms(), unseen);
    text.lines(DraftComments.GUARDIANS).lines("guardians:\n");
    text.lines(DraftComments.REQUIRED).list("  ", "required", required, true);
    text.lines(DraftComments.ALLOWED).list("  ", "allowed", allowed, anythingFound());
    text.lines(DraftComments.FORBIDDEN).list("  ", "forbidden", List.of(), true);
  }

  private List<DraftText.Item> granted(Predicate<Granted> which, Predicate<String> unseen) {
    List<DraftText.Item> items = new ArrayList<>();
    for (Granted each : guardians) {
      String reference = each.guardian().reference();
      if (which.test(each) && unseen.test(reference)) {
        String share = each.vms() + " of " + observed.vms() + " VMs, ";
        boolean known = each.guardian().name().isPresent();
        items.add(new DraftText.Item(reference, share + each.guardian().subject(), known));
      }
    }
    return items;
  }

  private void strength(DraftText text) {
    int smallest = observed.smallestBits().orElse(StrengthRules.LEAST_BITS);
    int bits = Math.max(StrengthRules.LEAST_BITS, Math.min(StrengthRules.MOST_BITS, smallest));
    text.lines(DraftComments.KEYS);
    if (bits != smallest) {
      text.comment("The smallest key that was found has " + smallest + " bits.");
    }
    text.lines("keys: {minimum-bits: " + bits + "}\n").lines(DraftComments.ALGORITHMS);
    algorithms(text);
    text.lines(DraftComments.EXPIRY);
  }

  private void algorithms(DraftText text) {
    Predicate<String> usable = StrengthRules::isUri;
    List<DraftText.Item> items =
        observed.algorithms().stream()
            .filter(usable)
            .sorted()
            .map(each -> new DraftText.Item(each, "", true))
            .toList();
    observed.algorithms().stream()
        .filter(usable.negate())
        .sorted()
        .limit(MOST_ALGORITHMS)
        .forEach(each -> text.comment("left out, no URI: " + each));
    if (items.isEmpty()) {
      text.lines("# algorithms: none found\n");
    } else if (items.size() > MOST_ALGORITHMS) {
      text.lines("# algorithms: left out, " + items.size() + " found\n");
    } else {
      text.lines("algorithms:\n").list("  ", "allowed", items, false);
    }
  }
}
