package dev.keyward.benchmark;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Protectors of an owner and two guardians with RSA-2048 keys: three wrappings. */
@State(Scope.Benchmark)
public class ProtectorBenchmark {

  private static final int KEY_BITS = 2048;
  private static final int VALIDITY_DAYS = 30;

  /** Whose RSA. */
  @Param public Engine engine;

  private final SecureRandom random = new SecureRandom();
  private RsaEngine rsa;
  private GuardianKeys owner;
  private List<TrustedGuardian> guardians;
  private ProtectorAuthor author;
  private ProtectorVerifier warmVerifier;
  private byte[] document;
  private VerifiedKeyProtector verified;

  /** Makes the guardians and a protector, and fills what is to be warm. */
  @Setup
  public void prepare() throws KeywardException {
    rsa = engine.rsa();
    owner = guardian("owner");
    guardians = List.of(trusted("first"), trusted("second"));
    author = new ProtectorAuthor(tools());
    warmVerifier = new ProtectorVerifier(rsa);
    document = create().encode();
    verified = readAndVerifyWarm();
  }

  private Tools tools() {
    return new Tools(rsa, random, InstantSource.system());
  }

  private TrustedGuardian trusted(String name) throws KeywardException {
    return TrustedGuardian.madeHere(guardian(name), tools());
  }

  private GuardianKeys guardian(String name) throws KeywardException {
    GuardianMaker.Plan plan =
        new GuardianMaker.Plan(GuardianName.parse(name), KEY_BITS, VALIDITY_DAYS, "benchmark");
    return new GuardianMaker(random, rsa).create(plan, Instant.now());
  }

  /** The model and the canonical bytes in one pass, certificates known. */
  @Benchmark
  public KeyProtector readAndCanonicalize() throws KeywardException {
    return warmVerifier.parse(document);
  }

  /** Reading and every check, nothing known before: as a command on one file. */
  @Benchmark
  public VerifiedKeyProtector readAndVerifyCold() throws KeywardException {
    return new ProtectorVerifier(rsa).verify(KeyProtector.parse(document));
  }

  /** Reading and every check, the guardians' certificates and signatures known: as an audit. */
  @Benchmark
  public VerifiedKeyProtector readAndVerifyWarm() throws KeywardException {
    return warmVerifier.verify(warmVerifier.parse(document));
  }

  /** A new protector, the owner's signatures over the guardians' certificates known: as a batch. */
  @Benchmark
  public KeyProtector create() throws KeywardException {
    return author.create(owner.signing(), guardians);
  }

  /** The transport key out of a verified protector, and the check of its signature. */
  @Benchmark
  public TransportKey open() throws KeywardException {
    return verified.open(owner.opening(), rsa, random);
  }
}
