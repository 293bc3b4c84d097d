package dev.keyward.hgs.folder;

import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.AttestationKind;

/**
 * What a new service, or a new certificate of one, is to be.
 *
 * @param name the name of the service and of its guardian
 * @param keyBits the size of its RSA keys: 2048, 3072 or 4096
 * @param validityDays of its certificates, 1 to 36500
 * @param attestation which hosts a new service attests; of no meaning for a certificate
 */
public record HgsPlan(
    GuardianName name, int keyBits, int validityDays, AttestationKind attestation) {

  private static final int MOST_DAYS = 36_500;

  /** Of a service that attests host keys. */
  public HgsPlan(GuardianName name, int keyBits, int validityDays) {
    this(name, keyBits, validityDays, AttestationKind.HOST_KEY);
  }

  /** Refuses other sizes and validities. */
  public HgsPlan {
    if (keyBits != 2048 && keyBits != 3072 && keyBits != 4096) {
      throw new IllegalArgumentException("no keys of " + keyBits + " bits");
    }
    if (validityDays < 1 || validityDays > MOST_DAYS) {
      throw new IllegalArgumentException("no validity of " + validityDays + " days");
    }
  }

  /** The same of a service that attests those hosts. */
  public HgsPlan attesting(AttestationKind kind) {
    return new HgsPlan(name, keyBits, validityDays, kind);
  }
}
