package dev.keyward.guardian.trust;

import static java.util.stream.Collectors.joining;

import dev.keyward.Fault;
import dev.keyward.NotTrustedException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides at import whether to trust a guardian. A pin decides alone, even if roots are given.
 * Without a pin, roots decide. Without both, the user's explicit acceptance decides.
 */
public final class TrustDecider {

  private static final int SHOWN = 4;

  private TrustDecider() {}

  /**
   * The guardian of {@code metadata} under a local name, if {@code request} gives a reason to trust
   * it. Who signs as a root of the request may list other signing certificates of the guardian.
   *
   * @throws NotTrustedException code {@code pin-mismatch}, {@code expired}, {@code not-yet-valid},
   *     {@code no-known-root}, {@code other-use}, {@code no-subject}, {@code other-subject}, {@code
   *     not-trusted}, {@code foreign-signer} or {@code sha1}
   */
  public static TrustedGuardian trust(
      GuardianMetadata metadata, GuardianName name, TrustRequest request, Instant now)
      throws NotTrustedException {
    TrustDecision decision = decide(metadata, request, now);
    return new TrustedGuardian(metadata.toGuardian(name, request.roots()), decision);
  }

  /**
   * The guardian whose keys were taken from elsewhere, if {@code request} gives a reason to trust
   * it.
   *
   * @throws NotTrustedException code {@code pin-mismatch}, {@code expired}, {@code not-yet-valid},
   *     {@code no-known-root} or {@code not-trusted}
   */
  public static TrustedGuardian trust(GuardianKeys keys, TrustRequest request, Instant now)
      throws NotTrustedException {
    Guardian guardian = keys.guardian();
    TrustDecision decision = decide(guardian.signing(), guardian.encryption(), request, now);
    return new TrustedGuardian(guardian, decision);
  }

  /**
   * The decision about a guardian with these certificates.
   *
   * @throws NotTrustedException code {@code pin-mismatch}, {@code expired}, {@code not-yet-valid},
   *     {@code no-known-root} or {@code not-trusted}
   */
  static TrustDecision decide(
      GuardianCertificate signing,
      GuardianCertificate encryption,
      TrustRequest request,
      Instant now)
      throws NotTrustedException {
    TrustDecision decision = basis(signing, encryption, request, now);
    boolean current = signing.isCurrentAt(now) && encryption.isCurrentAt(now);
    if (!current && !request.allowExpired()) {
      requireCurrent(signing, "signing certificate", now);
      requireCurrent(encryption, "encryption certificate", now);
    }
    return new TrustDecision(decision.basis(), now, decision.evidence(), !current);
  }

  /**
   * The decision about a guardian by its metadata. It must be signed as a whole by the guardian's
   * own signing key. Where another key signed, neither a root nor the user's word is enough, and a
   * pin must be that one's: MS-KPS signs bare certificates, so a signature that was made to grant
   * somebody could stand in for that over the guardian's encryption certificate.
   *
   * @throws NotTrustedException as above, and codes {@code foreign-signer} and {@code sha1}
   */
  static TrustDecision decide(GuardianMetadata metadata, TrustRequest request, Instant now)
      throws NotTrustedException {
    if (metadata.restsOnSha1() && request.pin().isEmpty()) {
      throw new NotTrustedException(
          Fault.of("sha1", "metadata", "a signature that uses SHA-1", "a pin with it"));
    }
    if (metadata.vouchedFor()) {
      return decide(metadata.signing(), metadata.encryption(), request, now);
    }
    Thumbprint signer = metadata.signedBy().thumbprint();
    if (request.pin().filter(pin -> metadata.signedBy().isNamed(pin)).isEmpty()) {
      throw new NotTrustedException(
          Fault.of(
                  "foreign-signer",
                  "metadata",
                  "a document signed by another certificate, " + signer,
                  request.pin().isEmpty()
                      ? "one signed by its own signing key"
                      : "one signed by the pinned certificate")
              .withHint(
                  "compare this fingerprint with that of the guardian's"
                      + " operator, then add --pin "
                      + signer));
    }
    TrustRequest rest =
        new TrustRequest(
            Optional.of(metadata.signing().thumbprint()),
            request.roots(),
            request.allowUntrustedRoot(),
            request.allowExpired());
    TrustDecision decision = decide(metadata.signing(), metadata.encryption(), rest, now);
    return new TrustDecision(
        decision.basis(), now, Optional.of(signer.toString()), decision.acceptedExpired());
  }

  /** Refuses a certificate that is expired or not yet valid. */
  static void requireCurrent(GuardianCertificate certificate, String where, Instant now)
      throws NotTrustedException {
    if (certificate.isNeverValid()) {
      String found =
          "it ends at "
              + certificate.notAfter()
              + ", before it begins at "
              + certificate.notBefore();
      throw new NotTrustedException(
          Fault.of("expired", where, found, "one that ends after it begins")
              .withHint("have its operator make it again; --allow-expired accepts it"));
    }
    if (now.isAfter(certificate.notAfter())) {
      throw new NotTrustedException(
          Fault.of("expired", where, "it expired at " + certificate.notAfter(), "a current one")
              .withHint("--allow-expired accepts it anyway"));
    }
    if (now.isBefore(certificate.notBefore())) {
      throw new NotTrustedException(
          Fault.of(
                  "not-yet-valid",
                  where,
                  "it is valid only from " + certificate.notBefore() + " on",
                  "a current one")
              .withHint(
                  "check the clock of this machine first; --allow-expired accepts it anyway"));
    }
  }

