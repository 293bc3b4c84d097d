package dev.keyward.host.tpm;

import dev.keyward.KeywardException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.message.ByteForm;
import dev.keyward.hgs.message.TpmChallenge;
import dev.keyward.hgs.message.TpmChallengeRequest;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.host.failover.HgsClient;
import dev.keyward.host.failover.TryFailure;
import dev.keyward.tpm.device.TpmAttester;
import dev.keyward.tpm.device.TpmDevice;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.structure.Attester;
import dev.keyward.tpm.structure.Credential;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * Attests a host with its TPM: asks for a challenge, has the TPM answer it, and sends that with the
 * event log.
 *
 * @param tpm of the host
 * @param identity the key that the health certificate is to be for
 */
public record TpmProof(HostTpm tpm, PublicKey identity) {

  /** Longer than any kernel takes. */
  private static final int MOST_COMMAND_LINE = 1 << 15;

  /** A new health certificate. */
  public GuardianCertificate attest(HgsClient client) throws TryFailure {
    TpmKeys keys =
        new TpmKeys(
            tpm.endorsementKey().der(), tpm.certificate(), tpm.attestationKey().key().encode());
    TpmChallenge challenge = client.challenge(new TpmChallengeRequest(keys, ByteForm.BASE64));
    return client.attest(answer(keys, challenge), identity);
  }

  private TpmEvidence answer(TpmKeys keys, TpmChallenge challenge) throws TryFailure {
    try (TpmDevice device = TpmDevice.open(tpm.setting().address())) {
      TpmAttester attester = new TpmAttester(device, tpm.attestationKey());
      return evidence(keys, challenge, attester, new Boot(identity, log(), commandLine()));
    } catch (KeywardException e) {
      throw TryFailure.ofTpm(e.fault().message(), e);
    } catch (IOException e) {
      throw TryFailure.ofTpm(words(e), e);
    }
  }

  /** Java's own message of these two is the path alone. */
  private static String words(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof NoSuchFileException) {
      return message + ": no such file";
    }
    return failure instanceof AccessDeniedException ? message + ": access denied" : message;
  }

  /**
   * What a host shows besides its keys.
   *
   * @param identity the key that the health certificate is to be for
   * @param log the event log
   * @param commandLine of the kernel, where the host shows it
   */
  public record Boot(PublicKey identity, byte[] log, Optional<String> commandLine) {

    /** Copies the log. */
    public Boot {
      log = log.clone();
    }

    /** A copy of the log. */
    @Override
    public byte[] log() {
      return log.clone();
    }
  }

  /** The answer to a challenge. */
  public static TpmEvidence evidence(
      TpmKeys keys, TpmChallenge challenge, Attester attester, Boot boot)
      throws IOException, KeywardException {
    Optional<byte[]> secret = Optional.empty();
    try {
      if (challenge.credential().isPresent()) {
        TpmChallenge.Credential credential = challenge.credential().get();
        secret =
            Optional.of(attester.activate(Credential.of(credential.blob(), credential.secret())));
      }
      Quote quote = attester.quote(QualifyingData.of(challenge.nonce(), boot.identity()));
      TpmEvidence.Measured measured =
          new TpmEvidence.Measured(
              quote.attested(), quote.signature(), boot.log(), boot.commandLine());
      byte[] identity = boot.identity().getEncoded();
      return new TpmEvidence(keys, challenge.ticket(), secret, identity, measured, ByteForm.BASE64);
    } finally {
      secret.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }
  }

  private byte[] log() throws IOException, KeywardException {
    return SafeFiles.readAtMost(tpm.setting().log(), EventLog.MOST_BYTES);
  }

  /** Without the line end that Linux shows behind it. */
  private Optional<String> commandLine() throws IOException, KeywardException {
    Path file = tpm.setting().commandLine();
    try {
      String text =
          new String(SafeFiles.readAtMost(file, MOST_COMMAND_LINE), StandardCharsets.UTF_8);
      return Optional.of(text.strip());
    } catch (NoSuchFileException e) {
      // Another system than Linux: its log has to do.
      return Optional.empty();
    }
  }
}
