package dev.keyward.crypto;

import dev.keyward.KeyUnusableException;
import dev.keyward.internal.crypto.Jdk;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** A key whose service gives two functions. */
final class ServiceKey extends UnwrittenKey {

  private static final long serialVersionUID = 1L;

  private final transient DigestSigner signer;
  private final transient Opener opener;

  ServiceKey(BigInteger modulus, DigestSigner signer, Opener opener, Place place) {
    super(modulus, place);
    this.signer = signer;
    this.opener = opener;
  }

  @Override
  public byte[] sign(byte[]... data) throws KeyUnusableException {
    try {
      MessageDigest digest = Jdk.digest("SHA-256");
      for (byte[] part : data) {
        digest.update(part);
      }
      return requireSize(signer.sign(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    } catch (KeyUnusableException e) {
      throw e;
    } catch (Exception e) {
      throw failed("sign", e);
    }
  }

  @Override
  public Optional<byte[]> open(OaepParameters parameters, byte[] encrypted, int size)
      throws KeyUnusableException {
    if (!parameters.equals(OaepParameters.SHA256) || !isOfSize(encrypted)) {
      return Optional.empty();
    }
    try {
      Optional<byte[]> message = opener.open(encrypted.clone());
      message
          .filter(found -> found.length != size)
          .ifPresent(found -> Arrays.fill(found, (byte) 0));
      return message.filter(found -> found.length == size);
    } catch (KeyUnusableException e) {
      throw e;
    } catch (Exception e) {
      throw failed("open", e);
    }
  }
}
