package dev.keyward.protector;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.Signature;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.protector.part.GuardianSignature;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.protector.seal.Sealer;
import dev.keyward.protector.seal.SignatureProver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes protectors. A grant needs the owner's signing key and a guardian that is trusted at that
 * moment. It never needs the guardian's keys. The owner's signature over a guardian's certificate
 * is the same every time, so it is made once for each pair. Every protector that this class makes
 * is valid: it refuses a key that does not belong to its certificate. Safe for use by several
 * threads.
 */
public final class ProtectorAuthor {

  private static final WrappingId OWNER_ID = new WrappingId(0);
  private static final int GRANTS_SHARE = 64;
  private static final int PAIR = 256;

  private final Tools tools;
  private final SignatureProver prover;
  private final ProtectorVerifier verifier;
  private final ByteCache<Pair, Signature> grants = new ByteCache<>(HeapShare.of(GRANTS_SHARE));

  private record Pair(Thumbprint owner, Thumbprint guardian) {}

  /** With what to work with. */
  public ProtectorAuthor(Tools tools) {
    this.tools = tools;
    this.prover = new SignatureProver(tools.engine());
    this.verifier = new ProtectorVerifier(tools.engine());
  }

  /**
   * A new protector of a new transport key, which only the owner and the guardians can open.
   *
   * @param owner gets wrapping 0
   * @param guardians get wrappings 1, 2, ... in order, at most 63
   * @throws IllegalArgumentException if a key occurs twice among owner and guardians
   * @throws NotTrustedException code {@code expired}: a certificate of a guardian, or of the owner
   * @throws KeyUnusableException code {@code key-unusable}; {@code key-mismatch}, where the key is
   *     not its certificate's
   * @throws dev.keyward.VerificationFailedException the check that the protector would fail: a
   *     guardian's certificate is unfit, or not signed by the guardian
   */
  public KeyProtector create(SigningKey owner, List<TrustedGuardian> guardians)
      throws KeywardException {
    try (TransportKey transportKey = TransportKey.create(tools.random())) {
      return create(owner, guardians, transportKey);
    }
  }

  /** The same of a transport key that the caller has, for sealing state under it. */
  public KeyProtector create(
      SigningKey owner, List<TrustedGuardian> guardians, TransportKey transportKey)
      throws KeywardException {
    owner.requireCurrent(tools.clock().instant());
    return createFor(owner, guardians.stream().map(Grantee::of).toList(), transportKey);
  }

  /**
   * The same, also for guardians that keep the access they have. Whether certificates of the owner
   * and of those have ended is for the caller to judge.
   *
   * @throws IllegalArgumentException also where another owner granted one
   */
  public KeyProtector createFor(SigningKey owner, List<Grantee> grantees, TransportKey transportKey)
      throws KeywardException {
    List<Grantee> all = new ArrayList<>();
    all.add(Grantee.owner(owner));
    all.addAll(grantees);
    requireDistinct(all);
    List<Wrapping> wrappings = new ArrayList<>();
    for (Grantee grantee : all) {
      wrappings.add(
          grant(
              new WrappingId(wrappings.size()),
              OWNER_ID,
              owner,
              new Addressee(grantee, transportKey)));
    }
    KeyProtector made = seal(wrappings, OWNER_ID, Sealer.of(owner), transportKey);
    verifier.examineUnder(made, true).orThrow();
    return made;
  }

  private static void requireDistinct(List<Grantee> grantees) {
    Optional<Grantee> sharing = Grantee.sharingAKey(grantees);
    if (sharing.isPresent()) {
      throw new IllegalArgumentException(
          "the keys of " + sharing.get().name() + " are there already, under this or another name");
    }
    if (grantees.size() > KeyProtector.MAX_WRAPPINGS) {
      throw new IllegalArgumentException("an owner and more than 63 guardians");
    }
  }

  /** A wrapping directly under the owner. */
  Wrapping grant(WrappingId id, WrappingId ownerId, SigningKey owner, Addressee addressee)
      throws NotTrustedException, KeyUnusableException {
    Grantee grantee = addressee.grantee();
    grantee.requireGrantableBy(owner, tools.clock().instant());
    return new Wrapping(
        id,
        grantee.signing(),
        new Wrapping.Grant(ownerId, grantOf(owner, grantee.signing())),
        grantee.encryption(),
        grantee.encryptionSignature(),
        encrypted(grantee.encryption(), addressee.transportKey()));
  }

  /** The guardian that a key is wrapped for, and the key. */
  record Addressee(Grantee grantee, TransportKey transportKey) {}

  /** The same wrapping around another transport key. */
  Wrapping rewrap(Wrapping wrapping, TransportKey transportKey) {
    return new Wrapping(
        wrapping.id(),
        wrapping.signing(),
        wrapping.grant(),
        wrapping.encryption(),
        wrapping.encryptionSignature(),
        encrypted(wrapping.encryption(), transportKey));
  }

  private WrappedTransportKey encrypted(GuardianCertificate to, TransportKey transportKey) {
    KeyEncryption algorithm = KeyEncryption.WRITTEN;
    byte[] cipherValue =
        tools
            .engine()
            .wrap(
                algorithm.parameters().orElseThrow(),
                to.publicKey(),
                transportKey.bytes(),
                tools.random());
    return WrappedTransportKey.of(algorithm, cipherValue);
  }

  /** Only what verifies is kept: one wrong key must not spoil what the right one makes. */
  private Signature grantOf(SigningKey owner, GuardianCertificate signed)
      throws KeyUnusableException {
    Pair pair = new Pair(owner.guardian().signing().thumbprint(), signed.thumbprint());
    Optional<Signature> before = grants.get(pair);
    if (before.isPresent()) {
      return before.get();
    }
    Signature made = prover.signed(Sealer.of(owner), signed.der());
    grants.put(pair, made, PAIR + made.memory());
    return made;
  }

  /** Closes the list of wrappings with a new salt, the transport key's proof and the seal. */
  KeyProtector seal(
      List<Wrapping> wrappings, WrappingId sealerId, Sealer sealer, TransportKey transportKey)
      throws KeyUnusableException {
    byte[] canonical = ProtectorWriter.wrappings(wrappings);
    byte[] salt = new byte[TransportKeySignature.SALT_SIZE];
    tools.random().nextBytes(salt);
    TransportKeySignature proof = transportKey.sign(canonical, salt);
    GuardianSignature seal = new GuardianSignature(sealerId, prover.sealed(sealer, canonical));
    byte[] document = ProtectorWriter.document(canonical, proof, seal);
    return new KeyProtector(
        document, new KeyProtector.Content(0, wrappings, proof, seal), canonical);
  }
}