  private static TrustDecision basis(
      GuardianCertificate signing,
      GuardianCertificate encryption,
      TrustRequest request,
      Instant now)
      throws NotTrustedException {
    if (request.pin().isPresent()) {
      return pinned(signing, request.pin().get(), now);
    }
    GuardianChains chains = new GuardianChains(signing, encryption, request, now);
    Optional<GuardianCertificate> root = chains.commonRoot();
    if (root.isPresent()) {
      requireNoOtherUse(signing);
      requireNoOtherUse(encryption);
      requireSubject(signing, request);
      String evidence = root.get().subject() + " " + root.get().thumbprint();
      return decision(TrustDecision.Basis.CHAINED, now, evidence);
    }
    if (request.allowUntrustedRoot()) {
      String evidence = signing.thumbprint().toString();
      return decision(TrustDecision.Basis.ACCEPTED_UNTRUSTED_ROOT, now, evidence);
    }
    throw nobodySaid(signing, request, chains.breaks());
  }

  /** A root issues certificates for mail and printers too, and says by this what they are for. */
  private static void requireNoOtherUse(GuardianCertificate certificate)
      throws NotTrustedException {
    if (certificate.isForOthers()) {
      throw new NotTrustedException(
          Fault.of(
              "other-use",
              "certificate " + certificate.subject(),
              "a critical extended key usage, so that it is for something else only",
              "a guardian's certificate"));
    }
  }

  /** A root vouches for many, so the user must say who of them is meant. */
  private static void requireSubject(GuardianCertificate signing, TrustRequest request)
      throws NotTrustedException {
    String found = signing.subject();
    String hint =
        "if this is the guardian that you expect, give its name with --subject, or add --pin "
            + signing.thumbprint();
    if (request.subject().isPresent()) {
      if (!signing.hasSubject(request.subject().get())) {
        throw new NotTrustedException(
            Fault.of("other-subject", "signing certificate", found, request.subject().get())
                .withHint(hint));
      }
    } else if (request.roots().size() != 1 || !request.roots().get(0).isPrivateRoot()) {
      throw new NotTrustedException(
          Fault.of(
                  "no-subject",
                  "signing certificate",
                  found + ", one of many that these roots vouch for",
                  "--subject NAME of one that the roots vouch for, or one private root")
              .withHint(hint));
    }
  }

  private static TrustDecision pinned(GuardianCertificate signing, Thumbprint pin, Instant now)
      throws NotTrustedException {
    if (!signing.isNamed(pin)) {
      throw new NotTrustedException(
          Fault.of(
              "pin-mismatch",
              "signing certificate",
              "SHA-256 " + signing.thumbprint(),
              "the pinned " + pin));
    }
    return decision(TrustDecision.Basis.PINNED, now, pin.toString());
  }

  private static TrustDecision decision(TrustDecision.Basis basis, Instant now, String evidence) {
    return new TrustDecision(basis, now, Optional.of(evidence), false);
  }

  private static NotTrustedException nobodySaid(
      GuardianCertificate signing, TrustRequest request, List<ChainBreak> breaks) {
    String hint =
        "compare this fingerprint with that of the guardian's"
            + " operator, then add --pin "
            + signing.thumbprint();
    return request.roots().isEmpty()
        ? new NotTrustedException(
            Fault.of(
                    "not-trusted",
                    "signing certificate",
                    "there is no reason yet to trust " + signing.subject(),
                    "a pin or a trusted root")
                .withHint(hint))
        : new NotTrustedException(
            Fault.of(
                    "no-known-root",
                    "guardian certificates",
                    "no chain from both to one of the given roots" + where(breaks),
                    "one root for both")
                .withHint(hint));
  }

  private static String where(List<ChainBreak> breaks) {
    String ends =
        breaks.stream().distinct().limit(SHOWN).map(ChainBreak::toString).collect(joining("; "));
    int more = breaks.size() - SHOWN;
    return (ends.isEmpty() ? "" : ": " + ends) + (more > 0 ? "; and " + more + " more" : "");
  }

  /**
   * Why neither certificate, or only one of them, leads to the roots of {@code request}: the place
   * at which the chain ends, for each root and certificate. Empty if both chains are complete.
   */
  public static List<ChainBreak> whyNoChain(
      GuardianCertificate signing,
      GuardianCertificate encryption,
      TrustRequest request,
      Instant now) {
    return new GuardianChains(signing, encryption, request, now).breaks();
  }

  /**
   * The place at which the chain from a certificate to a root ends.
   *
   * @param certificate the last one that was reached
   * @param root the root that was looked for
   * @param step what failed there, in words
   */
  public record ChainBreak(GuardianCertificate certificate, GuardianCertificate root, String step) {

    /** The certificate where the chain ends, and why it ends there. */
    @Override
    public String toString() {
      return certificate.subject() + ": " + step;
    }
  }
}
