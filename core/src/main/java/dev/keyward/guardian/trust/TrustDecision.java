package dev.keyward.guardian.trust;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Why and since when a guardian is trusted here. The decision is made once, when the guardian is
 * made or imported. The store keeps it, so later commands need no option.
 */
public final class TrustDecision {

  /** The possible reasons for a decision. */
  public enum Basis {
    /** The keys were made here. */
    MADE_HERE("made-here"),
    /** The user gave the SHA-256 of the signing certificate. */
    PINNED("pinned"),
    /** The certificates lead to a root the user gave. */
    CHAINED("chained"),
    /** The user accepted certificates that lead to no known root. */
    ACCEPTED_UNTRUSTED_ROOT("accepted-untrusted-root");

    private final String code;

    Basis(String code) {
      this.code = code;
    }

    /** The stable name in files and output. */
    public String code() {
      return code;
    }

    /** The basis of that name; the caller must know that it is one. */
    public static Basis forCode(String code) {
      for (Basis basis : values()) {
        if (basis.code.equals(code)) {
          return basis;
        }
      }
      throw new IllegalArgumentException("no basis of trust called " + code);
    }
  }

  private final Basis basis;
  private final Instant decidedAt;
  private final Optional<String> evidence;
  private final boolean acceptedExpired;

  /** For the store, which reads what was decided, and for {@link TrustDecider}. */
  TrustDecision(
      Basis basis, Instant decidedAt, Optional<String> evidence, boolean acceptedExpired) {
    this.basis = Objects.requireNonNull(basis, "basis");
    this.decidedAt = Objects.requireNonNull(decidedAt, "decidedAt");
    this.evidence = Objects.requireNonNull(evidence, "evidence");
    this.acceptedExpired = acceptedExpired;
  }

  /** The decision about a guardian whose keys were made here. */
  static TrustDecision madeHere(Instant now) {
    return new TrustDecision(Basis.MADE_HERE, now, Optional.empty(), false);
  }

  /** The same decision, which expired certificates do not end. */
  TrustDecision acceptingExpired() {
    return new TrustDecision(basis, decidedAt, evidence, true);
  }

  /** The reason for the decision. */
  public Basis basis() {
    return basis;
  }

  /** When it was decided. */
  public Instant decidedAt() {
    return decidedAt;
  }

  /** The evidence: the pinned thumbprint, or the subject and thumbprint of the root. */
  public Optional<String> evidence() {
    return evidence;
  }

  /** Whether an expired certificate was accepted on purpose. */
  public boolean acceptedExpired() {
    return acceptedExpired;
  }

  /** Whether the other decision says the same, at any date. */
  public boolean isRepeatedBy(TrustDecision other) {
    return equals(new TrustDecision(other.basis, decidedAt, other.evidence, other.acceptedExpired));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustDecision decision
        && basis == decision.basis
        && decidedAt.equals(decision.decidedAt)
        && evidence.equals(decision.evidence)
        && acceptedExpired == decision.acceptedExpired;
  }

  @Override
  public int hashCode() {
    return Objects.hash(basis, decidedAt, evidence, acceptedExpired);
  }

  /** All that it says. */
  @Override
  public String toString() {
    return "TrustDecision("
        + basis.code()
        + ", "
        + decidedAt
        + evidence.map(text -> ", " + text).orElse("")
        + (acceptedExpired ? ", accepted expired)" : ")");
  }
}
