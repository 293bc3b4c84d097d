package dev.keyward.fleet.topology;

import dev.keyward.fleet.topology.fact.HostRegistration;
import dev.keyward.guardian.Thumbprint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which hosts the folders of services have: by the key of a host, where somebody says it. */
final class Registrations {

  private final List<HgsCluster> services;

  Registrations(List<HgsCluster> services) {
    this.services = services;
  }

  /**
   * The same hosts. Where a host's configuration does not say its key, it is the one that has its
   * name in the folders of the services that it asks, if they agree.
   */
  List<FleetHost> known(List<FleetHost> hosts) {
    return hosts.stream().map(this::known).toList();
  }

  private FleetHost known(FleetHost host) {
    if (host.facts().keys().host().isPresent()) {
      return host;
    }
    List<Thumbprint> named =
        host.asked()
            .flatMap(name -> services.stream().filter(each -> each.name().equals(name)))
            .flatMap(service -> service.registration(host).stream())
            .flatMap(registration -> registration.name().stream())
            .distinct()
            .toList();
    return named.size() == 1 ? host.withKey(named.get(0)) : host;
  }

  /** The services with those of the hosts registered that their folders have. */
  List<HgsCluster> having(List<FleetHost> hosts) {
    return services.stream().map(service -> having(service, hosts)).toList();
  }

  private static HgsCluster having(HgsCluster service, List<FleetHost> hosts) {
    Set<String> registered = new LinkedHashSet<>(service.registered());
    hosts.stream()
        .filter(
            host -> service.registration(host).filter(HostRegistration::isRegistered).isPresent())
        .forEach(host -> registered.add(host.name()));
    return service.registering(registered);
  }
}
