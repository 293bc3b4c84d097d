package dev.keyward.fleet.matrix;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.protector.file.GuardianExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what {@code Get-HgsClientConfiguration} gives of several hosts, as {@code Export-Clixml}
 * and {@code ConvertTo-Json} write it.
 */
public final class HostModes {

  private static final String MODE = "mode";
  private static final Set<String> COLUMNS = Set.of(MODE, "pscomputername", "computername");

  private HostModes() {}

  /**
   * What a file says of one host.
   *
   * @param host as the file spells it; empty where it names none
   */
  public record Said(Optional<String> host, HostMode mode) {}

  /**
   * All that a file says, at least one.
   *
   * @param file at most {@link GuardianExport#MOST_BYTES}
   * @throws MalformedInputException if it cannot be read, names no mode, or a mode that is none
   */
  public static List<Said> parse(byte[] file) throws KeywardException {
    List<Said> said = new ArrayList<>();
    for (Map<String, String> object : GuardianExport.objects(file, COLUMNS)) {
      Optional<String> word = Optional.ofNullable(object.get(MODE));
      if (word.isPresent()) {
        HostMode mode = HostMode.find(word.get()).orElseThrow(HostModes::unknown);
        Optional<String> host = Optional.ofNullable(object.get("pscomputername"));
        said.add(new Said(host.or(() -> Optional.ofNullable(object.get("computername"))), mode));
      }
    }
    if (said.isEmpty()) {
      throw new MalformedInputException(
          Fault.of(
                  "no-mode",
                  "",
                  "an export without a column Mode",
                  "what Get-HgsClientConfiguration gives")
              .withHint(
                  "Invoke-Command $hosts { Get-HgsClientConfiguration | Select-Object Mode,"
                      + " KeyProtectionServerUrl } | Export-Clixml modes.clixml"));
    }
    return List.copyOf(said);
  }

  private static MalformedInputException unknown() {
    return new MalformedInputException(
        Fault.of("unknown-mode", "Mode", "another word", "Local or HostGuardianService"));
  }
}
