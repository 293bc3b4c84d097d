package dev.keyward.host.failover;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.SigningCertificates;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.hgs.message.ServiceInfo;
import dev.keyward.hgs.message.TpmChallenge;
import dev.keyward.hgs.message.TpmChallengeRequest;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import dev.keyward.host.failover.Decision.Step;
import dev.keyward.host.failover.HostTiming.Deadline;
import dev.keyward.host.failover.HostTransport.Answer;
import dev.keyward.host.failover.HostTransport.Call;
import dev.keyward.host.failover.HostTransport.NoAnswerException;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Speaks both protocols with one service, and says what was seen where it does not answer. */
public final class HgsClient {

  private static final String JSON = "application/json; charset=utf-8";
  private static final String XML = "application/xml; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HostTransport transport;
  private final HgsAddress address;
  private final Deadline deadline;

  public HgsClient(HostTransport transport, Failover.Try one) {
    this.transport = transport;
    this.address = one.server().address();
    this.deadline = one.deadline();
  }

  /**
   * How the service attests hosts.
   *
   * @param isMeasured whether this host has a TPM: a service that takes both kinds names host keys,
   *     so only the attestation tells; any other host is refused by a service without host keys
   */
  public ServiceInfo info(boolean isMeasured) throws TryFailure {
    Answer answer =
        send(Step.ATTESTATION, Call.get(below(Step.ATTESTATION, HgsPaths.GET_INFO_BELOW)));
    try {
      if (answer.status() == OK) {
        ServiceInfo info = ServiceInfo.parse(answer.body());
        if (!isMeasured && info.mode() != OperationMode.HOST_KEY) {
          throw new TryFailure(
              Step.ATTESTATION, Seen.OTHER_OPERATION_MODE, "mode " + info.mode().number());
        }
        return info;
      }
    } catch (MalformedInputException e) {
      throw AnswerRule.other(Step.ATTESTATION, answer, e);
    }
    throw AnswerRule.attestation(answer);
  }

  /**
   * A health certificate for the identity key.
   *
   * @param identity what the request asks to certify
   */
  public GuardianCertificate attest(AttestationRequest request, PublicKey identity)
      throws TryFailure {
    return attest(HgsPaths.HOST_KEY_ATTEST_BELOW, request.encode(), identity);
  }

  /** A challenge to the host's TPM. */
  public TpmChallenge challenge(TpmChallengeRequest request) throws TryFailure {
    URI uri = below(Step.ATTESTATION, HgsPaths.TPM_CHALLENGE_BELOW);
    Answer answer = send(Step.ATTESTATION, Call.post(uri, JSON, request.encode()));
    if (answer.status() == NOT_FOUND) {
      throw new TryFailure(
          Step.ATTESTATION, Seen.OTHER_OPERATION_MODE, "it knows no challenges to TPMs");
    }
    try {
      if (answer.status() == OK) {
        return TpmChallenge.parse(answer.body());
      }
    } catch (MalformedInputException e) {
      throw AnswerRule.other(Step.ATTESTATION, answer, e);
    }
    throw AnswerRule.attestation(answer);
  }

  /**
   * A health certificate for what the host's TPM answered.
   *
   * @param identity what the evidence asks to certify
   */
  public GuardianCertificate attest(TpmEvidence evidence, PublicKey identity) throws TryFailure {
    return attest(HgsPaths.TPM_EVIDENCE_BELOW, evidence.encode(), identity);
  }

  private GuardianCertificate attest(String path, byte[] request, PublicKey identity)
      throws TryFailure {
    URI uri = below(Step.ATTESTATION, path);
    Answer answer = send(Step.ATTESTATION, Call.post(uri, JSON, request));
    if (answer.status() == OK) {
      Optional<GuardianCertificate> certificate = certificate(answer, identity);
      if (certificate.isPresent()) {
        return certificate.get();
      }
    }
    throw AnswerRule.attestation(answer);
  }

  private static Optional<GuardianCertificate> certificate(Answer answer, PublicKey identity) {
    try {
      if (AttestationReply.parse(answer.body()) instanceof HealthCertificateReply reply) {
        Optional<byte[]> der = reply.certificate(IdentityType.ENCRYPTION);
        if (der.isPresent()) {
          return Optional.of(GuardianCertificate.parse(der.get(), "HealthCertificateReply"))
              .filter(each -> each.certifies(identity));
        }
      }
    } catch (MalformedInputException e) {
      // It is not of the protocol then.
    }
    return Optional.empty();
  }

