package dev.keyward.benchmark;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the operations are made of, asked of the provider directly: RSA-2048 and SHA-256. */
@State(Scope.Benchmark)
public class PrimitivesBenchmark {

  /** About what a protector with three wrappings has to hash, in bytes. */
  private static final int BODY_SIZE = 13_000;

  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  /** Whose operations. */
  @Param public Engine engine;

  private final byte[] digest = new byte[32];
  private final byte[] body = new byte[BODY_SIZE];
  private Optional<Provider> provider;
  private PrivateKey privateKey;
  private PublicKey publicKey;
  private byte[] signature;
  private byte[] encrypted;

  /** Makes a pair, in the provider's own form. */
  @Setup
  public void prepare() throws GeneralSecurityException {
    provider = engine.provider();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    privateKey = (PrivateKey) own(pair.getPrivate());
    publicKey = (PublicKey) own(pair.getPublic());
    signature = sign();
    encrypted = oaepEncrypt();
  }

  private Key own(Key key) throws GeneralSecurityException {
    return provider.isPresent()
        ? KeyFactory.getInstance("RSA", provider.get()).translateKey(key)
        : key;
  }

  /** RSASSA-PKCS1-v1_5 over 32 bytes. */
  @Benchmark
  public byte[] sign() throws GeneralSecurityException {
    Signature signer = signer();
    signer.initSign(privateKey);
    signer.update(digest);
    return signer.sign();
  }

  /** The check of it. */
  @Benchmark
  public boolean verify() throws GeneralSecurityException {
    Signature signer = signer();
    signer.initVerify(publicKey);
    signer.update(digest);
    return signer.verify(signature);
  }

  /** RSAES-OAEP of 32 bytes with SHA-256. */
  @Benchmark
  public byte[] oaepEncrypt() throws GeneralSecurityException {
    Cipher cipher = cipher();
    cipher.init(Cipher.ENCRYPT_MODE, publicKey, OAEP);
    return cipher.doFinal(digest);
  }

  /** The opening of it. */
  @Benchmark
  public byte[] oaepDecrypt() throws GeneralSecurityException {
    Cipher cipher = cipher();
    cipher.init(Cipher.DECRYPT_MODE, privateKey, OAEP);
    return cipher.doFinal(encrypted);
  }

  /** SHA-256, by the JDK on both: the operations ask it of no other. */
  @Benchmark
  public byte[] sha256() throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(body);
  }

  private Signature signer() throws GeneralSecurityException {
    return provider.isPresent()
        ? Signature.getInstance("SHA256withRSA", provider.get())
        : Signature.getInstance("SHA256withRSA");
  }

  private Cipher cipher() throws GeneralSecurityException {
    return provider.isPresent()
        ? Cipher.getInstance("RSA/ECB/OAEPPadding", provider.get())
        : Cipher.getInstance("RSA/ECB/OAEPPadding");
  }
}
