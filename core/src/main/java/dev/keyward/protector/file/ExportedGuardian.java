package dev.keyward.protector.file;

import dev.keyward.guardian.GuardianCertificate;
import java.util.List;
import java.util.Optional;

/**
 * What an export says of one guardian. Nothing of it is signed.
 *
 * @param name its name on the host that it was read from
 * @param host that host, where the export names it
 * @param held the guardian's certificates, in the order of the export
 */
public record ExportedGuardian(Optional<String> name, Optional<String> host, List<Held> held) {

  /**
   * A certificate.
   *
   * @param privateKey whether the host has its private key; empty where the export does not tell
   * @param store the certificate store that it lies in, where the export names it
   */
  public record Held(
      GuardianCertificate certificate, Optional<Boolean> privateKey, Optional<String> store) {

    /** The same with what an object around it says, where it says nothing itself. */
    Held within(Optional<Boolean> key, Optional<String> name) {
      return new Held(certificate, privateKey.or(() -> key), store.or(() -> name));
    }
  }

  /** Copies the list. */
  public ExportedGuardian {
    held = List.copyOf(held);
  }

  /** The certificates alone. */
  public List<GuardianCertificate> certificates() {
    return held.stream().map(Held::certificate).toList();
  }
}
