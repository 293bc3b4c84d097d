package dev.keyward.host.failover;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON of a host's configuration, {@code keyward.host/1}. */
final class HostConfigurationForm {

  private static final String WHERE = "configuration";
  private static final int MOST_URL = 2100;
  private static final int MOST_NAME = 64;
  private static final int MOST_CERTIFICATE = 1 << 16;

  private HostConfigurationForm() {}

  static byte[] encode(HostConfiguration configuration) {
    Map<String, Object> tree = HostDocument.tree("host");
    tree.put("primary", tree(configuration.primary()));
    configuration.fallback().ifPresent(server -> tree.put("fallback", tree(server)));
    List<Map<String, Object>> authorities = new ArrayList<>();
    for (GuardianCertificate each : configuration.authorities()) {
      authorities.add(Map.of("certificate", Base64.getEncoder().encodeToString(each.der())));
    }
    tree.put("authorities", authorities);
    tree.put("failoverLimit", configuration.failoverLimit().toSeconds());
    return JsonWriter.write(tree);
  }

  private static Map<String, Object> tree(HgsServer server) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("keyProtection", server.address().keyProtection().toString());
    tree.put("attestation", server.address().attestation().toString());
    server.guardian().ifPresent(guardian -> tree.put("guardian", tree(guardian)));
    return tree;
  }

  private static Map<String, Object> tree(PinnedGuardian guardian) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", guardian.name().toString());
    tree.put(
        "signing",
        guardian.signing().stream()
            .map(Thumbprint::toString)
            .sorted()
            .map(key -> Map.<String, Object>of("key", key))
            .toList());
    return tree;
  }

  static HostConfiguration decode(byte[] json) throws KeywardException {
    JsonFields fields = HostDocument.read(json, "host", WHERE);
    HgsServer primary = server(fields.object("primary"));
    Optional<HgsServer> fallback =
        fields.has("fallback") ? Optional.of(server(fields.object("fallback"))) : Optional.empty();
    List<GuardianCertificate> authorities = new ArrayList<>();
    for (JsonFields each : fields.objects("authorities", HostConfiguration.MAX_AUTHORITIES)) {
      byte[] der = each.base64("certificate", MOST_CERTIFICATE);
      authorities.add(GuardianCertificate.parse(der, each.path()));
      each.end();
    }
    long limit = fields.number("failoverLimit", HostConfiguration.MAX_LIMIT.toSeconds());
    if (limit < 1) {
      throw fields.bad("failoverLimit", "0", "1 to 3600 seconds");
    }
    fields.end();
    return new HostConfiguration(primary, fallback, authorities, Duration.ofSeconds(limit));
  }

  private static HgsServer server(JsonFields fields) throws KeywardException {
    String keyProtection = fields.text("keyProtection", MOST_URL);
    String attestation = fields.text("attestation", MOST_URL);
    Optional<PinnedGuardian> guardian =
        fields.has("guardian")
            ? Optional.of(guardian(fields.object("guardian")))
            : Optional.empty();
    fields.end();
    return new HgsServer(HgsAddress.parse(keyProtection, attestation), guardian);
  }

  private static PinnedGuardian guardian(JsonFields fields) throws MalformedInputException {
    GuardianName name = GuardianName.parse(fields.text("name", MOST_NAME));
    Set<Thumbprint> keys = new LinkedHashSet<>();
    for (JsonFields each : fields.objects("signing", PinnedGuardian.MAX_KEYS)) {
      String text = each.text("key", 2 * Thumbprint.SIZE);
      keys.add(
          Thumbprint.find(text)
              .orElseThrow(() -> each.bad("key", "not a SHA-256", "64 hexadecimal digits")));
      each.end();
    }
    if (keys.isEmpty()) {
      throw fields.bad("signing", "no keys", "1 to 64");
    }
    fields.end();
    return new PinnedGuardian(name, keys);
  }
}
