package dev.keyward.fleet;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonScalars;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code Get-HgsClientConfiguration | ConvertTo-Json} says of a host: the URL's host name is
 * the address of a service in the topology or, where that has none, begins with its name.
 *
 * @param primary the service that the host asks first
 * @param fallback the one it asks then
 * @param facts what it says of the host's attestation
 */
record ClientConfiguration(Optional<String> primary, Optional<String> fallback, HostFacts facts) {

  /**
   * Reads one.
   *
   * @param json UTF-8, or UTF-16 with a byte order mark
   * @throws MalformedInputException also for a URL of no service of the topology
   */
  static ClientConfiguration parse(byte[] json, List<HgsCluster> clusters) throws KeywardException {
    Map<String, String> fields = JsonScalars.read(text(json));
    if (isLocal(fields)) {
      return new ClientConfiguration(Optional.empty(), Optional.empty(), HostFacts.NONE);
    }
    return new ClientConfiguration(
        pair(fields, "", clusters), pair(fields, "Fallback", clusters), HostStatus.read(fields));
  }

  /** In local mode a host asks no service, even where addresses of one are left over. */
  private static boolean isLocal(Map<String, String> fields) {
    String mode = fields.getOrDefault("Mode", "");
    return mode.equalsIgnoreCase("Local") || mode.equals("0");
  }

  /** Key protection and attestation fail over as a pair. */
  private static Optional<String> pair(
      Map<String, String> fields, String prefix, List<HgsCluster> clusters)
      throws MalformedInputException {
    Optional<String> keys = service(fields, prefix + "KeyProtectionServerUrl", clusters);
    Optional<String> attestation = service(fields, prefix + "AttestationServerUrl", clusters);
    if (attestation.isPresent() && !attestation.equals(keys)) {
      throw bad("another service in " + prefix + "AttestationServerUrl than for keys");
    }
    return keys;
  }

  private static String text(byte[] json) throws MalformedInputException {
    Charset charset = StandardCharsets.UTF_8;
    int start = 0;
    if (json.length >= 2 && (json[0] & 0xff) == 0xff && (json[1] & 0xff) == 0xfe) {
      charset = StandardCharsets.UTF_16LE;
      start = 2;
    } else if (json.length >= 3 && (json[0] & 0xff) == 0xef && (json[1] & 0xff) == 0xbb) {
      start = 3;
    }
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(json, start, json.length - start))
          .toString();
    } catch (CharacterCodingException e) {
      throw bad("bytes that are no text");
    }
  }

  private static Optional<String> service(
      Map<String, String> fields, String name, List<HgsCluster> clusters)
      throws MalformedInputException {
    String url = fields.getOrDefault(name, "");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    String host;
    try {
      host = String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw bad("what is no URL in " + name);
    }
    Optional<String> found =
        clusters.stream().filter(each -> isAt(each, host)).map(HgsCluster::name).findFirst();
    if (found.isEmpty()) {
      throw bad("a URL of no service of the topology in " + name);
    }
    return found;
  }

  /** By its address, else by its name as the first label. */
  private static boolean isAt(HgsCluster service, String host) {
    if (service.address().isPresent()) {
      String address = service.address().get().toLowerCase(Locale.ROOT);
      return host.equals(address.replaceAll(":.*", ""));
    }
    String name = service.name().toLowerCase(Locale.ROOT);
    return host.equals(name) || host.startsWith(name + ".");
  }

  static MalformedInputException bad(String found) {
    return new MalformedInputException(
        Fault.of(
            "bad-configuration",
            "",
            found,
            "what Get-HgsClientConfiguration | ConvertTo-Json gives, with the names of services"));
  }
}
