package dev.keyward.protector.file;

import dev.keyward.guardian.GuardianCertificate;
import java.util.List;
import java.util.Optional;

/**
 * What an export says of one guardian. Nothing of it is signed.
 *
 * @param name its name on the host that it was read from
 * @param host that host, where the export names it
 * @param certificates the guardian's, in the order of the export
 */
public record ExportedGuardian(
    Optional<String> name, Optional<String> host, List<GuardianCertificate> certificates) {

  /** Copies the list. */
  public ExportedGuardian {
    certificates = List.copyOf(certificates);
  }
}
