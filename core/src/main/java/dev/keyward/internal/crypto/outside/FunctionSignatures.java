package dev.keyward.internal.crypto.outside;

import dev.keyward.KeyUnusableException;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;

/**
 * A provider whose only signature is made by a function. Java's XML signatures take a provider and
 * no function. It is never registered, so nothing else uses it.
 */
public final class FunctionSignatures extends Provider {

  private static final long serialVersionUID = 1L;

  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  @FunctionalInterface
  public interface Signing {
    /** The signature over {@code data}. */
    byte[] sign(byte[] data) throws KeyUnusableException;
  }

  /** A provider for one key. */
  public FunctionSignatures(Signing signing) {
    super("Keyward", "1", "signatures by one function");
    putService(
        new Service(this, "Signature", "SHA256withRSA", ByFunction.class.getName(), null, null) {
          @Override
          public Object newInstance(Object parameter) {
            return new ByFunction(signing);
          }
        });
  }

  private static final class ByFunction extends SignatureSpi {

    private final Signing signing;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    ByFunction(Signing signing) {
      this.signing = signing;
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
      data.reset();
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      throw new InvalidKeyException("this provider only signs");
    }

    @Override
    protected void engineUpdate(byte value) {
      data.write(value);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
      data.write(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      try {
        return signing.sign(data.toByteArray());
      } catch (KeyUnusableException e) {
        throw new SignatureException(e.getMessage(), e);
      }
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      throw new SignatureException("this provider only signs");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException("this signature has no parameters");
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException("this signature has no parameters");
    }
  }
}
