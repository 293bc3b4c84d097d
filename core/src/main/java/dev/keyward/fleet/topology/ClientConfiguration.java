package dev.keyward.fleet.topology;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.fleet.topology.fact.HostFacts;
import dev.keyward.internal.json.ForeignObject;
import dev.keyward.internal.json.WindowsText;
import dev.keyward.text.ForeignText;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@code Get-HgsClientConfiguration | ConvertTo-Json} says of a host, or Keyward's own {@code
 * host show} as JSON: {@link ServiceUrl} says which services its URLs are.
 *
 * @param primary the service that the host asks first
 * @param fallback the one it asks then
 * @param facts what it says of the host's attestation
 */
record ClientConfiguration(Optional<String> primary, Optional<String> fallback, HostFacts facts) {

  private static final Pattern OURS = Pattern.compile("keyward\\.host-(show|configure)/1");
  private static final int MOST_SCHEMA = 100;
  private static final Pattern PRINTED =
      Pattern.compile("(?m)^\\s*(?:KeyProtection|Attestation)ServerUrl\\s*:");

  /**
   * Reads one.
   *
   * @param json UTF-8, or UTF-16 with a byte order mark
   * @throws MalformedInputException also for a URL of no service of the topology
   */
  static ClientConfiguration parse(byte[] json, List<HgsCluster> clusters) throws KeywardException {
    String text = text(json);
    requireJson(text);
    ForeignObject fields = unwrapped(ForeignObject.read(text));
    if (isLocal(fields)) {
      return new ClientConfiguration(Optional.empty(), Optional.empty(), HostFacts.LOCAL);
    }
    Optional<String> primary = pair(fields, "", clusters);
    if (primary.isEmpty()) {
      throw bad("no KeyProtectionServerUrl, and no Mode that is Local");
    }
    Optional<String> fallback = pair(fields, "Fallback", clusters);
    return new ClientConfiguration(
        primary,
        fallback,
        HostStatus.read(fields).with(HostKeyFields.read(fields, primary, fallback)));
  }

  /** Keyward's own answers stand in an object that names their schema. */
  private static ForeignObject unwrapped(ForeignObject read) throws MalformedInputException {
    if (!read.has("schema")) {
      return read;
    }
    String schema = read.text("schema").orElse("");
    if (!OURS.matcher(schema).matches()) {
      throw bad("JSON of another kind: " + ForeignText.line(schema, MOST_SCHEMA));
    }
    return read.object("data").orElseThrow(() -> bad("no data in " + schema));
  }

  /** In local mode a host asks no service, even where addresses of one are left over. */
  private static boolean isLocal(ForeignObject fields) throws MalformedInputException {
    String mode = fields.text("Mode").orElse("");
    return mode.equalsIgnoreCase("Local") || mode.equals("0");
  }

  /** Key protection and attestation fail over as a pair. */
  private static Optional<String> pair(
      ForeignObject fields, String prefix, List<HgsCluster> clusters)
      throws MalformedInputException {
    Optional<String> keys = service(fields, prefix + "KeyProtectionServerUrl", clusters);
    Optional<String> attestation = service(fields, prefix + "AttestationServerUrl", clusters);
    if (attestation.isPresent() && !attestation.equals(keys)) {
      throw bad("another service in " + prefix + "AttestationServerUrl than for keys");
    }
    return keys;
  }

  private static String text(byte[] json) throws MalformedInputException {
    try {
      return WindowsText.decode(json);
    } catch (CharacterCodingException e) {
      throw bad("bytes that are not text");
    }
  }

  private static void requireJson(String text) throws MalformedInputException {
    String start = text.stripLeading();
    boolean printed = PRINTED.matcher(text).find() && !start.startsWith("{");
    if (printed || start.startsWith("<")) {
      String found =
          printed ? "the printed form of Get-HgsClientConfiguration" : "XML, perhaps CLIXML";
      throw new MalformedInputException(
          Fault.of("bad-configuration", "", found, "the same as JSON")
              .withHint(
                  "on the host: Get-HgsClientConfiguration | ConvertTo-Json |"
                      + " Set-Content -Encoding UTF8 FILE.json"));
    }
  }

  private static Optional<String> service(
      ForeignObject fields, String name, List<HgsCluster> clusters) throws MalformedInputException {
    Set<String> services = new TreeSet<>();
    for (String url : fields.texts(name)) {
      services.add(service(url, name, clusters));
    }
    if (services.size() > 1) {
      throw bad(services.size() + " services in " + name + ", where one is known");
    }
    return services.stream().findFirst();
  }

  private static String service(String url, String name, List<HgsCluster> clusters)
      throws MalformedInputException {
    ServiceUrl asked =
        ServiceUrl.parse(url).orElseThrow(() -> bad("a value that is not a URL in " + name));
    List<String> named = asked.of(clusters).stream().map(HgsCluster::name).toList();
    if (named.isEmpty()) {
      throw bad("a URL of no service of the topology in " + name + ": " + asked);
    }
    if (named.size() > 1) {
      throw bad("a URL of several services in " + name + ": " + String.join(", ", named));
    }
    return named.get(0);
  }

  static MalformedInputException bad(String found) {
    return new MalformedInputException(
        Fault.of(
            "bad-configuration",
            "",
            found,
            "what Get-HgsClientConfiguration | ConvertTo-Json gives, with the addresses of"
                + " services"));
  }
}
