package dev.keyward.protector.seal;

import dev.keyward.KeyUnusableException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.Thumbprint;
import java.lang.ref.WeakReference;
import java.security.PrivateKey;
import java.util.Optional;

/**
 * Signs, and has each key prove that it is its certificate's. A key with its numbers in it proves
 * that once; for a handle, whose device may change its mind, each signature is checked. Safe for
 * use by several threads.
 */
public final class SignatureProver {

  private final RsaEngine engine;
  private volatile Optional<Proven> last = Optional.empty();

  /** The key that proved itself last. A program that makes protectors usually has one key. */
  private record Proven(WeakReference<PrivateKey> key, Thumbprint certificate) {

    boolean is(Sealer signer) {
      return key.refersTo(signer.key()) && signer.certificate().thumbprint().equals(certificate);
    }
  }

  public SignatureProver(RsaEngine engine) {
    this.engine = engine;
  }

  /** A signature that verifies. */
  public Signature signed(Sealer signer, byte[] text) throws KeyUnusableException {
    Signature signature = engine.sign(signer.key(), text);
    requireValid(signature, signer, text);
    return signature;
  }

  /** A signature by a key whose signatures verify. */
  public Signature sealed(Sealer signer, byte[] text) throws KeyUnusableException {
    return last.filter(proven -> proven.is(signer)).isPresent()
        ? engine.sign(signer.key(), text)
        : signed(signer, text);
  }

  private void requireValid(Signature signature, Sealer signer, byte[] text)
      throws KeyUnusableException {
    if (!verifies(signature, signer, text)) {
      throw KeyUnusableException.ofOtherCertificate("signing key of " + signer.name());
    }
    if (RsaEngine.hasNumbers(signer.key())) {
      Thumbprint certificate = signer.certificate().thumbprint();
      last = Optional.of(new Proven(new WeakReference<>(signer.key()), certificate));
    }
  }

  private boolean verifies(Signature signature, Sealer signer, byte[] text) {
    try {
      return engine.verify(signature, signer.certificate().publicKey(), text);
    } catch (UnsupportedFormatException e) {
      throw new IllegalStateException("Keyward cannot check what it writes", e);
    }
  }
}
