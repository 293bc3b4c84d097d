package dev.keyward.guardian;

import java.util.List;
import java.util.Objects;

/**
 * A guardian's certificates before its signing key vouched for its encryption certificate.
 *
 * @param name the local name
 * @param signing certifies the key that signs
 * @param encryption certifies the key that transport keys are wrapped to
 * @param others further signing certificates that the guardian itself vouches for
 */
public record GuardianCertificates(
    GuardianName name,
    GuardianCertificate signing,
    GuardianCertificate encryption,
    List<GuardianCertificate> others) {

  /** Copies the list and refuses missing parts. */
  public GuardianCertificates {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(signing, "signing");
    Objects.requireNonNull(encryption, "encryption");
    others = List.copyOf(others);
  }
}
