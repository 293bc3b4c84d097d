package dev.keyward.guardian.trust;

import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import java.util.Arrays;
import java.util.List;

/** Trust without a reason, which only this package can give. Test-only. */
public final class TestTrust {

  private TestTrust() {}

  public static TrustedGuardian trusted(Guardian guardian) {
    return new TrustedGuardian(guardian, TrustDecision.madeHere(TestTools.NOW));
  }

  public static List<TrustedGuardian> trusted(GuardianKeys... keys) {
    return Arrays.stream(keys).map(each -> trusted(each.guardian())).toList();
  }
}
