package dev.keyward.internal.crypto.outside;

import dev.keyward.internal.crypto.Rsa;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;

/**
 * A handle of a provider that need not be registered with Java. Safe for use by several threads if
 * the provider is.
 *
 * @param key what the provider knows the private key by
 * @param modulus of the key
 */
public record KeyHandle(PrivateKey key, Provider provider, BigInteger modulus) {

  private static final String NO_PADDING = "RSA/ECB/NoPadding";

  /** How devices say that they do not compute the power alone. */
  private static final Set<String> FORBIDDEN =
      Set.of("CKR_MECHANISM_INVALID", "CKR_MECHANISM_PARAM_INVALID", "CKR_FUNCTION_NOT_SUPPORTED");

  /** RSASSA-PKCS1-v1_5 with SHA-256 over the concatenation of {@code data}. */
  public byte[] sign(byte[]... data) throws GeneralSecurityException {
    return DeviceCall.of(() -> bareSignature(data));
  }

  /** The same without a time limit. */
  public byte[] bareSignature(byte[]... data) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA", provider);
    signature.initSign(key);
    for (byte[] part : data) {
      signature.update(part);
    }
    return signature.sign();
  }

  /**
   * RSAES-OAEP without a label. The provider computes only the power if it can. Otherwise it
   * decodes the padding too, as devices do that refuse the power alone.
   *
   * @param size the only length that the message may have
   * @return the message; empty if the text does not open
   * @throws NoOaepException if the device can decode it, but Java's provider cannot ask for it
   */
  public Optional<byte[]> open(Rsa.Digests digests, byte[] encrypted, int size)
      throws GeneralSecurityException {
    return isBelowModulus(encrypted)
        ? DeviceCall.of(() -> opened(digests, encrypted, size))
        : Optional.empty();
  }

  private Optional<byte[]> opened(Rsa.Digests digests, byte[] encrypted, int size)
      throws GeneralSecurityException {
    Optional<Cipher> raw = raw();
    if (raw.isPresent()) {
      return new RawOaep(digests).decode(padded(raw.get().doFinal(encrypted)), size);
    }
    Optional<byte[]> message =
        TokenOaep.isOfToken(key)
            ? TokenOaep.open(key, digests, encrypted)
            : whole(digests, encrypted);
    message.filter(found -> found.length != size).ifPresent(found -> Arrays.fill(found, (byte) 0));
    return message.filter(found -> found.length == size);
  }

  /**
   * The power, which the provider computes without padding and without a time limit.
   *
   * @throws NoOaepException if the device forbids it
   */
  public byte[] barePower(byte[] encrypted) throws GeneralSecurityException {
    return raw().orElseThrow(NoOaepException::new).doFinal(encrypted);
  }

  private Optional<Cipher> raw() throws InvalidKeyException {
    // Java's provider for PKCS#11 gives a cipher without padding in any case. If the device forbids
    // it, that cipher has the device take off a padding of PKCS#1 v1.5, so it must not be used.
    boolean forbidden =
        TokenOaep.isOfToken(key) && provider.getService("Cipher", NO_PADDING) == null;
    if (forbidden) {
      return Optional.empty();
    }
    try {
      Cipher cipher = Cipher.getInstance(NO_PADDING, provider);
      cipher.init(Cipher.DECRYPT_MODE, key);
      return Optional.of(cipher);
    } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
      return Optional.empty();
    } catch (InvalidKeyException e) {
      // The device may forbid it for this key only. Any other error says that the device fails.
      if (FORBIDDEN.containsAll(DeviceCall.reason(e).stream().toList())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<byte[]> whole(Rsa.Digests digests, byte[] encrypted)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding", provider);
    cipher.init(Cipher.DECRYPT_MODE, key, digests.oaep());
    try {
      return Optional.of(cipher.doFinal(encrypted));
    } catch (BadPaddingException e) {
      return Optional.empty();
    }
  }

  /** A device refuses other texts with an error, which would look like a fault of the device. */
  private boolean isBelowModulus(byte[] encrypted) {
    return encrypted.length == size() && new BigInteger(1, encrypted).compareTo(modulus) < 0;
  }

  /** Some providers leave out zeros at the start. */
  private byte[] padded(byte[] power) throws GeneralSecurityException {
    int missing = size() - power.length;
    if (missing < 0) {
      throw new GeneralSecurityException(
          "the device gave " + power.length + " bytes for a key of " + size());
    }
    byte[] whole = new byte[size()];
    System.arraycopy(power, 0, whole, missing, power.length);
    Arrays.fill(power, (byte) 0);
    return whole;
  }

  private int size() {
    return Rsa.size(modulus);
  }
}
