package dev.keyward.audit.result;

import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.finding.VmFacts;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.UnknownAlgorithm.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The result of an audit for one protector.
 *
 * @param place where it was found
 * @param standing whether it is valid, and if not, why
 * @param set who can open it; of one that is not valid, who it says can
 * @param sealer who sealed it, where the document tells
 * @param findings in the order of their codes; empty where nothing is wrong
 * @param sha256 of the file, or in an export of the protector's document; empty where there are no
 *     bytes
 * @param wrappings the certificates of its wrappings, in its order; empty unless it is valid
 * @param unknown the algorithms of a valid one that Keyward does not know, and that only opening
 *     needs
 * @param facts what an export says beside it; in what a shard gives back only what Hyper-V's own
 *     files say
 */
public record AuditedProtector(
    Place place,
    Standing standing,
    GuardianSet set,
    Optional<Party> sealer,
    List<Finding> findings,
    Optional<Thumbprint> sha256,
    List<WrappingCertificates> wrappings,
    Set<UnknownAlgorithm> unknown,
    VmFacts facts) {

  /** Copies the lists and refuses missing parts. */
  public AuditedProtector {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(sealer, "sealer");
    findings = List.copyOf(findings);
    Objects.requireNonNull(sha256, "sha256");
    wrappings = List.copyOf(wrappings);
    Objects.requireNonNull(facts, "facts");
    unknown = unknown.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(unknown));
  }

  /** One whose certificates are not known, and without unknown algorithms. */
  public AuditedProtector(
      Place place,
      Standing standing,
      GuardianSet set,
      Optional<Party> sealer,
      List<Finding> findings,
      Optional<Thumbprint> sha256) {
    this(place, standing, set, sealer, findings, sha256, List.of(), Set.of());
  }

  /** A protector without facts from an export. */
  public AuditedProtector(
      Place place,
      Standing standing,
      GuardianSet set,
      Optional<Party> sealer,
      List<Finding> findings,
      Optional<Thumbprint> sha256,
      List<WrappingCertificates> wrappings,
      Set<UnknownAlgorithm> unknown) {
    this(place, standing, set, sealer, findings, sha256, wrappings, unknown, VmFacts.NONE);
  }

  /** The same with one more finding. */
  public AuditedProtector with(Finding finding) {
    List<Finding> more = new ArrayList<>(findings);
    more.add(finding);
    return with(more);
  }

  /** The same with these findings in place of its own. */
  public AuditedProtector with(List<Finding> others) {
    return new AuditedProtector(
        place, standing, set, sealer, others, sha256, wrappings, unknown, facts);
  }

  /** The same with these in the place of its parties, as where their labels change. */
  public AuditedProtector of(GuardianSet others, Optional<Party> otherSealer) {
    return new AuditedProtector(
        place, standing, others, otherSealer, findings, sha256, wrappings, unknown, facts);
  }

  /** The same at another place. */
  public AuditedProtector at(Place other) {
    return new AuditedProtector(
        other, standing, set, sealer, findings, sha256, wrappings, unknown, facts);
  }

  /** The same protector, with facts that its export holds. */
  public AuditedProtector beside(VmFacts others) {
    return new AuditedProtector(
        place, standing, set, sealer, findings, sha256, wrappings, unknown, others);
  }

  /** Whether nobody can check its transport key signature: key derivation or MAC is unknown. */
  public boolean isKeyless() {
    return unknown.stream().anyMatch(algorithm -> algorithm.use() != Use.KEY_ENCRYPTION);
  }

  /** The findings that count: no policy accepts them. */
  public List<Finding> open() {
    return findings.stream().filter(finding -> !finding.isAccepted()).toList();
  }

  /** The findings that a policy accepts. */
  public List<Finding> accepted() {
    return findings.stream().filter(Finding::isAccepted).toList();
  }

  /** The gravest severity of the findings that count, empty where nothing is wrong. */
  public Optional<Severity> worst() {
    return findings.stream()
        .filter(finding -> !finding.isAccepted())
        .map(Finding::severity)
        .max(Severity::compareTo);
  }
}
