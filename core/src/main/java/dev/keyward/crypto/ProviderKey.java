package dev.keyward.crypto;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.outside.KeyHandle;
import dev.keyward.internal.crypto.outside.NoOaepException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** A key that a provider of Java's has a handle of. */
final class ProviderKey extends UnwrittenKey {

  private static final long serialVersionUID = 1L;

  private final transient KeyHandle handle;

  ProviderKey(KeyHandle handle, Place place) {
    super(handle.modulus(), place);
    this.handle = handle;
  }

  @Override
  public byte[] sign(byte[]... data) throws KeyUnusableException {
    try {
      return requireSize(handle.sign(data));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw failed("sign", e);
    }
  }

  @Override
  public Optional<byte[]> open(OaepParameters parameters, byte[] encrypted, int size)
      throws KeyUnusableException {
    Rsa.Digests digests = new Rsa.Digests(parameters.digest(), parameters.maskDigest());
    try {
      return handle.open(digests, encrypted, size);
    } catch (NoOaepException e) {
      throw new KeyUnusableException(
          Fault.of(
                  "no-oaep",
                  place(),
                  "the device forbids RSA without padding",
                  "a device that allows it")
              .withHint(
                  "start Java with "
                      + NoOaepException.OPTIONS
                      + ", so that the device decodes OAEP"),
          false,
          e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw failed("open", e);
    }
  }
}
