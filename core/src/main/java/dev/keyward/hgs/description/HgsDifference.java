package dev.keyward.hgs.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In what two services differ, such as two nodes that are meant to be one. Hosts and certificates
 * are compared by their keys: by these services know them.
 *
 * @param hosts what only one has, and what both call differently
 * @param certificates what only one has, what is in another state, and what was renewed in one
 */
public record HgsDifference(
    List<Pair<RegisteredHost>> hosts, List<Pair<HgsCertificate>> certificates) {

  /**
   * What is not the same in both.
   *
   * @param left what the first has; empty where it lacks the key
   * @param right what the second has; empty where it lacks the key
   */
  public record Pair<T>(Optional<T> left, Optional<T> right) {

    /** Whether both have the key. */
    public boolean isOfBoth() {
      return left.isPresent() && right.isPresent();
    }
  }

  /** Copies the lists. */
  public HgsDifference {
    hosts = List.copyOf(hosts);
    certificates = List.copyOf(certificates);
  }

  /** Of two services; what only the second has comes last. */
  public static HgsDifference of(HgsDescription left, HgsDescription right) {
    List<Pair<RegisteredHost>> hosts = new ArrayList<>();
    for (RegisteredHost host : left.hosts()) {
      Optional<RegisteredHost> other = same(right, host);
      if (!other.equals(Optional.of(host))) {
        hosts.add(new Pair<>(Optional.of(host), other));
      }
    }
    right.hosts().stream()
        .filter(host -> same(left, host).isEmpty())
        .forEach(host -> hosts.add(new Pair<>(Optional.empty(), Optional.of(host))));
    List<Pair<HgsCertificate>> certificates = new ArrayList<>();
    for (HgsCertificate certificate : left.certificates()) {
      Optional<HgsCertificate> other = right.sameKey(certificate.use(), certificate.certificate());
      if (!other.equals(Optional.of(certificate))) {
        certificates.add(new Pair<>(Optional.of(certificate), other));
      }
    }
    right.certificates().stream()
        .filter(each -> left.sameKey(each.use(), each.certificate()).isEmpty())
        .forEach(each -> certificates.add(new Pair<>(Optional.empty(), Optional.of(each))));
    return new HgsDifference(hosts, certificates);
  }

  /** The host with that key; where a host has no key yet, the one with its name and authorities. */
  private static Optional<RegisteredHost> same(HgsDescription service, RegisteredHost host) {
    return host.key().isPresent()
        ? service.host(host.key().get().digest())
        : service.hosts().stream().filter(host::equals).findFirst();
  }

  /** In what policies differ; each pair has one name. */
  public static List<Pair<HgsPolicy>> policies(List<HgsPolicy> left, List<HgsPolicy> right) {
    List<Pair<HgsPolicy>> pairs = new ArrayList<>();
    for (HgsPolicy policy : left) {
      Optional<HgsPolicy> other = named(right, policy);
      if (!other.equals(Optional.of(policy))) {
        pairs.add(new Pair<>(Optional.of(policy), other));
      }
    }
    right.stream()
        .filter(policy -> named(left, policy).isEmpty())
        .forEach(policy -> pairs.add(new Pair<>(Optional.empty(), Optional.of(policy))));
    return pairs;
  }

  private static Optional<HgsPolicy> named(List<HgsPolicy> policies, HgsPolicy policy) {
    return policies.stream().filter(each -> each.name().equals(policy.name())).findFirst();
  }

  /** The hosts that only the second has: they come back where it takes the place of the first. */
  public List<RegisteredHost> hostsOfSecond() {
    return hosts.stream()
        .filter(each -> each.left().isEmpty())
        .flatMap(each -> each.right().stream())
        .toList();
  }

  /** The certificates that are enabled in the second alone. */
  public List<HgsCertificate> enabledInSecond() {
    return certificates.stream()
        .filter(each -> each.left().filter(HgsCertificate::isEnabled).isEmpty())
        .flatMap(each -> each.right().stream())
        .filter(HgsCertificate::isEnabled)
        .toList();
  }

  /** Whether there is none. */
  public boolean isNone() {
    return hosts.isEmpty() && certificates.isEmpty();
  }
}
