package dev.keyward.guardian.trust;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Why and since when a guardian is trusted here. It is made once, when the guardian is made or
 * imported, recorded beside it, and shown; later commands need no switch.
 *
 * @param basis what the trust rests on
 * @param decidedAt when it was decided
 * @param evidence what backs it: the pinned thumbprint, the subject and thumbprint of the root
 * @param acceptedExpired whether an expired certificate was accepted on purpose
 */
public record TrustDecision(
    Basis basis, Instant decidedAt, Optional<String> evidence, boolean acceptedExpired) {

  /** What a trust decision can rest on. */
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

  /** The decision about a guardian whose keys were made here. */
  public static TrustDecision madeHere(Instant now) {
    return new TrustDecision(Basis.MADE_HERE, now, Optional.empty(), false);
  }

  /** Refuses missing parts. */
  public TrustDecision {
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(decidedAt, "decidedAt");
    Objects.requireNonNull(evidence, "evidence");
  }
}
