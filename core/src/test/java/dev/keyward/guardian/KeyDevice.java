package dev.keyward.guardian;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;

/**
 * A provider as a key store or hardware module has it: it gives out handles and keeps the keys.
 * Test-only.
 */
public final class KeyDevice extends Provider {

  private static final long serialVersionUID = 1L;
  private static final Map<String, PrivateKey> KEYS = new ConcurrentHashMap<>();

  private static volatile boolean away;

  public KeyDevice() {
    super("KeyDevice", "1", "handles only");
    put("Signature.SHA256withRSA", Signing.class.getName());
    put("Signature.SHA256withRSA SupportedKeyClasses", Handle.class.getName());
    put("Cipher.RSA", Opening.class.getName());
    put("Cipher.RSA SupportedKeyClasses", Handle.class.getName());
  }

  /** Unplugs the device, or plugs it in again. */
  public static void setAway(boolean isAway) {
    away = isAway;
  }

  /** Both keys as handles; a bare handle does not tell its modulus. */
  public static GuardianKeys handles(GuardianKeys keys, boolean bare) {
    return new GuardianKeys(
        new SigningKey(keys.guardian(), handle(keys.signing().key(), bare)),
        new OpeningKey(keys.guardian(), handle(keys.opening().key(), bare)));
  }

  private static PrivateKey handle(PrivateKey key, boolean bare) {
    String id = "key-" + KEYS.size();
    KEYS.put(id, key);
    return bare ? new Handle(id) : new SizedHandle(id, ((RSAKey) key).getModulus());
  }

  private static PrivateKey inside(Key key) throws InvalidKeyException {
    if (!(key instanceof Handle handle)) {
      throw new InvalidKeyException("not a handle of this device");
    }
    requireThere();
    return KEYS.get(handle.id);
  }

  private static void requireThere() {
    if (away) {
      throw new ProviderException("CKR_DEVICE_REMOVED");
    }
  }

  private static class Handle implements PrivateKey {

    private static final long serialVersionUID = 1L;

    private final String id;

    Handle(String id) {
      this.id = id;
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }

  private static final class SizedHandle extends Handle implements RSAKey {

    private static final long serialVersionUID = 1L;

    private final BigInteger modulus;

    SizedHandle(String id, BigInteger modulus) {
      super(id);
      this.modulus = modulus;
    }

    @Override
    public BigInteger getModulus() {
      return modulus;
    }
  }

  /** Signs inside. */
  public static final class Signing extends SignatureSpi {

    private Signature inside;

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      throw new InvalidKeyException("private keys only");
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      PrivateKey own = inside(key);
      try {
        inside = Signature.getInstance("SHA256withRSA", "SunRsaSign");
      } catch (GeneralSecurityException e) {
        throw new ProviderException(e);
      }
      inside.initSign(own);
    }

    @Override
    protected void engineUpdate(byte one) throws SignatureException {
      inside.update(one);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int size) throws SignatureException {
      inside.update(bytes, from, size);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return inside.sign();
    }

    @Override
    protected boolean engineVerify(byte[] value) {
      return false;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      return null;
    }
  }

  /** Opens inside. */
  public static final class Opening extends CipherSpi {

    private Cipher inside;

    @Override
    protected void engineSetMode(String mode) {}

    @Override
    protected void engineSetPadding(String padding) {}

    @Override
    protected int engineGetBlockSize() {
      return 0;
    }

    @Override
    protected int engineGetOutputSize(int size) {
      return inside.getOutputSize(size);
    }

    @Override
    protected byte[] engineGetIV() {
      return null;
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      return null;
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
      throw new InvalidKeyException("parameters are needed");
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameters given, SecureRandom random)
        throws InvalidKeyException {
      throw new InvalidKeyException("parameters are needed");
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameterSpec given, SecureRandom random)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      if (!(key instanceof Handle handle)) {
        throw new InvalidKeyException("not a handle of this device");
      }
      try {
        inside = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
      } catch (GeneralSecurityException e) {
        throw new ProviderException(e);
      }
      inside.init(mode, KEYS.get(handle.id), given);
    }

    @Override
    protected byte[] engineUpdate(byte[] bytes, int from, int size) {
      return inside.update(bytes, from, size);
    }

    @Override
    protected int engineUpdate(byte[] bytes, int from, int size, byte[] out, int at) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineDoFinal(byte[] bytes, int from, int size)
        throws IllegalBlockSizeException, BadPaddingException {
      requireThere();
      return inside.doFinal(bytes, from, size);
    }

    @Override
    protected int engineDoFinal(byte[] bytes, int from, int size, byte[] out, int at) {
      throw new UnsupportedOperationException();
    }
  }
}
