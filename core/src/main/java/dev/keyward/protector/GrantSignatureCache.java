package dev.keyward.protector;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Signature;
import dev.keyward.guardian.Thumbprint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signatures over certificates that were verified before. Thousands of protectors repeat the same
 * few, and verifying one costs more than reading the document around it.
 *
 * <p>An entry is everything that was verified: whose key, over what, the algorithm and the whole
 * value. Anything left out would let one document vouch for another. Bounded: when full it starts
 * anew.
 */
final class GrantSignatureCache {

  private static final int MOST = 8192;

  private final Set<Verified> known = ConcurrentHashMap.newKeySet();

  private record Verified(Thumbprint signer, Thumbprint signed, Signature signature) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Verified that
          && that.signer.equals(signer)
          && that.signed.equals(signed)
          && that.signature.equals(signature);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * signer.hashCode() + signed.hashCode()) + signature.hashCode();
    }
  }

  boolean contains(GuardianCertificate signer, GuardianCertificate signed, Signature signature) {
    return known.contains(new Verified(signer.thumbprint(), signed.thumbprint(), signature));
  }

  void add(GuardianCertificate signer, GuardianCertificate signed, Signature signature) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.add(new Verified(signer.thumbprint(), signed.thumbprint(), signature));
  }
}
