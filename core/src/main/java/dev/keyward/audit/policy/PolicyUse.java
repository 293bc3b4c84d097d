package dev.keyward.audit.policy;

import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Watches which rules of a policy fit anything: a name with a typing error demands nothing of
 * anybody, and nobody would know. Not for several threads.
 */
public final class PolicyUse {

  private final Set<UnusedRule> unused = new LinkedHashSet<>();
  private final Map<Thumbprint, List<UnusedRule>> prints = new HashMap<>();
  private final Side vms = new Side();
  private final Side folders = new Side();

  /** The names and patterns that are held against one side of a place. */
  private final class Side {
    private final Map<String, List<UnusedRule>> exact = new HashMap<>();
    private final Map<UnusedRule, VmPattern> patterns = new HashMap<>();

    void add(String text, UnusedRule rule) {
      if (VmPattern.hasWildcard(text)) {
        patterns.put(rule, VmPattern.of(text));
      } else {
        exact.computeIfAbsent(FoldedName.of(text).text(), name -> new ArrayList<>()).add(rule);
      }
    }

    void sees(Collection<FoldedName> names) {
      for (FoldedName name : names) {
        Optional.ofNullable(exact.remove(name.text())).ifPresent(unused::removeAll);
        patterns
            .entrySet()
            .removeIf(each -> each.getValue().matches(name) && unused.remove(each.getKey()));
      }
    }

    boolean isEmpty() {
      return exact.isEmpty() && patterns.isEmpty();
    }
  }

  /**
   * Nothing seen so far.
   *
   * @param known whether a known guardian has the fingerprint
   */
  public PolicyUse(PolicyRules policy, Predicate<Thumbprint> known) {
    Set<GuardianReference> forbidden = new LinkedHashSet<>(policy.general().forbidden());
    for (PolicyRules.Group group : policy.all()) {
      forbidden.addAll(group.rules().forbidden());
    }
    for (GuardianReference reference : policy.references()) {
      if (reference instanceof GuardianReference.ByThumbprint print
          && !known.test(print.fingerprint())) {
        UnusedRule rule =
            new UnusedRule(
                print.place().inFile() + ": nobody has the fingerprint " + print,
                severity(forbidden.contains(reference)));
        prints.computeIfAbsent(print.fingerprint(), each -> new ArrayList<>()).add(rule);
        unused.add(rule);
      }
    }
    for (PolicyRules.Group group : policy.all()) {
      String name = group.rules().group().orElse("");
      Set<GuardianReference> own = new LinkedHashSet<>(group.rules().forbidden());
      policy.general().forbidden().forEach(own::remove);
      Severity severity = severity(!own.isEmpty());
      for (String text : texts(group.vms())) {
        add(new UnusedRule("group " + name + ": no VM is called " + text, severity), text, vms);
      }
      for (String text : texts(group.folders())) {
        add(new UnusedRule("group " + name + ": no VM lies in " + text, severity), text, folders);
      }
    }
  }

  /** A ban that fits nothing may be one that lets somebody through. */
  private static Severity severity(boolean forbids) {
    return forbids ? Severity.WARNING : Severity.NOTE;
  }

  private static List<String> texts(Optional<VmNames> names) {
    return names.map(VmNames::texts).orElse(List.of());
  }

  private void add(UnusedRule rule, String text, Side side) {
    unused.add(rule);
    side.add(text, rule);
  }

  /** The audit read a VM's protector. */
  public void sees(Place place) {
    if (!vms.isEmpty() || !folders.isEmpty()) {
      PolicySubject subject = PolicySubject.of(place);
      vms.sees(subject.names());
      folders.sees(subject.folders());
    }
  }

  /** A protector has this certificate in a wrapping. */
  public void sees(GuardianCertificate certificate) {
    if (!prints.isEmpty()) {
      for (Thumbprint print : List.of(certificate.thumbprint(), certificate.keyThumbprint())) {
        Optional.ofNullable(prints.remove(print)).ifPresent(unused::removeAll);
      }
    }
  }

  /** The rules that have fitted nothing so far, in the order of the file. */
  public List<UnusedRule> unused() {
    return List.copyOf(unused);
  }
}
