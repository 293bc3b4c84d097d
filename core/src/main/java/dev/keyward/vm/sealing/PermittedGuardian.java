package dev.keyward.vm.sealing;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.Grantee;
import dev.keyward.protector.part.Wrapping;

/**
 * A guardian that a header names: its keys, and what its writer calls it.
 *
 * @param name as the writer calls it; not a proof of anything
 * @param signing the SHA-256 of its signing key's SubjectPublicKeyInfo
 * @param encryption the same of its encryption key
 */
public record PermittedGuardian(GuardianName name, Thumbprint signing, Thumbprint encryption) {

  /** With the keys of {@code guardian}. */
  public static PermittedGuardian of(Guardian guardian) {
    return of(guardian.name(), guardian.signing(), guardian.encryption());
  }

  /** With the keys of {@code grantee}. */
  public static PermittedGuardian of(Grantee grantee) {
    return of(grantee.name(), grantee.signing(), grantee.encryption());
  }

  /** With the keys of {@code wrapping}. */
  public static PermittedGuardian of(GuardianName name, Wrapping wrapping) {
    return of(name, wrapping.signing(), wrapping.encryption());
  }

  private static PermittedGuardian of(
      GuardianName name, GuardianCertificate signing, GuardianCertificate encryption) {
    return new PermittedGuardian(name, signing.keyThumbprint(), encryption.keyThumbprint());
  }

  /** Whether both keys of {@code wrapping} are this guardian's. */
  public boolean owns(Wrapping wrapping) {
    return signing.equals(wrapping.signing().keyThumbprint())
        && encryption.equals(wrapping.encryption().keyThumbprint());
  }
}
