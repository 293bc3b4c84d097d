package dev.keyward.fleet;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.finding.CertificateWords;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.subject.GuardianSubject;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.protector.known.KnownGuardian;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * When the certificates of guardians end, and which machines and owners that is about. It is given
 * to an audit as its receiver. Names are bounded in bytes: an eighth of the memory.
 */
public final class CertificateCalendar implements AuditReceiver {

  /** The most machines of a certificate whose names are kept. */
  public static final int MOST_NAMES = 1_000;

  private static final int SHARE = 8;
  private static final int ENTRY = 4_096;
  private static final int NAME = 96;

  private final KnownGuardians known;
  private final Predicate<String> counts;
  private final Map<Key, Tally> tallies = new HashMap<>();
  private final Map<Thumbprint, Set<String>> holders = new HashMap<>();
  private final HeapShare room = HeapShare.of(SHARE);
  private Map<String, String> longer = Map.of();
  private long left;

  private record Key(CertificateUse use, Thumbprint certificate) {}

  private static final class Tally {
    private final GuardianCertificate certificate;
    private final String guardian;
    private final Set<String> vms = new TreeSet<>();
    private final Set<String> owners = new TreeSet<>();
    private long machines;

    Tally(GuardianCertificate certificate, String guardian) {
      this.certificate = certificate;
      this.guardian = guardian;
    }
  }

  /**
   * A certificate.
   *
   * @param use what its key is for
   * @param certificate the certificate
   * @param guardian whose it is
   * @param machines how many protectors carry it
   * @param vms the names of the first of them, as found
   * @param owners who owns them
   * @param renewed until when the certificate is valid that its guardian has now for the same key
   * @param hosts the hosts in local mode that have a certificate for its key
   */
  public record Entry(
      CertificateUse use,
      GuardianCertificate certificate,
      String guardian,
      long machines,
      List<String> vms,
      List<String> owners,
      Optional<Instant> renewed,
      List<String> hosts) {

    /** Copies the lists. */
    public Entry {
      vms = List.copyOf(vms);
      owners = List.copyOf(owners);
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * Of guardians whose label {@code counts}, with the certificates that they have now.
   *
   * @param known who has which name
   */
  public CertificateCalendar(KnownGuardians known, Predicate<String> counts) {
    this.known = known;
    this.counts = counts;
    for (KnownGuardian guardian : known.guardians()) {
      if (counts.test(guardian.label())) {
        tally(CertificateUse.SIGNING, guardian.history().current().signing(), guardian.label());
        tally(
            CertificateUse.ENCRYPTION, guardian.history().current().encryption(), guardian.label());
      }
    }
  }

  /** Adds the certificates that a service has enabled, those for attestation too. */
  public void service(String guardian, HgsDescription service) {
    service.certificates().stream()
        .filter(HgsCertificate::isEnabled)
        .forEach(each -> tally(each.use(), each.certificate(), guardian));
  }

  /** Adds the certificates that a host in local mode has, and those for the same keys. */
  public void host(FleetHost host) {
    for (HostCertificate each : host.local().map(LocalHost::shielded).orElse(List.of())) {
      holders.computeIfAbsent(each.key(), absent -> new TreeSet<>()).add(host.name());
      GuardianSubject.of(each.certificate().subject())
          .role()
          .map(CertificateUse::of)
          .ifPresent(use -> tally(use, each.certificate(), local(each.certificate())));
    }
  }

  /** By the name that is known, else by the one that it claims. */
  private String local(GuardianCertificate certificate) {
    return known.signerName(certificate).orElseGet(() -> CertificateWords.guardian(certificate));
  }

  private Set<String> holders(GuardianCertificate certificate) {
    return holders.getOrDefault(certificate.keyThumbprint(), Set.of());
  }

  @Override
  public void protector(AuditedProtector protector) {
    if (protector.place().lastKnownGood()) {
      return;
    }
    Optional<Party> owner = protector.set().owner();
    for (WrappingCertificates each : protector.wrappings()) {
      boolean own =
          owner.flatMap(Party::signing).filter(each.signing().thumbprint()::equals).isPresent();
      String guardian = guardian(protector.set(), each, own);
      boolean held = !holders(each.signing()).isEmpty() || !holders(each.encryption()).isEmpty();
      if (held || counts.test(guardian)) {
        carry(tally(CertificateUse.SIGNING, each.signing(), guardian), protector.place(), owner);
        carry(
            tally(CertificateUse.ENCRYPTION, each.encryption(), guardian),
            protector.place(),
            owner);
      }
    }
  }

  @Override
  public void finish(AuditSummary summary) {
    longer = summary.longer();
  }

  /**
   * Rows of this table are written at the end, so both of two keys with the same digits get more.
   */
  private String distinct(String label) {
    return Finding.reworded(label, longer);
  }

  private String guardian(GuardianSet set, WrappingCertificates wrapping, boolean own) {
    return known.holders(wrapping.signing(), wrapping.encryption(), own).identity()
            instanceof Identity.Known guardian
        ? guardian.name()
        : stranger(set, wrapping.signing());
  }

  /** By the label that no other key of this audit has. */
  private String stranger(GuardianSet set, GuardianCertificate signing) {
    String label =
        Stream.concat(set.owner().stream(), set.guardians().stream())
            .filter(party -> party.signing().filter(signing.thumbprint()::equals).isPresent())
            .findFirst()
            .map(Party::label)
            .orElseThrow();
    return known.isEmpty() ? "unknown: " + label : label;
  }

  private Optional<Tally> tally(
      CertificateUse use, GuardianCertificate certificate, String guardian) {
    Key key = new Key(use, certificate.thumbprint());
    Tally tally = tallies.get(key);
    if (tally == null && room.take(ENTRY + certificate.memory())) {
      tally = new Tally(certificate, guardian);
      tallies.put(key, tally);
    }
    left += tally == null ? 1 : 0;
    return Optional.ofNullable(tally);
  }

  private void carry(Optional<Tally> tally, Place place, Optional<Party> owner) {
    if (tally.isPresent()) {
      tally.get().machines++;
      add(tally.get().vms, name(place));
      owner.ifPresent(party -> add(tally.get().owners, party.label()));
    }
  }

  private static String name(Place place) {
    if (place.entry().isEmpty()) {
      return place.vm();
    }
    return place.mark().host().map(host -> place.vm() + "@" + host).orElse(place.unambiguous());
  }

  private void add(Set<String> names, String name) {
    if (names.size() < MOST_NAMES
        && !names.contains(name)
        && room.take(NAME + 2L * name.length())) {
      names.add(name);
    }
  }

  /** How often a certificate was not kept, since there was no room for it. */
  public long left() {
    return left;
  }

  /** The certificates by their end, the first one first. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    tallies.forEach(
        (key, tally) ->
            entries.add(
                new Entry(
                    key.use(),
                    tally.certificate,
                    distinct(tally.guardian),
                    tally.machines,
                    List.copyOf(tally.vms),
                    tally.owners.stream().map(this::distinct).toList(),
                    renewed(key.use(), tally),
                    List.copyOf(holders(tally.certificate)))));
    entries.sort(
        Comparator.comparing((Entry each) -> each.certificate().notAfter())
            .thenComparing(Entry::guardian)
            .thenComparing(Entry::use)
            .thenComparing(each -> each.certificate().thumbprint().toString()));
    return entries;
  }

  private Optional<Instant> renewed(CertificateUse use, Tally tally) {
    return use.role()
        .flatMap(role -> known.latest(tally.guardian, role, tally.certificate))
        .map(GuardianCertificate::notAfter)
        .filter(tally.certificate.notAfter()::isBefore);
  }
}
