package dev.keyward.internal.crypto;

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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.Extension;

/**
 * The JDK's provider of RSA, but for new keys of 2048 and 3072 bits: it makes them of two primes of
 * the key pool, because to look for primes takes longer than all else that most tests do. The same
 * random numbers give the same key again. Other numbers give another key, until some thousands were
 * made. All else is the JDK's own work.
 */
public final class PooledRsa extends Provider {

  private static final long serialVersionUID = 1;
  private static final String NAME = "SunRsaSign";
  private static final String RSA = "RSA";
  private static final String GENERATOR = "KeyPairGenerator";

  /** JUnit loads it before all tests. */
  public static final class Installed implements Extension {
    static {
      install();
    }
  }

  private static final int SEED = 32;
  private static final Map<Integer, Pool> POOLS =
      Map.of(2048, new Pool(KeyPool.KEYS), 3072, new Pool(KeyPool.LONG_KEYS));

  private final Provider jdk;

  private PooledRsa(Provider jdk) {
    super(NAME, jdk.getVersionStr(), jdk.getInfo());
    this.jdk = jdk;
  }

  /** Takes the place of the JDK's provider in this process, once. */
  public static synchronized void install() {
    if (Security.getProvider(NAME) instanceof PooledRsa) {
      return;
    }
    Provider jdk = Security.getProvider(NAME);
    int place = List.of(Security.getProviders()).indexOf(jdk) + 1;
    Security.removeProvider(NAME);
    Security.insertProviderAt(new PooledRsa(jdk), place);
  }

  /** The primes of keys of one size, and which two of them random numbers have drawn. */
  private static final class Pool {

    private final List<BigInteger> primes = new ArrayList<>();
    private final Map<String, Integer> drawn = new HashMap<>();

    Pool(List<RSAPrivateCrtKey> keys) {
      keys.forEach(key -> primes.addAll(List.of(key.getPrimeP(), key.getPrimeQ())));
    }

    /** Two primes that are neither those of a key of the pool nor those of other numbers. */
    synchronized List<BigInteger> draw(SecureRandom random) {
      byte[] seed = new byte[SEED];
      random.nextBytes(seed);
      int count = primes.size();
      int different = count * (count / 2 - 2);
      int key =
          drawn.computeIfAbsent(HexFormat.of().formatHex(seed), n -> drawn.size()) % different;
      int first = key % count;
      return List.of(primes.get(first), primes.get((first + 2 + key / count) % count));
    }
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
    private Optional<Pool> pool = Optional.empty();
    private Optional<SecureRandom> random = Optional.empty();

    Generator(Provider jdk) throws NoSuchAlgorithmException {
      this.jdk = jdk;
      real = KeyPairGenerator.getInstance(RSA, jdk);
    }

    @Override
    public void initialize(int bits, SecureRandom random) {
      this.random = Optional.of(random);
      pool = Optional.ofNullable(POOLS.get(bits));
      real.initialize(bits, random);
    }

    @Override
    public void initialize(AlgorithmParameterSpec asked, SecureRandom random)
        throws InvalidAlgorithmParameterException {
      pool = Optional.empty();
      real.initialize(asked, random);
    }

    @Override
    public KeyPair generateKeyPair() {
      try {
        return pool.isPresent()
            ? pooled(pool.get().draw(random.orElseThrow()))
            : real.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private KeyPair pooled(List<BigInteger> primes) throws GeneralSecurityException {
      BigInteger p = primes.get(0);
      BigInteger q = primes.get(1);
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
