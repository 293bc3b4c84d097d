package dev.keyward.cli.view;

import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Check;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.text.ShortPrint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A valid protector as people read it: who sealed it, who let whom in, to whom each wrapping is
 * addressed by name, and which of them were proved by opening.
 */
public final class VerifiedView {

  private static final int DIGITS = 16;
  private static final String TRANSPORT_KEY = "transport-key-signature";

  private final VerifiedProtector protector;
  private final KnownGuardians known;
  private final Set<WrappingId> proved;
  private final Set<WrappingId> refused;

  public VerifiedView(VerifiedProtector protector, KnownGuardians known, Set<WrappingId> proved) {
    this(protector, known, proved, Set.of());
  }

  /**
   * The same beside the folder of a service.
   *
   * @param refused wrappings that keys of the service open and that it refuses
   */
  public VerifiedView(
      VerifiedProtector protector,
      KnownGuardians known,
      Set<WrappingId> proved,
      Set<WrappingId> refused) {
    this.protector = protector;
    this.known = known.beside(protector.wrappings());
    this.proved = proved;
    this.refused = refused;
  }

  /** Who sealed it, in the words every command uses. */
  public String sealedBy() {
    return protector.isSealedByOwner()
        ? "sealed by the owner"
        : "sealed by "
            + signer(protector.sealer().signing())
            + ", who could have chosen key and wrappings";
  }

  public String transportKeySignature() {
    String answer = proved.isEmpty() ? "not checked, no key" : "holds";
    return "transport key signature: "
        + unknownProof().map("cannot be checked, "::concat).orElse(answer);
  }

  /** The unknown key derivation or MAC that keeps everybody from checking the transport key. */
  private Optional<String> unknownProof() {
    return protector.unknownAlgorithms().stream()
        .filter(algorithm -> algorithm.use() != UnknownAlgorithm.Use.KEY_ENCRYPTION)
        .findFirst()
        .map(UnknownAlgorithm::words);
  }

  /** How the transport key signature fared, as a check by name. */
  public Check transportKeyCheck() {
    String where = "Protector/TransportKeySignature";
    Optional<String> unknown = unknownProof();
    if (unknown.isPresent()) {
      return new Check(TRANSPORT_KEY, where, Check.Outcome.CANNOT_BE_CHECKED, unknown.get());
    }
    return proved.isEmpty()
        ? new Check(TRANSPORT_KEY, where, Check.Outcome.NOT_CHECKED, "no key")
        : new Check(
            TRANSPORT_KEY,
            where,
            Check.Outcome.PASSED,
            "opened wrapping " + proved.iterator().next());
  }

  /** Whether something is left that could not be checked: a key was missing, or an algorithm. */
  public boolean isLeftOpen() {
    return proved.isEmpty() || !protector.unknownAlgorithms().isEmpty();
  }

  public String offlineUnwraps() {
    return "offline unwraps: " + protector.protector().maxOfflineUnwraps() + " (not signed)";
  }

  /** One line a wrapping. */
  public List<String> wrappingLines() {
    List<String> lines = new ArrayList<>();
    for (Wrapping wrapping : protector.wrappings()) {
      String access =
          wrapping
              .transportKey()
              .encryption()
              .unknownAlgorithm()
              .map(unknown -> "cannot be opened, " + unknown.words())
              .orElse(access(wrapping.id()));
      lines.add(
          String.format(
              Locale.ROOT,
              "  wrapping %-3s %-28s %-36s %s",
              wrapping.id(),
              name(wrapping),
              standing(wrapping),
              access));
    }
    return lines;
  }

  /** Whether a key of somebody who uses it opened that wrapping. */
  public boolean opens(WrappingId wrapping) {
    return proved.contains(wrapping);
  }

  private String access(WrappingId wrapping) {
    if (refused.contains(wrapping)) {
      return "opens with a disabled key, the service refuses";
    }
    return proved.contains(wrapping) ? "opens, proved" : "addressed";
  }

