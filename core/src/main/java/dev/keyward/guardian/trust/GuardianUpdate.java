package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What becomes of a known guardian when it publishes renewed metadata. */
final class GuardianUpdate {

  private GuardianUpdate() {}

  static StoredGuardian of(
      StoredGuardian known, GuardianMetadata renewed, Instant now, RsaEngine engine)
      throws KeywardException {
    Guardian old = known.guardian();
    requireRenewal(old, renewed);
    TrustDecider.requireCurrent(renewed.signing(), "signing certificate", now);
    TrustDecider.requireCurrent(renewed.encryption(), "encryption certificate", now);
    if (known.hasKeys()) {
      requireSameKeys(old, renewed);
    }
    // The known signing certificate is one the user trusts, so its word about others counts.
    Guardian fresh = renewed.toGuardian(old.name(), List.of(old.signing()));
    Set<GuardianCertificate> others = new LinkedHashSet<>(old.otherSigning());
    others.add(old.signing());
    others.addAll(fresh.otherSigning());
    others.remove(fresh.signing());
    GuardianCertificates certificates =
        new GuardianCertificates(
            old.name(), fresh.signing(), fresh.encryption(), List.copyOf(others));
    Guardian updated = Guardian.vouched(certificates, fresh.encryptionSignature(), engine);
    return new StoredGuardian(new TrustedGuardian(updated, known.trust()), known.hasKeys());
  }

  private static void requireRenewal(Guardian old, GuardianMetadata renewed)
      throws NotTrustedException {
    if (!renewed.renews(old)) {
      throw new NotTrustedException(
          Fault.of(
                  "stranger",
                  "metadata",
                  "signing certificate " + renewed.signing(),
                  "the signing key of " + old.name() + ", or a signature by it")
              .withHint("if the guardian has changed its keys, import it with --replace"));
    }
  }

  private static void requireSameKeys(Guardian old, GuardianMetadata renewed)
      throws NoAccessException {
    if (!renewed.signing().sameKeyAs(old.signing())
        || !renewed.encryption().sameKeyAs(old.encryption())) {
      throw new NoAccessException(
          Fault.of(
              "other-keys",
              "metadata",
              "certificates for keys that are not in the store",
              "the keys of " + old.name()));
    }
  }
}
