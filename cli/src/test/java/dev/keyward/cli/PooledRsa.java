package dev.keyward.cli;

import dev.keyward.cli.identity.model.PooledKeys;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JDK's provider of RSA, but for new keys of 2048 bits: it makes them of two primes of the key
 * pool, because to look for primes takes longer than all else that most commands do. 2,520 keys of
 * a process are different; after them they repeat. All else is the JDK's own work.
 */
final class PooledRsa extends Provider {

  private static final long serialVersionUID = 1;
  private static final String NAME = "SunRsaSign";
  private static final String RSA = "RSA";
  private static final String GENERATOR = "KeyPairGenerator";
  private static final int BITS = 2048;
  private static final List<BigInteger> PRIMES = primes();
  private static final AtomicInteger DRAWN = new AtomicInteger();

  private final Provider jdk;

  private PooledRsa(Provider jdk) {
    super(NAME, jdk.getVersionStr(), jdk.getInfo());
    this.jdk = jdk;
  }

  /** Takes the place of the JDK's provider in this process. */
  static void install() {
    Provider jdk = Security.getProvider(NAME);
    int place = List.of(Security.getProviders()).indexOf(jdk) + 1;
    Security.removeProvider(NAME);
    Security.insertProviderAt(new PooledRsa(jdk), place);
  }

  private static List<BigInteger> primes() {
    List<BigInteger> primes = new ArrayList<>();
    for (int number = 0; number < PooledKeys.count(); number++) {
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) PooledKeys.key(number);
      primes.addAll(List.of(key.getPrimeP(), key.getPrimeQ()));
    }
    return primes;
  }

  @Override
  public Service getService(String type, String algorithm) {
    return type.equals(GENERATOR) && algorithm.equalsIgnoreCase(RSA)
        ? new Pooled(this)
        : jdk.getService(type, algorithm);
  }

  @Override
  public Set<Service> getServices() {
    return jdk.getServices();
  }

  private static final class Pooled extends Service {

    private final Provider jdk;

    Pooled(PooledRsa provider) {
      super(provider, GENERATOR, RSA, Generator.class.getName(), null, null);
      jdk = provider.jdk;
    }

    @Override
    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
      return new Generator(jdk);
    }
  }

  private static final class Generator extends KeyPairGeneratorSpi {

    private final Provider jdk;
    private final KeyPairGenerator real;
    private boolean isPooled;

    Generator(Provider jdk) throws NoSuchAlgorithmException {
      this.jdk = jdk;
      real = KeyPairGenerator.getInstance(RSA, jdk);
    }

    @Override
    public void initialize(int bits, SecureRandom random) {
      isPooled = bits == BITS;
      real.initialize(bits, random);
    }

    @Override
    public void initialize(AlgorithmParameterSpec asked, SecureRandom random)
        throws InvalidAlgorithmParameterException {
      isPooled = false;
      real.initialize(asked, random);
    }

    @Override
    public KeyPair generateKeyPair() {
      try {
        return isPooled ? next() : real.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** No two keys have the same two primes. */
    private KeyPair next() throws GeneralSecurityException {
      int count = PRIMES.size();
      int key = DRAWN.getAndIncrement() % (count * (count / 2 - 1));
      int first = key % count;
      return pooled(PRIMES.get(first), PRIMES.get((first + 1 + key / count) % count));
    }

    private KeyPair pooled(BigInteger p, BigInteger q) throws GeneralSecurityException {
      BigInteger modulus = p.multiply(q);
      BigInteger beforeP = p.subtract(BigInteger.ONE);
      BigInteger beforeQ = q.subtract(BigInteger.ONE);
      BigInteger open = RSAKeyGenParameterSpec.F4;
      BigInteger secret = open.modInverse(beforeP.multiply(beforeQ));
      KeyFactory keys = KeyFactory.getInstance(RSA, jdk);
      return new KeyPair(
          keys.generatePublic(new RSAPublicKeySpec(modulus, open)),
          keys.generatePrivate(
              new RSAPrivateCrtKeySpec(
                  modulus,
                  open,
                  secret,
                  p,
                  q,
                  secret.mod(beforeP),
                  secret.mod(beforeQ),
                  q.modInverse(p))));
    }
  }
}
