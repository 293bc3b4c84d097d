package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.protector.ProtectorEditor;
import dev.keyward.protector.ProtectorVerifier;
import java.util.Optional;

/**
 * The key protection service (MS-KPS): publishes guardian metadata, and releases keys to hosts that
 * attested. It keeps nothing between requests but caches of what it verified.
 */
final class KeyProtectionService {

  private final HgsKeys keys;
  private final MeasuredHosts hosts;
  private final Shared shared;

  /** What all requests share: the tools, and what was found out before. */
  record Shared(
      Tools tools,
      HealthCheck.Memory health,
      ProtectorVerifier verifier,
      ProtectorEditor editor,
      ProbeProtector probe) {

    static Shared of(Tools tools) {
      return new Shared(
          tools,
          new HealthCheck.Memory(),
          new ProtectorVerifier(tools.engine()),
          new ProtectorEditor(tools),
          new ProbeProtector());
    }
  }

  KeyProtectionService(HgsKeys keys, MeasuredHosts hosts, Shared shared) {
    this.keys = keys;
    this.hosts = hosts;
    this.shared = shared;
  }

  HgsReply metadata(String verb) {
    Optional<byte[]> metadata = keys.metadata();
    return metadata.isPresent() ? HgsReply.ok(verb, HgsReply.XML, metadata.get()) : noPrimary(verb);
  }

  private HgsReply noPrimary(String verb) {
    KeywardException why = keys.description().noPrimary();
    return HgsReply.of(verb, new KpsError(KpsError.Code.NO_PRIMARY, why.fault().found()));
  }

  /** The protector to try a release with. */
  HgsReply probe(String verb) {
    try {
      Optional<byte[]> probe = shared.probe().of(keys, shared.tools());
      return probe.isPresent() ? HgsReply.ok(verb, HgsReply.XML, probe.get()) : noPrimary(verb);
    } catch (KeywardException e) {
      KpsError error = new KpsError(KpsError.Code.UNAVAILABLE, ReleaseDecision.CANNOT_SEAL);
      return HgsReply.of(verb, error, ReleaseDecision.KEY_UNUSABLE);
    }
  }

  HgsReply roll(String verb, byte[] body, int version) {
    return new ReleaseDecision(keys, hosts, shared, version).answer(verb, body);
  }
}
