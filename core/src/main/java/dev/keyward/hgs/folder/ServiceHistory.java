package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.description.CertificateState;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import java.util.List;
import java.util.Optional;

/** The guardian that a service is, with the keys that its folder has. */
final class ServiceHistory {

  private ServiceHistory() {}

  /**
   * The primary keys are current, other enabled ones are enabled, and disabled ones are retired.
   *
   * @param metadata what the service publishes: its signature says that the primary keys belong
   *     together
   * @param where the folder, for errors
   * @throws MalformedInputException code {@code damaged-service} for metadata of other keys
   */
  static GuardianHistory of(HgsDescription service, byte[] metadata, String where)
      throws KeywardException {
    GuardianMetadata published = GuardianMetadata.parse(metadata, where, RsaEngine.jdk());
    Guardian current = published.toGuardian(service.name(), List.of());
    if (!published.vouchedFor() || !isOfPrimaries(service, current)) {
      throw new MalformedInputException(
          Fault.of(
              "damaged-service",
              where,
              "metadata of other keys than its primary ones",
              "what its primary signing key signed"));
    }
    GuardianHistory history = GuardianHistory.of(current);
    for (HgsCertificate each : service.certificates()) {
      Optional<CertificateRole> role = each.use().role();
      if (role.isPresent() && each.state() != CertificateState.PRIMARY) {
        history = history.withKey(role.get(), each.certificate(), state(each));
      }
    }
    return history;
  }

  private static boolean isOfPrimaries(HgsDescription service, Guardian current) {
    return service
            .primary(CertificateUse.SIGNING)
            .filter(each -> each.certificate().equals(current.signing()))
            .isPresent()
        && service
            .primary(CertificateUse.ENCRYPTION)
            .filter(each -> each.certificate().equals(current.encryption()))
            .isPresent();
  }

  private static KeyState state(HgsCertificate certificate) {
    return certificate.isEnabled() ? KeyState.ENABLED : KeyState.RETIRED;
  }
}