  /** What is wrong although every signature holds. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Set<String> outOfDate = new LinkedHashSet<>();
    for (Wrapping wrapping : protector.wrappings()) {
      Holders holders = known.holders(wrapping);
      String where = "wrapping " + wrapping.id() + ": ";
      if (holders.claimants().size() > 1) {
        String all = String.join(" and ", new TreeSet<>(holders.claimants()));
        warnings.add(where + all + " claim one encryption key, so nothing is known of who has it");
      }
      if (holders.identity() instanceof Identity.Mixed) {
        warnings.add(
            where
                + "one certificate is a known guardian's and the other is not: "
                + name(wrapping));
      } else if (holders.identity() instanceof Identity.Known guardian) {
        KeyWarning.of(guardian, known.storedName(guardian.name()), this::isInUse)
            .ifPresent(text -> warnings.add(where + text));
        known
            .outOfDate(guardian.name())
            .map(each -> "guardian-out-of-date: " + each.words() + "; " + each.remedy())
            .ifPresent(outOfDate::add);
      }
    }
    warnings.addAll(outOfDate);
    return warnings;
  }

  private boolean isInUse(String name) {
    return protector.wrappings().stream()
        .map(known::identify)
        .anyMatch(
            identity ->
                identity instanceof Identity.Known guardian
                    && guardian.name().equals(name)
                    && guardian.isInUse());
  }

  /** The guardian's name, or what is known instead. */
  String name(Wrapping wrapping) {
    Identity identity = known.identify(wrapping);
    if (identity instanceof Identity.Known guardian) {
      return guardian.words(known.shown(guardian.name()));
    }
    if (identity instanceof Identity.Mixed mixed) {
      return "MIXED (signs as "
          + mixed.signing().orElse("unknown")
          + ", decrypts as "
          + mixed.encryption().orElse("unknown")
          + ")";
    }
    return "unknown (" + start(wrapping.signing()) + ")";
  }

  /** Owner, granted or delegated, and by whom. */
  String standing(Wrapping wrapping) {
    if (wrapping.isOwn()) {
      return "owner";
    }
    return protector.isDelegated(wrapping)
        ? "delegated by " + signer(parent(wrapping).signing())
        : "granted by the owner";
  }

  private Wrapping parent(Wrapping wrapping) {
    return protector.protector().wrapping(wrapping.grant().parent()).orElseThrow();
  }

  private String signer(GuardianCertificate certificate) {
    return known.signerName(certificate).orElse("unknown (" + start(certificate) + ")");
  }

  /** The start of its thumbprint, longer where another of this protector has the same. */
  String start(GuardianCertificate certificate) {
    List<String> all =
        protector.wrappings().stream().map(each -> each.signing().thumbprint().toString()).toList();
    return ShortPrint.of(certificate.thumbprint().toString(), all, DIGITS);
  }

  /** What JSON output says of it. */
  public ProtectorAnswer answer() {
    Check.Outcome outcome = transportKeyCheck().outcome();
    List<ProtectorAnswer.Unknown> unknown =
        protector.unknownAlgorithms().stream()
            .map(each -> new ProtectorAnswer.Unknown(each.use().code(), each.uri()))
            .toList();
    return new ProtectorAnswer(
        new ProtectorAnswer.Seal(
            protector.isSealedByOwner(),
            protector.sealer().id().value(),
            known.signerName(protector.sealer().signing())),
        outcome == Check.Outcome.PASSED ? "holds" : outcome.code(),
        Optional.of(unknown).filter(some -> !some.isEmpty()),
        new ProtectorAnswer.OfflineUnwraps(protector.protector().maxOfflineUnwraps(), false),
        protector.wrappings().stream().map(this::answer).toList());
  }

  private ProtectorAnswer.Addressed answer(Wrapping wrapping) {
    Identity identity = known.identify(wrapping);
    return new ProtectorAnswer.Addressed(
        wrapping.id().value(),
        identity instanceof Identity.Known guardian
            ? Optional.of(guardian.name())
            : Optional.empty(),
        identityWord(identity),
        identity instanceof Identity.Known guardian
            ? Optional.of(guardian.by().code())
            : Optional.empty(),
        standingWord(wrapping),
        wrapping.grant().parent().value(),
        proved.contains(wrapping.id()) ? "proved" : "not-proved",
        wrapping.transportKey().encryption().unknownAlgorithm().map(UnknownAlgorithm::uri),
        isLegacy(wrapping),
        CertificateAnswer.of(wrapping.signing()),
        CertificateAnswer.of(wrapping.encryption()));
  }

  private String standingWord(Wrapping wrapping) {
    if (wrapping.isOwn()) {
      return "owner";
    }
    return protector.isDelegated(wrapping) ? "delegated" : "granted";
  }

  private static String identityWord(Identity identity) {
    if (identity instanceof Identity.Known) {
      return "known";
    }
    return identity instanceof Identity.Mixed ? "mixed" : "unknown";
  }

  private static boolean isLegacy(Wrapping wrapping) {
    return wrapping.transportKey().encryption().isLegacy()
        || wrapping.signing().sameKeyAs(wrapping.encryption());
  }
}
