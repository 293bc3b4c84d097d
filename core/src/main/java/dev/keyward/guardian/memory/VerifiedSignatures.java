package dev.keyward.guardian.memory;

import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;

/**
 * Signatures over certificates that were verified before: thousands of protectors repeat the same
 * few, and a host shows its health certificate all day. Verifying one costs more than reading the
 * document around it.
 *
 * <p>An entry is everything that was verified: whose key, over what, the algorithm and the whole
 * value. Anything left out would let one document vouch for another. Whether a key still counts, or
 * a certificate is valid now, is not remembered. Safe for use by several threads; bounded in bytes:
 * a 32nd of the memory.
 */
public final class VerifiedSignatures {

  private static final int SHARE = 32;
  private static final int ENTRY = 256;

  private final ByteCache<Verified, Boolean> known = new ByteCache<>(HeapShare.of(SHARE));

  /** Holds nothing yet. */
  public VerifiedSignatures() {}

  /** What was verified: whose key, over what, and the signature. */
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
    return known.get(new Verified(signer.thumbprint(), signed.thumbprint(), signature)).isPresent();
  }

  /** To be called after {@link RsaEngine#verify} said yes to it. */
  public void add(GuardianCertificate signer, GuardianCertificate signed, Signature signature) {
    Verified verified = new Verified(signer.thumbprint(), signed.thumbprint(), signature);
    known.put(verified, true, ENTRY + signature.memory());
  }
}
