package dev.keyward.fleet.matrix.finding;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.subject.GuardianSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The guardians of one host's store: signing and encryption certificates that Windows made
 * together. Subjects say which guardian a certificate is of; of several generations those belong
 * together that began at the same moment, else those that began nearest to each other, both ways.
 *
 * @param pairs from the oldest on
 * @param alone certificates without the other half
 */
record GuardianPairs(List<Pair> pairs, List<HostCertificate> alone) {

  /** A host has a few generations; of more only those pair up that began together. */
  private static final int MOST_COMPARED = 32;

  /** Both halves of a guardian. */
  record Pair(HostCertificate signing, HostCertificate encryption) {

    /** Whether nothing but names says that both were made together. */
    boolean isAssumed() {
      return !signing.certificate().notBefore().equals(encryption.certificate().notBefore());
    }
  }

  /** The guardians of a host, by what their subjects have in common. */
  static Map<String, GuardianPairs> of(LocalHost host) {
    Map<String, Halves> byName = new LinkedHashMap<>();
    for (HostCertificate each : host.shielded()) {
      GuardianSubject subject = GuardianSubject.of(each.certificate().subject());
      if (subject.role().isPresent() && !subject.key().isEmpty()) {
        byName
            .computeIfAbsent(subject.key(), absent -> new Halves())
            .add(subject.role().get(), each);
      }
    }
    Map<String, GuardianPairs> guardians = new LinkedHashMap<>();
    byName.forEach((name, all) -> guardians.put(name, of(all.signing, all.encryption)));
    return guardians;
  }

  /** All certificates of one name; of several for one key the first. */
  private static final class Halves {

    private final List<HostCertificate> signing = new ArrayList<>();
    private final List<HostCertificate> encryption = new ArrayList<>();
    private final Set<Thumbprint> keys = new HashSet<>();

    void add(CertificateRole role, HostCertificate certificate) {
      if (keys.add(certificate.key())) {
        (role == CertificateRole.SIGNING ? signing : encryption).add(certificate);
      }
    }
  }

  private static GuardianPairs of(List<HostCertificate> signing, List<HostCertificate> encryption) {
    List<Pair> pairs = new ArrayList<>(together(signing, encryption));
    boolean few = Math.max(signing.size(), encryption.size()) <= MOST_COMPARED;
    Optional<Pair> pair = few ? nearest(signing, encryption) : Optional.empty();
    while (pair.isPresent()) {
      pairs.add(take(pair.get(), signing, encryption));
      pair = nearest(signing, encryption);
    }
    pairs.sort(Comparator.comparing(each -> each.encryption().certificate().notBefore()));
    List<HostCertificate> alone = new ArrayList<>(signing);
    alone.addAll(encryption);
    return new GuardianPairs(List.copyOf(pairs), List.copyOf(alone));
  }

  /** Those that began at the same moment; they leave the lists. */
  private static List<Pair> together(
      List<HostCertificate> signing, List<HostCertificate> encryption) {
    Map<Instant, HostCertificate> byStart = new HashMap<>();
    encryption.forEach(each -> byStart.putIfAbsent(each.certificate().notBefore(), each));
    List<Pair> pairs = new ArrayList<>();
    for (HostCertificate each : List.copyOf(signing)) {
      Optional.ofNullable(byStart.remove(each.certificate().notBefore()))
          .ifPresent(partner -> pairs.add(new Pair(each, partner)));
    }
    signing.removeAll(pairs.stream().map(Pair::signing).toList());
    encryption.removeAll(pairs.stream().map(Pair::encryption).toList());
    return pairs;
  }

  private static Pair take(
      Pair pair, List<HostCertificate> signing, List<HostCertificate> encryption) {
    signing.remove(pair.signing());
    encryption.remove(pair.encryption());
    return pair;
  }

  private static Optional<Pair> nearest(
      List<HostCertificate> signing, List<HostCertificate> encryption) {
    return signing.stream()
        .flatMap(first -> encryption.stream().map(second -> new Pair(first, second)))
        .min(Comparator.comparing(GuardianPairs::distance));
  }

  private static Duration distance(Pair pair) {
    return Duration.between(
            pair.signing().certificate().notBefore(), pair.encryption().certificate().notBefore())
        .abs();
  }
}
