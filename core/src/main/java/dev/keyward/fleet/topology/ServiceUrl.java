package dev.keyward.fleet.topology;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a host asks a service: the host name and the port of a URL, compared whole. A service is at
 * its address in the topology, without a port at the usual one. One without an address is at its
 * name, or where its name is the first label; an address always comes first.
 *
 * @param host in lower case
 * @param port as written, else 80 or 443
 */
record ServiceUrl(String host, int port) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Empty for what is no URL of http or https. */
  static Optional<ServiceUrl> parse(String text) {
    URI url;
    try {
      url = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    if (url.getHost() == null || !(secure || "http".equalsIgnoreCase(url.getScheme()))) {
      return Optional.empty();
    }
    int usual = secure ? HTTPS : HTTP;
    int port = url.getPort() < 0 ? usual : url.getPort();
    return Optional.of(new ServiceUrl(url.getHost().toLowerCase(Locale.ROOT), port));
  }

  /** The services that are there: one, unless the topology is ambiguous or lacks it. */
  List<HgsCluster> of(List<HgsCluster> services) {
    List<HgsCluster> byAddress =
        services.stream().filter(each -> each.address().filter(this::isAt).isPresent()).toList();
    return byAddress.isEmpty() ? services.stream().filter(this::isNamed).toList() : byAddress;
  }

  private boolean isAt(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    int colon = lower.indexOf(':');
    return colon < 0
        ? lower.equals(host) && (port == HTTP || port == HTTPS)
        : lower.equals(host + ":" + port);
  }

  private boolean isNamed(HgsCluster service) {
    String name = service.name().toLowerCase(Locale.ROOT);
    return service.address().isEmpty() && (host.equals(name) || host.startsWith(name + "."));
  }

  /** Host and port, such as {@code hgs.example.org:443}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
