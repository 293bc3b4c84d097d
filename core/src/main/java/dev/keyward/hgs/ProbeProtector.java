package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import java.util.List;
import java.util.Optional;

/**
 * The protector that a host has released to learn whether a start would get its keys. It has one
 * wrapping: the service is its own owner. It protects nothing, so anybody may have it. It is made
 * once for each pair of primary certificates, when it is first asked for. Safe for use by several
 * threads.
 */
final class ProbeProtector {

  private Optional<Made> made = Optional.empty();

  private record Made(Pair pair, byte[] document) {}

  private record Pair(Thumbprint signing, Thumbprint encryption) {

    static Pair of(Guardian guardian) {
      return new Pair(guardian.signing().thumbprint(), guardian.encryption().thumbprint());
    }
  }

  /**
   * The document; empty where the service has no primary certificates.
   *
   * @throws KeywardException where the service's signing key cannot be used
   */
  synchronized Optional<byte[]> of(HgsKeys keys, Tools tools) throws KeywardException {
    Optional<SigningKey> owner = keys.publisher(tools.engine());
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    Pair pair = Pair.of(owner.get().guardian());
    if (made.isEmpty() || !made.get().pair().equals(pair)) {
      made = Optional.of(new Made(pair, make(owner.get(), tools)));
    }
    return made.map(probe -> probe.document().clone());
  }

  private static byte[] make(SigningKey owner, Tools tools) throws KeywardException {
    try (TransportKey key = TransportKey.create(tools.random())) {
      return new ProtectorAuthor(tools).createFor(owner, List.of(), key).encode();
    }
  }

  /** Whether a protector that this service opens is one, of this or another node. */
  static boolean is(VerifiedKeyProtector protector) {
    return protector.wrappings().size() == 1;
  }
}
