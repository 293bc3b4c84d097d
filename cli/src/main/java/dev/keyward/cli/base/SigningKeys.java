package dev.keyward.cli.base;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.known.KnownGuardians;
import java.util.HashSet;
import java.util.Set;

/** The keys that sign in an input. Bounded, so that an input made for it cannot fill the memory. */
public final class SigningKeys {

  /** At 200 bytes each. */
  private static final int MOST = 100_000;

  private final Set<Thumbprint> keys = new HashSet<>();

  /** The key of this certificate signs; it counts while there is room. */
  public void add(GuardianCertificate signing) {
    if (keys.size() < MOST) {
      keys.add(signing.keyThumbprint());
    }
  }

  /** Those who are known, beside these keys. */
  public KnownGuardians beside(KnownGuardians known) {
    return known.withSigners(keys);
  }
}
