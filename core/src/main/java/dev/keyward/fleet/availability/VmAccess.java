package dev.keyward.fleet.availability;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.finding.Place;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.fact.Verdict;
import dev.keyward.guardian.Thumbprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Who can open a machine's protector, as an audit found it.
 *
 * @param place where the protector is; empty where none was found
 * @param guardians the names of the guardians that it is addressed to, the owner among them
 * @param fault why it opens for nobody; empty where it is valid
 * @param byKeys what services whose folders were read do with it, by their names
 * @param wrappings of a valid protector of a machine on a host in local mode; empty of others
 */
public record VmAccess(
    Optional<Place> place,
    Set<String> guardians,
    Optional<String> fault,
    Map<String, Verdict> byKeys,
    List<WrappingCertificates> wrappings) {

  /** Of a machine whose protector was not found. */
  public static final VmAccess MISSING =
      new VmAccess(Optional.empty(), Set.of(), Optional.of("no protector was found"), Map.of());

  /** Copies set, map and list. */
  public VmAccess {
    guardians = Set.copyOf(guardians);
    byKeys = Map.copyOf(byKeys);
    wrappings = List.copyOf(wrappings);
  }

  /** Of a machine whose host asks services. */
  public VmAccess(
      Optional<Place> place,
      Set<String> guardians,
      Optional<String> fault,
      Map<String, Verdict> byKeys) {
    this(place, guardians, fault, byKeys, List.of());
  }

  /** The same of a machine on a host in local mode. */
  public VmAccess with(List<WrappingCertificates> certificates) {
    return new VmAccess(place, guardians, fault, byKeys, certificates);
  }

  /** The keys that open it on a host in local mode, each as the SHA-256 of the public key. */
  public List<Thumbprint> keys() {
    return wrappings.stream().map(each -> each.encryption().keyThumbprint()).toList();
  }

  /** Of a protector in a file of its own that no service's folder was held against. */
  public VmAccess(Optional<String> file, Set<String> guardians, Optional<String> fault) {
    this(file.map(name -> new Place(name, OptionalInt.empty(), name)), guardians, fault, Map.of());
  }

  /** Whether a host in local mode starts it without a key: it was found, and has no protector. */
  public boolean needsNoKey() {
    return place.isPresent() && fault.isEmpty() && wrappings.isEmpty();
  }

  /** The file that the protector is in; empty where none was found. */
  public Optional<String> file() {
    return place.map(Place::file);
  }

  /** What a service that attested the host says to it. The keys in its folder count, not names. */
  public Verdict by(HgsCluster service) {
    if (fault.isPresent()) {
      return Verdict.NO_PROTECTOR;
    }
    boolean named = guardians.contains(service.guardian());
    Verdict keys =
        byKeys.getOrDefault(service.name(), named ? Verdict.RELEASES : Verdict.NO_WRAPPING);
    return named && keys == Verdict.NO_WRAPPING ? Verdict.OTHER_KEYS : keys;
  }

  /** Whether that service releases the key. */
  public boolean opensBy(HgsCluster service) {
    return by(service) == Verdict.RELEASES;
  }
}
