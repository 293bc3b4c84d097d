package dev.keyward.fleet.topology.fact;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import java.util.Optional;

/**
 * How the folder of a service has a host. Services know hosts by their keys; a name is a label.
 *
 * @param name the key that is registered under the host's name
 * @param key the name that the host's key is registered under; empty where nobody knows its key
 * @param host the host's own key, where it is known
 */
public record HostRegistration(
    Optional<Thumbprint> name, Optional<String> key, Optional<Thumbprint> host) {

  /**
   * Of one host.
   *
   * @param called the host's name in the topology; case does not count
   * @param key the SHA-256 of its own key, where it is known
   */
  public static HostRegistration of(
      HgsDescription service, String called, Optional<Thumbprint> key) {
    return new HostRegistration(
        service.hosts().stream()
            .filter(each -> isNamed(each, called))
            .flatMap(each -> each.key().stream())
            .map(HostPublicKey::digest)
            .findFirst(),
        key.flatMap(service::host).map(each -> each.name().toString()),
        key);
  }

  private static boolean isNamed(RegisteredHost registered, String called) {
    return registered.name().toString().equalsIgnoreCase(called);
  }

  /** Whether another key has its name. */
  public boolean hasOtherKey() {
    return name.isPresent() && host.isPresent() && !name.equals(host);
  }

  /** The other name that its key has. */
  public Optional<String> otherName() {
    return name.equals(host) ? Optional.empty() : key;
  }

  /** Whether the service attests it. Where its key is not known, its name has to do. */
  public boolean isRegistered() {
    return host.isPresent() ? key.isPresent() : name.isPresent();
  }
}
