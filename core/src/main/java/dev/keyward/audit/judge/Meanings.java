package dev.keyward.audit.judge;

import dev.keyward.audit.policy.GuardianReference;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the references of a policy mean. A rule that says no matches either half of a wrapping; one
 * that says yes needs both.
 */
final class Meanings {

  private final Map<GuardianReference, Set<String>> labels = new HashMap<>();

  Meanings(Collection<GuardianReference> references, KnownGuardians known) {
    for (GuardianReference reference : references) {
      labels.put(
          reference,
          reference instanceof GuardianReference.ByThumbprint print
              ? known.find(print.fingerprint())
              : known.find(reference.toString()));
    }
  }

  /** Whether one of them has any key of the wrapping, in any state. */
  boolean anyHalf(List<GuardianReference> references, Wrapping wrapping, Holders holders) {
    return references.stream()
        .anyMatch(
            each ->
                labels(each).stream().anyMatch(holders.either()::contains)
                    || isPrint(each, wrapping.signing())
                    || isPrint(each, wrapping.encryption()));
  }

  /** Whether it has both halves of the wrapping, by current or former keys. */
  boolean both(GuardianReference reference, Wrapping wrapping, Holders holders) {
    if (!labels(reference).isEmpty()) {
      return isAlone(reference, holders.both());
    }
    boolean mixed = holders.identity() instanceof Identity.Mixed;
    return !mixed
        && (isPrint(reference, wrapping.signing()) || isPrint(reference, wrapping.encryption()));
  }

  /** Whether one of them signs with the wrapping's signing key. */
  boolean anySigner(List<GuardianReference> references, Wrapping wrapping, Holders holders) {
    return references.stream()
        .anyMatch(
            each ->
                labels(each).isEmpty()
                    ? isPrint(each, wrapping.signing())
                    : isAlone(each, holders.signer()));
  }

  /** A key of two guardians says nothing about who has it. */
  private boolean isAlone(GuardianReference reference, Optional<String> label) {
    return label.isPresent() && labels(reference).equals(Set.of(label.get()));
  }

  /** The one guardian that it means, if one is known. */
  Optional<String> label(GuardianReference reference) {
    Set<String> meant = labels(reference);
    return meant.size() == 1 ? meant.stream().findFirst() : Optional.empty();
  }

  private Set<String> labels(GuardianReference reference) {
    return labels.getOrDefault(reference, Set.of());
  }

  private static boolean isPrint(GuardianReference reference, GuardianCertificate certificate) {
    return reference instanceof GuardianReference.ByThumbprint print
        && certificate.isNamed(print.fingerprint());
  }
}
