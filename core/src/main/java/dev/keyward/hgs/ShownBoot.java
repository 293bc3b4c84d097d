package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.evidence.HostRecords;
import dev.keyward.hgs.evidence.LastEvidence;
import dev.keyward.hgs.message.AttestationError.Kind;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.VerifiedQuote;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * A boot whose log is the one that the host's TPM signed, for this challenge and this key.
 *
 * @param evidence what was sent
 * @param quote what the TPM said
 * @param measured the boot
 * @param proved whether the TPM opened a credential, too
 */
record ShownBoot(TpmEvidence evidence, VerifiedQuote quote, MeasuredBoot measured, boolean proved) {

  /**
   * Checks all that needs no records.
   *
   * @throws AttestationRefusal for a quote that is not of that TPM, challenge and key, or a log
   *     that is not the quoted one
   */
  static ShownBoot of(
      TpmEvidence evidence, ShownTpm tpm, Tickets.Issued issued, HostPublicKey identity)
      throws AttestationRefusal, KeywardException {
    Optional<byte[]> secret = evidence.secret();
    boolean proved = secret.isPresent() && MessageDigest.isEqual(secret.get(), issued.secret());
    if (secret.isPresent() && !proved) {
      throw new AttestationRefusal(
          Kind.UNAUTHORIZED, "the secret of the challenge is wrong: it was not opened by that TPM");
    }
    VerifiedQuote quote;
    try {
      quote =
          Quote.of(evidence.measured().quote(), evidence.measured().signature())
              .verify(tpm.attestation(), QualifyingData.of(issued.nonce(), identity.key()));
    } catch (MalformedInputException | VerificationFailedException e) {
      throw new AttestationRefusal(Kind.UNAUTHORIZED, e.fault().message());
    }
    return new ShownBoot(evidence, quote, boot(evidence.measured(), quote), proved);
  }

  private static MeasuredBoot boot(TpmEvidence.Measured measured, VerifiedQuote quote)
      throws AttestationRefusal {
    try {
      EventLog log = EventLog.read(measured.log(), "event log");
      return MeasuredBoot.quoted(log, quote, measured.commandLine());
    } catch (KeywardException e) {
      throw new AttestationRefusal(Kind.TCG_LOG_VALIDATION, e.fault().message());
    }
  }

  /**
   * Keeps it as the host's last boot, also if a policy refuses it.
   *
   * @throws AttestationRefusal where the attestation key is not known to live in that TPM, another
   *     TPM has taken the name, or the quote is older than the last one
   */
  void keep(HostRecords records, ShownTpm tpm, Instant now)
      throws AttestationRefusal, KeywardException, IOException {
    Optional<LastEvidence> before = tpm.last(records);
    if (!proved && before.isEmpty()) {
      throw new AttestationRefusal(
          Kind.UNAUTHORIZED,
          "nothing proves that the attestation key lives in that TPM: ask for another challenge");
    }
    if (before.isPresent()) {
      requireLater(before.get());
    }
    if (tpm.host().proof() instanceof HostProof.FirstTpm
        && !records.claim(tpm.host().name(), tpm.endorsement())) {
      throw new AttestationRefusal(Kind.UNAUTHORIZED, "another TPM has taken the host's name");
    }
    TpmEvidence.Measured shown = evidence.measured();
    LastEvidence last =
        new LastEvidence(
            now,
            new LastEvidence.Keys(tpm.endorsement().digest(), tpm.attestation().encode()),
            quote.clock(),
            new LastEvidence.Signed(shown.quote(), shown.signature()),
            new LastEvidence.Log(Thumbprint.of(shown.log()), shown.commandLine()));
    records.keep(tpm.host().name(), last, shown.log());
  }

  private void requireLater(LastEvidence last) throws AttestationRefusal {
    if (!quote.clock().isAfter(last.clock())) {
      throw new AttestationRefusal(
          Kind.UNAUTHORIZED,
          "the quote is older than the last one of this TPM; if the TPM was cleared, register the"
              + " host again");
    }
  }
}
