package dev.keyward.guardian;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signatures over certificates that were verified before: thousands of protectors repeat the same
 * few, and a host shows its health certificate all day. Verifying one costs more than reading the
 * document around it.
 *
 * <p>An entry is everything that was verified: whose key, over what, the algorithm and the whole
 * value. Anything left out would let one document vouch for another. Whether a key still counts, or
 * a certificate is valid now, is not remembered. Safe for use by several threads; bounded: when
 * full it starts anew.
 */
public final class VerifiedSignatures {

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

  /** Whether exactly this was added. */
  public boolean contains(
      GuardianCertificate signer, GuardianCertificate signed, Signature signature) {
    return known.contains(new Verified(signer.thumbprint(), signed.thumbprint(), signature));
  }

  /** To be called after {@link RsaEngine#verify} said yes to it. */
  public void add(GuardianCertificate signer, GuardianCertificate signed, Signature signature) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.add(new Verified(signer.thumbprint(), signed.thumbprint(), signature));
  }
}
