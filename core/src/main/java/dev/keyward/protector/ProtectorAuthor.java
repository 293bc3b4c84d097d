package dev.keyward.protector;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.protector.part.GuardianSignature;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.protector.part.WrappedTransportKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes protectors. Granting takes the owner's signing key and the guardian's certificates, never
 * the guardian's keys. The owner's signature over a guardian's certificate is the same every time,
 * so it is made once for each pair. What is made here verifies: a key that is not its certificate's
 * is refused. Safe for use by several threads.
 */
public final class ProtectorAuthor {

  private static final WrappingId OWNER_ID = new WrappingId(0);
  private static final int GRANTS_SHARE = 64;
  private static final int PAIR = 256;

  private final RsaEngine engine;
  private final SecureRandom random;
  private final SignatureProver prover;
  private final ProtectorVerifier verifier;
  private final ByteCache<Pair, Signature> grants = new ByteCache<>(HeapShare.of(GRANTS_SHARE));

  private record Pair(Thumbprint owner, Thumbprint guardian) {}

  /** With the provider and the source of keys and salts. */
  public ProtectorAuthor(RsaEngine engine, SecureRandom random) {
    this.engine = engine;
    this.random = random;
    this.prover = new SignatureProver(engine);
    this.verifier = new ProtectorVerifier(engine);
  }

  /**
   * A new protector of a new transport key, which only the owner and the guardians can open.
   *
   * @param owner gets wrapping 0
   * @param guardians get wrappings 1, 2, ... in order, at most 63
   * @throws IllegalArgumentException if a key occurs twice among owner and guardians
   * @throws KeyUnusableException code {@code key-unusable}; {@code key-mismatch}, where the key is
   *     not its certificate's
   * @throws dev.keyward.VerificationFailedException the check that the protector would fail: a
   *     guardian's certificate is unfit, or not signed by the guardian
   */
  public KeyProtector create(SigningKey owner, List<Guardian> guardians) throws KeywardException {
    try (TransportKey transportKey = TransportKey.create(random)) {
      return create(owner, guardians, transportKey);
    }
  }

  /** The same of a transport key that the caller has, for sealing state under it. */
  public KeyProtector create(SigningKey owner, List<Guardian> guardians, TransportKey transportKey)
      throws KeywardException {
    List<Guardian> all = new ArrayList<>();
    all.add(owner.guardian());
    all.addAll(guardians);
    requireDistinct(all);
    List<Wrapping> wrappings = new ArrayList<>();
    for (Guardian guardian : all) {
      Wrapping.Grant grant = new Wrapping.Grant(OWNER_ID, grantOf(owner, guardian));
      WrappingId id = new WrappingId(wrappings.size());
      wrappings.add(wrap(id, guardian, grant, transportKey));
    }
    KeyProtector made = seal(wrappings, OWNER_ID, owner, transportKey);
    verifier.examineUnder(made, true).orThrow();
    return made;
  }

  private static void requireDistinct(List<Guardian> guardians) {
    Set<Thumbprint> keys = new HashSet<>();
    for (Guardian guardian : guardians) {
      boolean fresh = keys.add(guardian.signing().keyThumbprint());
      boolean oneKey = guardian.signing().sameKeyAs(guardian.encryption());
      if (!fresh || (!oneKey && !keys.add(guardian.encryption().keyThumbprint()))) {
        throw new IllegalArgumentException(
            "the keys of " + guardian.name() + " are there already, under this or another name");
      }
    }
    if (guardians.size() > KeyProtector.MAX_WRAPPINGS) {
      throw new IllegalArgumentException("an owner and more than 63 guardians");
    }
  }

  /** A wrapping for {@code guardian} directly under the owner. */
  Wrapping grant(WrappingId id, Wrapping ownerWrapping, SigningKey owner, Addressee addressee)
      throws KeyUnusableException {
    Guardian guardian = addressee.guardian();
    Wrapping.Grant grant = new Wrapping.Grant(ownerWrapping.id(), grantOf(owner, guardian));
    return wrap(id, guardian, grant, addressee.transportKey());
  }

  /** For whom a key is wrapped, and the key. */
  record Addressee(Guardian guardian, TransportKey transportKey) {}

  private Wrapping wrap(
      WrappingId id, Guardian guardian, Wrapping.Grant grant, TransportKey transportKey) {
    return new Wrapping(
        id,
        guardian.signing(),
        grant,
        guardian.encryption(),
        guardian.encryptionSignature(),
        encrypted(guardian.encryption(), transportKey));
  }

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
        engine.wrap(
            algorithm.parameters().orElseThrow(), to.publicKey(), transportKey.bytes(), random);
    return WrappedTransportKey.of(algorithm, cipherValue);
  }

  /** Only what verifies is kept: one wrong key must not spoil what the right one makes. */
  private Signature grantOf(SigningKey owner, Guardian guardian) throws KeyUnusableException {
    GuardianCertificate signed = guardian.signing();
    Pair pair = new Pair(owner.guardian().signing().thumbprint(), signed.thumbprint());
    Optional<Signature> before = grants.get(pair);
    if (before.isPresent()) {
      return before.get();
    }
    Signature made = prover.signed(owner, signed.der());
    grants.put(pair, made, PAIR + made.memory());
    return made;
  }

  /** Closes the list of wrappings with a new salt, the transport key's proof and the seal. */
  KeyProtector seal(
      List<Wrapping> wrappings, WrappingId sealerId, SigningKey sealer, TransportKey transportKey)
      throws KeyUnusableException {
    byte[] canonical = ProtectorWriter.wrappings(wrappings);
    byte[] salt = new byte[TransportKeySignature.SALT_SIZE];
    random.nextBytes(salt);
    TransportKeySignature proof = transportKey.sign(canonical, salt);
    GuardianSignature seal = new GuardianSignature(sealerId, prover.sealed(sealer, canonical));
    byte[] document = ProtectorWriter.document(canonical, proof, seal);
    return new KeyProtector(
        document, new KeyProtector.Content(0, wrappings, proof, seal), canonical);
  }
}
