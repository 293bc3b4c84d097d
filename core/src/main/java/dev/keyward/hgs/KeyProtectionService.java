package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.memory.VerifiedSignatures;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.message.KpsError;
import dev.keyward.protector.ProtectorRoller;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.part.KnownWrappings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The key protection service (MS-KPS): publishes guardian metadata, and releases keys to hosts that
 * attested. It keeps nothing between requests but caches of what it verified.
 */
final class KeyProtectionService {

  private final HgsKeys keys;
  private final Tools tools;

  /** What all requests share. */
  record Tools(
      RsaEngine engine,
      SecureRandom random,
      InstantSource clock,
      KnownWrappings certificates,
      VerifiedSignatures verified,
      ProtectorVerifier verifier,
      ProtectorRoller roller) {

    static Tools of(RsaEngine engine, SecureRandom random, InstantSource clock) {
      return new Tools(
          engine,
          random,
          clock,
          new KnownWrappings(),
          new VerifiedSignatures(),
          new ProtectorVerifier(engine),
          new ProtectorRoller(new dev.keyward.crypto.Tools(engine, random, clock)));
    }
  }

  KeyProtectionService(HgsKeys keys, Tools tools) {
    this.keys = keys;
    this.tools = tools;
  }

  HgsReply metadata(String verb) {
    Optional<byte[]> metadata = keys.metadata();
    if (metadata.isEmpty()) {
      KeywardException why = keys.description().noPrimary();
      return HgsReply.of(verb, new KpsError(KpsError.Code.NO_PRIMARY, why.fault().found()));
    }
    return HgsReply.ok(verb, HgsReply.XML, metadata.get());
  }

  HgsReply roll(String verb, byte[] body, int version) {
    return new Roll(keys, tools, version).answer(verb, body);
  }
}
