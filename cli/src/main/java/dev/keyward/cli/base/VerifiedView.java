package dev.keyward.cli.base;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.Check;
import dev.keyward.protector.Identity;
import dev.keyward.protector.KnownGuardians;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A valid protector as people read it: who sealed it, who let whom in, to whom each wrapping is
 * addressed by name, and which of them were proved by opening.
 */
public final class VerifiedView {

  private static final String TRANSPORT_KEY = "transport-key-signature";

  private final VerifiedProtector protector;
  private final KnownGuardians known;
  private final Set<WrappingId> proved;

  public VerifiedView(VerifiedProtector protector, KnownGuardians known, Set<WrappingId> proved) {
    this.protector = protector;
    this.known = known;
    this.proved = proved;
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
              .orElse(proved.contains(wrapping.id()) ? "opens, proved" : "addressed");
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

  /** What is wrong although every signature holds. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Wrapping wrapping : protector.wrappings()) {
      Identity identity = known.identify(wrapping);
      if (identity instanceof Identity.Mixed) {
        warnings.add(
            "wrapping "
                + wrapping.id()
                + ": one certificate is a known guardian's and the other is not: "
                + name(wrapping));
      } else if (identity instanceof Identity.Replaced guardian) {
        warnings.add(
            "wrapping "
                + wrapping.id()
                + ": for keys that "
                + guardian.name()
                + " has replaced; grant it anew");
      }
    }
    return warnings;
  }

  /** The guardian's name, or what is known instead. */
  String name(Wrapping wrapping) {
    Identity identity = known.identify(wrapping);
    if (identity instanceof Identity.Known guardian) {
      return guardian.name();
    }
    if (identity instanceof Identity.Mixed mixed) {
      return "MIXED (signs as "
          + mixed.signing().orElse("unknown")
          + ", decrypts as "
          + mixed.encryption().orElse("unknown")
          + ")";
    }
    if (identity instanceof Identity.Replaced guardian) {
      return guardian.name() + " (replaced keys)";
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

  private static String start(GuardianCertificate certificate) {
    return certificate.thumbprint().toString().substring(0, 16);
  }

  /** What JSON output says of it. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, Object> seal = new LinkedHashMap<>();
    seal.put("byOwner", protector.isSealedByOwner());
    seal.put("wrapping", protector.sealer().id().value());
    seal.put("name", known.signerName(protector.sealer().signing()));
    json.put("sealed", seal);
    Check.Outcome outcome = transportKeyCheck().outcome();
    json.put("transportKeySignature", outcome == Check.Outcome.PASSED ? "holds" : outcome.code());
    if (!protector.unknownAlgorithms().isEmpty()) {
      json.put(
          "unknownAlgorithms",
          protector.unknownAlgorithms().stream().map(VerifiedView::json).toList());
    }
    Map<String, Object> offline = new LinkedHashMap<>();
    offline.put("value", protector.protector().maxOfflineUnwraps());
    offline.put("signed", false);
    json.put("maxOfflineUnwraps", offline);
    json.put("wrappings", protector.wrappings().stream().map(this::json).toList());
    return json;
  }

  private Map<String, Object> json(Wrapping wrapping) {
    Map<String, Object> json = new LinkedHashMap<>();
    Identity identity = known.identify(wrapping);
    json.put("id", wrapping.id().value());
    json.put("guardian", identity instanceof Identity.Known guardian ? guardian.name() : null);
    json.put("identity", identityWord(identity));
    json.put("standing", standingWord(wrapping));
    json.put("parent", wrapping.grant().parent().value());
    json.put("opens", proved.contains(wrapping.id()) ? "proved" : "not-proved");
    wrapping
        .transportKey()
        .encryption()
        .unknownAlgorithm()
        .ifPresent(unknown -> json.put("unknownKeyEncryption", unknown.uri()));
    json.put("legacy", isLegacy(wrapping));
    json.put("signing", Certificates.json(wrapping.signing()));
    json.put("encryption", Certificates.json(wrapping.encryption()));
    return json;
  }

  private static Map<String, Object> json(UnknownAlgorithm algorithm) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("use", algorithm.use().code());
    json.put("uri", algorithm.uri());
    return json;
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
    if (identity instanceof Identity.Replaced) {
      return "replaced";
    }
    return identity instanceof Identity.Mixed ? "mixed" : "unknown";
  }

  private static boolean isLegacy(Wrapping wrapping) {
    return wrapping.transportKey().encryption().isLegacy()
        || wrapping.signing().sameKeyAs(wrapping.encryption());
  }
}
