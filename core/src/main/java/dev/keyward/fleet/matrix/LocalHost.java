package dev.keyward.fleet.matrix;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Hyper-V host with what was collected of it. */
public final class LocalHost {

  private final String name;
  private final HostMode mode;
  private final boolean collected;
  private final List<HostCertificate> certificates;
  private final Map<Thumbprint, StartCell> cells = new HashMap<>();

  /**
   * @param collected whether its certificates were given, be it none
   */
  LocalHost(String name, HostMode mode, boolean collected, List<HostCertificate> certificates) {
    this.name = name;
    this.mode = mode;
    this.collected = collected;
    this.certificates = List.copyOf(certificates);
    for (HostCertificate each : certificates) {
      cells.merge(each.key(), each.cell(), StartCell::better);
    }
  }

  /** As it is spelled in every list. */
  public String name() {
    return name;
  }

  public HostMode mode() {
    return mode;
  }

  /** Whether its certificates were given. */
  public boolean isCollected() {
    return collected;
  }

  /** Whether its own certificates start machines. */
  public boolean isLocal() {
    return mode != HostMode.HGS;
  }

  /** All its certificates, in every store. */
  public List<HostCertificate> certificates() {
    return certificates;
  }

  /** The certificates of the store that Hyper-V looks into. */
  public List<HostCertificate> shielded() {
    return certificates.stream().filter(each -> each.store() == CertificateStore.SHIELDED).toList();
  }

  /** The certificate for a key, one with its private key where there are several. */
  public Optional<HostCertificate> certificate(Thumbprint key) {
    return certificates.stream()
        .filter(each -> each.key().equals(key))
        .min((first, second) -> first.cell().compareTo(second.cell()));
  }

  /** The certificate for the same key that is valid longest, on one of these or as it was given. */
  public static GuardianCertificate latest(GuardianCertificate certificate, List<LocalHost> hosts) {
    GuardianCertificate latest = certificate;
    for (LocalHost host : hosts) {
      latest = host.latest(latest);
    }
    return latest;
  }

  private GuardianCertificate latest(GuardianCertificate certificate) {
    GuardianCertificate latest = certificate;
    for (HostCertificate each : shielded()) {
      boolean later = each.certificate().notAfter().isAfter(latest.notAfter());
      latest = later && each.certificate().sameKeyAs(certificate) ? each.certificate() : latest;
    }
    return latest;
  }

  /** Whether it has the certificate of a key in a place that counts. */
  public boolean holds(Thumbprint key) {
    return cells.getOrDefault(key, StartCell.NO) != StartCell.NO;
  }

  /**
   * Whether it can start a machine.
   *
   * @param keys that open it, each as the SHA-256 of the public key
   */
  public StartCell cell(List<Thumbprint> keys) {
    if (!isLocal()) {
      return StartCell.HGS_MODE;
    }
    if (!collected) {
      return StartCell.NOT_COLLECTED;
    }
    StartCell best = StartCell.NO;
    for (Thumbprint key : keys) {
      best = best.better(cells.getOrDefault(key, StartCell.NO));
    }
    return best;
  }

  /** Its name. */
  @Override
  public String toString() {
    return name;
  }
}
