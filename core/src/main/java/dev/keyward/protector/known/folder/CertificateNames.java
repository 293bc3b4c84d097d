package dev.keyward.protector.known.folder;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.subject.GuardianSubject;
import dev.keyward.text.ShortPrint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Names for certificates that come without metadata: by their subject, else by their file. Anybody
 * may write any subject, so a name that another key has already never goes to a second one: that is
 * called by the name, {@code @} and eight digits of its key, or more where these are taken too.
 * Only in the own source of one host several keys of a name are generations of one guardian, and
 * both halves of a guardian are of one source.
 */
public final class CertificateNames {

  private static final int DIGITS = 8;

  private final List<Candidate> candidates;
  private final Predicate<String> taken;
  private final Map<String, Set<Thumbprint>> signers = new HashMap<>();
  private final Map<String, Set<Optional<String>>> sources = new HashMap<>();

  /**
   * A certificate that wants a name.
   *
   * @param certificate the certificate
   * @param given what an export calls its guardian; Windows' usual name is none, for every host has
   *     one of that name
   * @param file the name of its file
   * @param source what holds one host's certificates alone, such as a folder; empty where the
   *     certificates of many lie together
   */
  public record Candidate(
      GuardianCertificate certificate,
      Optional<String> given,
      String file,
      Optional<String> source) {

    private String base() {
      return given
          .flatMap(GuardianSubject::givenName)
          .or(() -> GuardianSubject.of(certificate.subject()).name())
          .or(() -> GuardianSubject.fileName(file))
          .orElseGet(certificate::label);
    }

    private String key() {
      return base().toLowerCase(Locale.ROOT);
    }

    private boolean signs() {
      return GuardianSubject.of(certificate.subject())
          .role()
          .map(CertificateRole.SIGNING::equals)
          .orElseGet(() -> certificate.unfitFor(CertificateRole.SIGNING).isEmpty());
    }
  }

  /**
   * For these certificates.
   *
   * @param taken tells whether somebody else has a name already
   */
  public CertificateNames(List<Candidate> candidates, Predicate<String> taken) {
    this.candidates = List.copyOf(candidates);
    this.taken = taken;
    for (Candidate candidate : this.candidates) {
      sources.computeIfAbsent(candidate.key(), key -> new HashSet<>()).add(candidate.source());
      if (candidate.signs()) {
        signers
            .computeIfAbsent(candidate.key(), key -> new HashSet<>())
            .add(candidate.certificate().keyThumbprint());
      }
    }
  }

  /** The name of one of them. */
  public String of(Candidate candidate) {
    if (taken.test(candidate.base()) || isAcrossSources(candidate)) {
      return marked(candidate, candidate);
    }
    Set<Thumbprint> keys = signers.getOrDefault(candidate.key(), Set.of());
    if (keys.size() < 2 || isOneSource(sources.getOrDefault(candidate.key(), Set.of()))) {
      return candidate.base();
    }
    // Nothing but an equal start tells which of several keys the other half belongs to.
    return candidate.signs()
        ? marked(candidate, candidate)
        : partner(candidate).map(signer -> marked(candidate, signer)).orElseGet(candidate::base);
  }

  private static boolean isOneSource(Set<Optional<String>> all) {
    return all.size() == 1 && all.iterator().next().isPresent();
  }

  /** Who writes the one source could else choose what a signing key of another opens with. */
  private boolean isAcrossSources(Candidate candidate) {
    return !candidate.signs()
        && signers.containsKey(candidate.key())
        && partners(candidate).isEmpty();
  }

  /** The certificates of its name and source that sign. */
  private List<Candidate> partners(Candidate candidate) {
    return candidates.stream()
        .filter(other -> other.signs() && other.key().equals(candidate.key()))
        .filter(other -> other.source().equals(candidate.source()))
        .toList();
  }

  private Optional<Candidate> partner(Candidate candidate) {
    List<Candidate> same =
        partners(candidate).stream()
            .filter(
                other ->
                    other.certificate().notBefore().equals(candidate.certificate().notBefore()))
            .toList();
    return same.stream().map(other -> other.certificate().keyThumbprint()).distinct().count() == 1
        ? Optional.of(same.get(0))
        : Optional.empty();
  }

  private String marked(Candidate candidate, Candidate signer) {
    Thumbprint key = signer.certificate().keyThumbprint();
    List<String> others =
        signers.getOrDefault(candidate.key(), Set.of()).stream().map(Thumbprint::toString).toList();
    String name = candidate.base() + "@" + ShortPrint.of(key.toString(), others, DIGITS);
    return taken.test(name) ? candidate.base() + "@" + key : name;
  }
}
