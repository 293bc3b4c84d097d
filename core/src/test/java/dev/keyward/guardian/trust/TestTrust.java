package dev.keyward.guardian.trust;

import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Trust without a reason, which only this package can give. Test-only. */
public final class TestTrust {

  private TestTrust() {}

  public static TrustedGuardian trusted(Guardian guardian) {
    return new TrustedGuardian(guardian, TrustDecision.madeHere(TestTools.NOW));
  }

  public static List<TrustedGuardian> trusted(GuardianKeys... keys) {
    return Arrays.stream(keys).map(each -> trusted(each.guardian())).toList();
  }

  /** A pinned guardian as a store takes it. */
  public static GuardianEntry entry(Guardian guardian, GuardianMetadata metadata) {
    TrustDecision trust =
        new TrustDecision(
            TrustDecision.Basis.PINNED,
            TestKeys.NOW,
            Optional.of("CN=R\u00f6\u00f6t\\, = #\n" + guardian.signing().thumbprint()),
            true);
    return new GuardianEntry(new TrustedGuardian(guardian, trust), metadata);
  }
}
