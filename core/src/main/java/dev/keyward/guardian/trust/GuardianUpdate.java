package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a known guardian when it publishes metadata again. This is where keys are added
 * to a guardian, so this is what an attacker wants to pass: a document counts only if the current
 * signing key signed it as a whole, if both its keys are the current ones, or if the user names the
 * key that signed it. A new signing key must say that the one that signed was its own: else anybody
 * could take on the keys of somebody else, whose name would then be theirs too. Signatures over
 * bare certificates never count, since MS-KPS makes them for grants too; nor do listed, former or
 * retired keys.
 */
final class GuardianUpdate {

  private final GuardianRecord known;
  private final GuardianHistory history;
  private final GuardianMetadata metadata;
  private final UpdateRequest request;

  GuardianUpdate(GuardianRecord known, GuardianMetadata metadata, UpdateRequest request) {
    this.known = known;
    this.history = known.history();
    this.metadata = metadata;
    this.request = request;
  }

  /**
   * The guardian with what the metadata adds.
   *
   * @throws NotTrustedException code {@code stranger}, {@code foreign-key}, {@code sha1}, {@code
   *     pin-mismatch}, {@code older-metadata}, {@code retired-key}, {@code expired} or {@code
   *     not-yet-valid}
   * @throws NoAccessException code {@code other-keys}
   */
  GuardianRecord at(Instant now) throws KeywardException {
    requireVouched();
    // The current signing certificate is one the user trusts, so its word about others counts.
    Guardian fresh = metadata.toGuardian(history.name(), List.of(history.current().signing()));
    if (request.older()) {
      return known.withFormer(fresh, metadata, trust(now));
    }
    requireNotOlder(history, metadata.signing(), metadata.encryption());
    TrustDecider.requireCurrent(metadata.signing(), "signing certificate", now);
    TrustDecider.requireCurrent(metadata.encryption(), "encryption certificate", now);
    GuardianRecord.Kept current = known.of(history.current());
    if (current.keys().isPresent()) {
      requireSameKeys();
    }
    TrustedGuardian trusted = new TrustedGuardian(fresh, trust(now));
    return known.replacedBy(new GuardianEntry(trusted, metadata), current.keys(), now);
  }

  private void requireVouched() throws NotTrustedException {
    KeyClaims.requireNotCompromised(history, metadata);
    if (request.pin().isPresent()) {
      requirePinned(request.pin().get());
    } else if (metadata.restsOnSha1()) {
      throw new NotTrustedException(
          Fault.of("sha1", "metadata", "a signature that uses SHA-1", "a pin with it"));
    } else if (!metadata.renews(history.current())) {
      throw metadata.isOfItsSigner() ? stranger() : foreign();
    }
  }

  private void requirePinned(Thumbprint pin) throws NotTrustedException {
    if (!metadata.signedBy().isNamed(pin)) {
      throw new NotTrustedException(
          Fault.of(
              "pin-mismatch",
              "metadata",
              "a document signed by " + metadata.signedBy().thumbprint(),
              "one signed by the pinned " + pin));
    }
    // The user knows whose the signer is. That says nothing about another key in the document.
    boolean known = history.current().hasKeysOf(metadata.signing(), metadata.encryption());
    if (!known && !metadata.isOfItsSigner()) {
      throw foreign();
    }
  }

  private NotTrustedException stranger() {
    return new NotTrustedException(
        Fault.of(
                "stranger",
                "metadata",
                "a document signed by " + metadata.signedBy(),
                "one signed by the current signing key of " + history.name())
            .withHint(
                "compare this fingerprint with that of the guardian's"
                    + " operator, then add --pin "
                    + metadata.signedBy().thumbprint()));
  }

  /** Somebody signed for a key that says nothing of it: it may be anybody's. */
  private NotTrustedException foreign() {
    return new NotTrustedException(
        Fault.of(
                "foreign-key",
                "metadata",
                metadata.signedBy() + " signed for another signing key, which does not confirm it",
                "a document that the new signing key confirms")
            .withHint(
                "take the document that the new key itself signed, with --pin "
                    + metadata.signing().thumbprint()
                    + "; 'guardian export NAME --signed-by FINGERPRINT' writes one that needs no"
                    + " pin"));
  }

  /**
   * An old document proves that it was right once, not that it is right now.
   *
   * @throws NotTrustedException code {@code older-metadata}
   */
  static void requireNotOlder(
      GuardianHistory history, GuardianCertificate signing, GuardianCertificate encryption)
      throws NotTrustedException {
    boolean replaced =
        Stream.of(history.signingKey(signing), history.encryptionKey(encryption))
            .flatMap(Optional::stream)
            .map(KnownKey::state)
            .anyMatch(state -> state != KeyState.CURRENT);
    boolean earlier =
        begins(signing, history.current().signing())
            || begins(encryption, history.current().encryption());
    if (replaced || earlier) {
      throw new NotTrustedException(
          Fault.of(
                  "older-metadata",
                  "metadata",
                  replaced
                      ? "a key that was replaced, so it is older than what is known"
                      : "a certificate that begins earlier, so it is older than what is known",
                  "newer metadata of " + history.name())
              .withHint(
                  "keyward guardian update --older keeps it as former; keyward guardian use makes"
                      + " it current"));
    }
  }

  private static boolean begins(GuardianCertificate first, GuardianCertificate before) {
    return first.notBefore().isBefore(before.notBefore());
  }

  private void requireSameKeys() throws NoAccessException {
    if (!history.current().hasKeysOf(metadata.signing(), metadata.encryption())) {
      throw new NoAccessException(
          Fault.of(
              "other-keys",
              "metadata",
              "certificates for keys that are not in the store",
              "the keys of " + history.name()));
    }
  }

  /** A pin is a decision of its own; else the former decision goes on. */
  private TrustDecision trust(Instant now) {
    return request
        .pin()
        .map(
            pin ->
                new TrustDecision(
                    TrustDecision.Basis.PINNED, now, Optional.of(pin.toString()), false))
        .orElseGet(() -> known.of(history.current()).trust());
  }
}
