package dev.keyward.fleet.matrix;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.util.Optional;

/**
 * A certificate on a host.
 *
 * @param certificate the certificate
 * @param privateKey whether the host has its private key; empty where no input tells
 * @param store where it lies
 */
public record HostCertificate(
    GuardianCertificate certificate, Optional<Boolean> privateKey, CertificateStore store) {

  /** The SHA-256 of its public key, by which everything is decided. */
  public Thumbprint key() {
    return certificate.keyThumbprint();
  }

  /** Whether the host has its private key for sure. */
  public boolean hasKey() {
    return privateKey.orElse(false);
  }

  /** What this certificate alone lets its host do with a machine that its key opens. */
  public StartCell cell() {
    return switch (store) {
      case SHIELDED ->
          privateKey
              .map(has -> has ? StartCell.STARTS : StartCell.KEY_MISSING)
              .orElse(StartCell.KEY_UNKNOWN);
      case MY ->
          privateKey
              .map(has -> has ? StartCell.KEY_IN_MY : StartCell.NO)
              .orElse(StartCell.KEY_UNKNOWN);
      case OTHER -> StartCell.NO;
    };
  }
}
