package dev.keyward.fleet.topology;

import dev.keyward.MalformedInputException;
import dev.keyward.fleet.topology.fact.HostFacts;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.internal.json.ForeignObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a host's own configuration says of its attestation: names, as PowerShell 7 writes them with
 * {@code -EnumsAsStrings}, or the numbers that Microsoft publishes for MSFT_HgsClientConfiguration.
 */
final class HostStatus {

  private static final String MODE = "AttestationOperationMode";

  private static final Map<String, String> STATES =
      Map.of(
          "0", "NotConfigured",
          "1", "Unknown",
          "100", "Passed",
          "200", "Expired",
          "300", "TransientError",
          "301", "UnauthorizedHost",
          "302", "TpmError",
          "303", "InsecureHostConfiguration");

  private HostStatus() {}

  static HostFacts read(ForeignObject fields) throws MalformedInputException {
    return new HostFacts(
        mode(fields.text(MODE).orElse("")),
        unguarded(fields),
        false,
        HostFacts.Keys.UNKNOWN,
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<OperationMode> mode(String text) throws MalformedInputException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "0", "unknown" -> Optional.empty();
      case "1", "tpm" -> Optional.of(OperationMode.TPM);
      case "2", "activedirectory", "ad" -> Optional.of(OperationMode.ACTIVE_DIRECTORY);
      case "3", "hostkey" -> Optional.of(OperationMode.HOST_KEY);
      default -> throw ClientConfiguration.bad("an unknown mode in " + MODE);
    };
  }

  private static Optional<String> unguarded(ForeignObject fields) throws MalformedInputException {
    String guarded = fields.text("IsHostGuarded").orElse("true");
    if (guarded.equalsIgnoreCase("true")) {
      return Optional.empty();
    }
    if (!guarded.equalsIgnoreCase("false")) {
      throw ClientConfiguration.bad("neither true nor false in IsHostGuarded");
    }
    String status = word(String.join(", ", fields.texts("AttestationStatus")));
    String more = word(String.join(", ", fields.texts("AttestationSubstatus")));
    return Optional.of(
        "IsHostGuarded is false"
            + (status.isEmpty() ? "" : ", AttestationStatus " + STATES.getOrDefault(status, status))
            + (more.isEmpty() ? "" : ", AttestationSubstatus " + more));
  }

  /** A foreign text that goes into reports. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9, ]{0,99}") ? text : "";
  }
}