  /** The answer to a roll; it is not looked into beyond its form. */
  public RollTransportKeyResponse roll(RollTransportKeyRequest request) throws TryFailure {
    URI uri = below(Step.KEY_PROTECTION, HgsPaths.ROLL_V2_BELOW);
    Answer answer = send(Step.KEY_PROTECTION, Call.post(uri, XML, request.encode()));
    try {
      if (answer.status() == OK) {
        return RollTransportKeyResponse.parse(answer.body());
      }
    } catch (MalformedInputException e) {
      // An error in its place, or not of the protocol.
    }
    throw AnswerRule.keyProtection(answer);
  }

  /**
   * A protector to try a release with, not looked into; empty where the service says that it has
   * none, as all but Keyward's do.
   */
  public Optional<byte[]> probeProtector() throws TryFailure {
    Answer answer =
        send(Step.KEY_PROTECTION, Call.get(below(Step.KEY_PROTECTION, HgsPaths.PROBE_BELOW)));
    if (answer.status() == NOT_FOUND) {
      return Optional.empty();
    }
    if (answer.status() != OK) {
      throw AnswerRule.keyProtection(answer);
    }
    return Optional.of(answer.body());
  }

  /** The guardian metadata that the service publishes; whose it is is for the caller to see. */
  public GuardianMetadata metadata() throws TryFailure {
    URI uri = below(Step.KEY_PROTECTION, HgsPaths.METADATA_BELOW);
    Answer answer = send(Step.KEY_PROTECTION, Call.get(uri));
    try {
      if (answer.status() == OK) {
        return GuardianMetadata.parse(answer.body(), uri.toString());
      }
    } catch (KeywardException e) {
      // Not of the protocol.
    }
    throw AnswerRule.keyProtection(answer);
  }

  /**
   * Looks at who issued a health certificate, if the service publishes that: with an issuer that
   * has ended the service attests, and releases nothing.
   *
   * @throws TryFailure if a published certificate issued it and is not valid at {@code now}
   */
  public void requireCurrentIssuer(GuardianCertificate health, RsaEngine engine, Instant now)
      throws TryFailure {
    Answer answer =
        send(
            Step.ATTESTATION,
            Call.get(below(Step.ATTESTATION, HgsPaths.SIGNING_CERTIFICATES_BELOW)));
    if (answer.status() != OK) {
      return;
    }
    for (GuardianCertificate issuer : issuers(answer, health, engine)) {
      if (!issuer.isCurrentAt(now)) {
        throw new TryFailure(
            Step.KEY_PROTECTION,
            Seen.HEALTH_CERTIFICATE_REFUSED,
            "attested, but no key would be released: the attestation certificate of the service is"
                + " valid from "
                + issuer.notBefore()
                + " to "
                + issuer.notAfter());
      }
    }
  }

  private static List<GuardianCertificate> issuers(
      Answer answer, GuardianCertificate health, RsaEngine engine) {
    List<GuardianCertificate> issuers = new ArrayList<>();
    try {
      Signature signature =
          Signature.of(SignatureAlgorithm.RSA_SHA256.uri(), health.x509().getSignature());
      for (X509Certificate published : SigningCertificates.parse(answer.body())) {
        GuardianCertificate issuer =
            GuardianCertificate.parse(published.getEncoded(), "signingCertificates");
        if (engine.verify(signature, issuer.publicKey(), health.x509().getTBSCertificate())) {
          issuers.add(issuer);
        }
      }
    } catch (KeywardException | CertificateEncodingException e) {
      // A service that publishes something else is not judged by it.
      return List.of();
    }
    return issuers;
  }

  private URI below(Step step, String path) {
    return URI.create(address.url(step) + path);
  }

  private Answer send(Step step, Call call) throws TryFailure {
    if (deadline.isOver()) {
      throw new TryFailure(step, Seen.NO_ANSWER_IN_TIME, "the time of this try is over");
    }
    try {
      return transport.send(call, deadline.left());
    } catch (NoAnswerException e) {
      throw new TryFailure(step, e.seen(), Objects.requireNonNullElse(e.getMessage(), ""), e);
    }
  }
}
