package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What a host checks of a release before it replaces anything: that each key is that of its
 * protector, that they differ, and that the new protector is the old one but for the key in it and
 * the seal, which is the pinned guardian's.
 */
final class ReleaseCheck {

  /** What to do where another guardian than the pinned one signs. */
  static final String OTHER_GUARDIAN =
      "if that service has new certificates, update its guardian and run host configure again";

  private static final String EGRESS = "egress protector";

  private final VerifiedKeyProtector ingress;
  private final RsaEngine engine;

  ReleaseCheck(VerifiedKeyProtector ingress, RsaEngine engine) {
    this.ingress = ingress;
    this.engine = engine;
  }

  /**
   * The new protector, verified.
   *
   * @param pinned who may seal it
   * @throws VerificationFailedException code {@code release-owner}, {@code release-wrappings},
   *     {@code release-unwraps}, {@code release-keys}, or a check of the protector
   * @throws NotTrustedException code {@code sealed-by-other}
   */
  VerifiedKeyProtector egress(byte[] document, TransportKeys keys, Optional<PinnedGuardian> pinned)
      throws KeywardException {
    VerifiedKeyProtector egress = verified(document, engine, EGRESS);
    requireSameWrappings(egress);
    requireUnwraps(egress);
    requireSeal(egress, pinned);
    requireKeys(egress, keys);
    return egress;
  }

  /** The protector of a document, which errors call {@code where}. */
  static VerifiedKeyProtector verified(byte[] document, RsaEngine engine, String where)
      throws KeywardException {
    try {
      return new ProtectorVerifier(engine).verify(KeyProtector.parse(document));
    } catch (KeywardException e) {
      throw e.within(where);
    }
  }

  private void requireSameWrappings(VerifiedKeyProtector egress)
      throws VerificationFailedException {
    if (!egress.owner().id().equals(ingress.owner().id())
        || !egress.owner().signing().equals(ingress.owner().signing())) {
      throw refused("release-owner", "another owner", "the owner of the machine");
    }
    boolean same = egress.wrappings().size() == ingress.wrappings().size();
    for (Wrapping each : egress.wrappings()) {
      same &=
          ingress
              .protector()
              .wrapping(each.id())
              .filter(before -> isSame(before, each))
              .isPresent();
    }
    if (!same) {
      throw refused(
          "release-wrappings",
          "other guardians, certificates or signatures",
          "those of the protector that was sent");
    }
  }

  /** No signature covers it: a service could give a machine starts offline that nobody granted. */
  private void requireUnwraps(VerifiedKeyProtector egress) throws VerificationFailedException {
    long unwraps = egress.protector().maxOfflineUnwraps();
    if (unwraps != 0 && unwraps != ingress.protector().maxOfflineUnwraps()) {
      throw refused(
          "release-unwraps",
          "MaxOfflineUnwraps is " + unwraps,
          "0 or the " + ingress.protector().maxOfflineUnwraps() + " that was sent");
    }
  }

  private static boolean isSame(Wrapping before, Wrapping after) {
    return before.signing().equals(after.signing())
        && before.grant().equals(after.grant())
        && before.encryption().equals(after.encryption())
        && before.encryptionSignature().equals(after.encryptionSignature());
  }

  private static void requireSeal(VerifiedKeyProtector egress, Optional<PinnedGuardian> pinned)
      throws NotTrustedException {
    if (pinned.isPresent() && !pinned.get().signsWith(egress.sealer().signing())) {
      throw new NotTrustedException(
          Fault.of(
                  "sealed-by-other",
                  EGRESS,
                  "sealed by " + egress.sealer().signing(),
                  "the seal of " + pinned.get().name() + ", which the configuration pins")
              .withHint(OTHER_GUARDIAN));
    }
  }

  private void requireKeys(VerifiedKeyProtector egress, TransportKeys keys)
      throws VerificationFailedException {
    if (!ingress.isSealedUnder(keys.ingress())) {
      throw refused("release-keys", "an ingress key of another protector", "that of this machine");
    }
    if (!egress.isSealedUnder(keys.egress())) {
      throw refused("release-keys", "an egress key of another protector", "that of the new one");
    }
    boolean equal =
        keys.ingress().lend(one -> keys.egress().lend(two -> MessageDigest.isEqual(one, two)));
    if (equal) {
      throw refused("release-keys", "the old key once more", "a new one");
    }
  }

  private static VerificationFailedException refused(String code, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, EGRESS, found, expected));
  }
}
