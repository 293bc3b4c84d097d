package dev.keyward.cli.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a service listens.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535; 0 for any that is free
 */
public record ListenAddress(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(\\[([^\\[\\]]+)]|[^\\[\\]:]+):([0-9]{1,5})");
  private static final int LAST_PORT = 65535;

  /** Refuses ports that there are not. */
  public ListenAddress {
    if (host.isEmpty() || port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("not an address: " + host + " " + port);
    }
  }

  /** Reads {@code HOST:PORT}, an IPv6 address in brackets; empty for anything else. */
  public static Optional<ListenAddress> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > LAST_PORT) {
      return Optional.empty();
    }
    String host = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
    return Optional.of(new ListenAddress(host, Integer.parseInt(matcher.group(3))));
  }

  /** The same host with the port that was free. */
  ListenAddress at(int actualPort) {
    return new ListenAddress(host, actualPort);
  }

  /** As a URL has it: IPv6 addresses in brackets. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
