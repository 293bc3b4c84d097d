package dev.keyward.hgs;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationError.Kind;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.hgs.message.PolicyReason;
import dev.keyward.hgs.message.TpmChallenge;
import dev.keyward.hgs.message.TpmChallengeRequest;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.tpm.structure.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Attestation with TPMs, in Keyward's own messages: gives challenges, judges what TPMs answer, and
 * certifies a key of each host that keeps the policies. Holds for one state of the service.
 */
final class TpmAttestation {

  private static final byte[] TICKETS = "keyward/v1/tickets".getBytes(StandardCharsets.US_ASCII);

  private final HgsKeys keys;
  private final MeasuredHosts hosts;
  private final Tools tools;
  private final HealthIssuer issuer;
  private volatile @Nullable Tickets tickets;
  private volatile @Nullable PolicyJudge judge;

  TpmAttestation(HgsKeys keys, MeasuredHosts hosts, Tools tools) {
    this.keys = keys;
    this.hosts = hosts;
    this.tools = tools;
    this.issuer = new HealthIssuer(keys, tools);
  }

  /** Work that ends with a reply or a refusal. */
  @FunctionalInterface
  private interface Work {
    HgsReply run() throws AttestationRefusal, KeywardException, IOException;
  }

  private HgsReply answer(String verb, Work work) {
    if (keys.description().measuring().kind() == AttestationKind.HOST_KEY) {
      return HgsReply.of(
          verb,
          AttestationError.otherMode(
              OperationMode.HOST_KEY, "this service attests hosts by host keys only"));
    }
    try {
      return work.run();
    } catch (AttestationRefusal e) {
      return HgsReply.of(verb, e.error());
    } catch (MalformedInputException e) {
      return AttestationService.payload(verb, e.fault().message());
    } catch (KeywardException e) {
      return unavailable(verb, e.fault().found());
    } catch (IOException e) {
      return unavailable(verb, "the service cannot read or write its records of hosts");
    }
  }

  private static HgsReply unavailable(String verb, String why) {
    return HgsReply.of(verb, new AttestationError(Kind.UNAVAILABLE, why, true));
  }

  /** A challenge to the TPM that asks. */
  HgsReply challenge(String verb, byte[] body) {
    return answer(
        verb,
        () -> {
          TpmChallengeRequest request = TpmChallengeRequest.parse(body);
          Instant now = tools.clock().instant();
          ShownTpm tpm = ShownTpm.of(request.keys(), hosts, now);
          Tickets.Issued issued = tickets().issue(tpm.holder(), now, tools.random());
          Optional<TpmChallenge.Credential> credential =
              tpm.last(hosts.records()).isPresent()
                  ? Optional.empty()
                  : Optional.of(credential(tpm, issued));
          TpmChallenge challenge = new TpmChallenge(issued.ticket(), issued.nonce(), credential);
          return HgsReply.ok(verb, HgsReply.JSON, challenge.encode(request.form()))
              .with(Optional.of(tpm.host().name().toString()), List.of());
        });
  }

  private TpmChallenge.Credential credential(ShownTpm tpm, Tickets.Issued issued) {
    Credential made =
        Credential.make(
            tpm.endorsement().key(), tpm.attestation().name(), issued.secret(), tools.random());
    return new TpmChallenge.Credential(made.object(), made.seed());
  }

  /** A health certificate for the key that the TPM speaks for. */
  HgsReply attest(String verb, byte[] body) {
    return answer(
        verb,
        () -> {
          TpmEvidence evidence = TpmEvidence.parse(body);
          Instant now = tools.clock().instant();
          ShownTpm tpm = ShownTpm.of(evidence.keys(), hosts, now);
          HgsReply reply;
          try {
            reply = judged(verb, evidence, tpm, now);
          } catch (AttestationRefusal e) {
            reply = HgsReply.of(verb, e.error());
          }
          return reply.with(Optional.of(tpm.host().name().toString()), List.of());
        });
  }

  private HgsReply judged(String verb, TpmEvidence evidence, ShownTpm tpm, Instant now)
      throws AttestationRefusal, KeywardException, IOException {
    Tickets.Issued issued =
        tickets()
            .find(evidence.ticket(), tpm.holder(), now)
            .orElseThrow(
                () ->
                    new AttestationRefusal(
                        new AttestationError(
                            Kind.UNAVAILABLE, "the challenge is too old: ask for another", true)));
    HostPublicKey identity = HostPublicKey.parse(evidence.identity(), "identity key");
    PolicyJudge policies = policies();
    ShownBoot boot = ShownBoot.of(evidence, tpm, issued, identity);
    boot.keep(hosts.records(), tpm, now);
    PolicyJudge.Judgement judgement = policies.judge(boot.measured());
    if (!judgement.refusals().isEmpty()) {
      throw new AttestationRefusal(AttestationError.ofPolicies(judgement.refusals()));
    }
    HealthIssuer.Attested attested =
        new HealthIssuer.Attested(tpm.host().name(), tpm.endorsement().digest());
    HealthIssuer.Wanted wanted = new HealthIssuer.Wanted(IdentityType.ENCRYPTION, evidence.form());
    HgsReply reply = issuer.issue(verb, identity, attested, wanted);
    return judgement.reports().isEmpty()
        ? reply
        : reply.saying(
            "only reported: "
                + judgement.reports().stream()
                    .map(PolicyReason::toString)
                    .collect(Collectors.joining("; ")));
  }

  /** Read once: a policy that cannot be read refuses every measured host. */
  private PolicyJudge policies() throws AttestationRefusal {
    PolicyJudge read = judge;
    if (read == null) {
      try {
        read = PolicyJudge.of(keys.policies());
      } catch (KeywardException e) {
        // The host can do nothing about it, and a newer node may read it.
        throw new AttestationRefusal(
            new AttestationError(Kind.UNAVAILABLE, "cannot read the " + e.fault().message(), true));
      }
      judge = read;
    }
    return read;
  }

  /** The same on every node: RSASSA-PKCS1-v1_5 gives one signature for one key and text. */
  private Tickets tickets() throws KeyUnusableException, AttestationRefusal {
    Tickets known = tickets;
    if (known == null) {
      PrivateKey key =
          issuer
              .issuer()
              .map(KeyEntry::key)
              .orElseThrow(
                  () ->
                      new AttestationRefusal(
                          Kind.UNAVAILABLE, "no primary attestation certificate"));
      known = Tickets.of(tools.engine().sign(key, TICKETS).value());
      tickets = known;
    }
    return known;
  }
}
