package dev.keyward.host;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.KeyRelease;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.ClockDifference;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.DecisionListener;
import dev.keyward.host.failover.Failover;
import dev.keyward.host.failover.FailoverRule.Next;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.host.failover.HgsClient;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTransport;
import dev.keyward.host.failover.Seen;
import dev.keyward.host.failover.Side;
import dev.keyward.host.failover.TryFailure;
import dev.keyward.host.tpm.HostTpm;
import dev.keyward.host.tpm.TpmProof;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One use of a host: everything it asks of its services on the way to one end. Tells the listener
 * of each decision and writes event 2021 when it turns to the fallback. What goes the way of a
 * start leaves behind how the host stands.
 */
final class HostSession {

  private static final String OTHER_KEY =
      "host-key.pem is not the public half of private/host-key.pem, so one of them is another"
          + " host's: put back the right file, or type keyward host init DIR --renew-identity,"
          + " which writes host-key.pem again, and register that file (hgs host add)";

  private static final String OTHER_TPM =
      "register this host's "
          + HostTpm.PUBLIC_KEY
          + " with that service (hgs host add DIR NAME --ek), and keep the hosts of both services"
          + " the same";

  private final HostFolder folder;
  private final HostTools tools;
  private final HostConfiguration configuration;
  private final HostKeys keys;
  private final Optional<HostTpm> tpm;
  private final DecisionListener listener;
  private final Bookkeeping books;
  private Optional<HostState> state = Optional.empty();
  private Optional<Instant> validUntil = Optional.empty();
  private Optional<ClockDifference> clocks = Optional.empty();

  HostSession(
      HostFolder folder,
      HostTools tools,
      HostConfiguration configuration,
      DecisionListener listener)
      throws KeywardException, IOException {
    this.folder = folder;
    this.tools = tools;
    this.configuration = configuration;
    this.listener = listener;
    this.books = new Bookkeeping(folder, listener, tools);
    this.keys = folder.keys();
    this.tpm = folder.tpm();
  }

  /** Whether the host attests with a TPM. */
  boolean isMeasured() {
    return tpm.isPresent();
  }

  HostConfiguration configuration() {
    return configuration;
  }

  HostTools tools() {
    return tools;
  }

  /** Asks the services as a start does, and saves the result. */
  <T> T run(Failover.Attempt<T> attempt) throws KeywardException, IOException {
    try {
      return new Failover(configuration, tools.timing(), this::decidedAndSaved).run(attempt);
    } catch (ServiceRefusedException e) {
      throw advised(e);
    }
  }

  /** Asks one service. The saved result of the last start stays, because no start does this. */
  <T> T only(Side side, Failover.Attempt<T> attempt) throws KeywardException, IOException {
    try {
      return new Failover(configuration, tools.timing(), this::decided).only(side, attempt);
    } catch (ServiceRefusedException e) {
      throw advised(e);
    }
  }

  /** To register host-key.pem does not help where the host signs with another key. */
  private ServiceRefusedException advised(ServiceRefusedException refused) throws IOException {
    boolean isUnknown = refused.fault().code().equals(Seen.UNAUTHORIZED.code());
    if (isUnknown && isMeasured()) {
      return new ServiceRefusedException(refused.fault().withHint(OTHER_TPM), refused);
    }
    return isUnknown && !folder.showsKey(keys.host())
        ? new ServiceRefusedException(refused.fault().withHint(OTHER_KEY), refused)
        : refused;
  }

  /** The result of the last decision; empty before the first one that is final. */
  Optional<HostState> state() {
    return state;
  }

  /** How the last service's clock differed from this host's, where it did. */
  Optional<ClockDifference> clocks() {
    return clocks;
  }

  /** Speaks with a service, and looks at its clock. */
  HgsClient client(Failover.Try one) {
    return new HgsClient(
        (call, within) -> {
          HostTransport.Answer answer = tools.transport().send(call, within);
          Instant now = tools.clock().instant();
          clocks = answer.date().flatMap(date -> ClockDifference.of(now, date, one.side()));
          return answer;
        },
        one);
  }

  private void decidedAndSaved(Decision decision) throws IOException {
    decided(decision);
    if (state.isPresent()) {
      books.save(state.get());
    }
  }

  private void decided(Decision decision) throws IOException {
    if (decision.next() == Next.TRY_FALLBACK) {
      books.fallbackUsed(configuration, decision);
    }
    listener.decided(decision);
    if (decision.next() == Next.DONE || decision.next() == Next.STOP) {
      state = Optional.of(stateAfter(decision));
    }
  }

  private HostState stateAfter(Decision decision) {
    boolean refused = decision.seen() == Seen.HEALTH_CERTIFICATE_REFUSED;
    AttestationStatus status =
        decision.step() == Decision.Step.ATTESTATION || refused
            ? decision.seen().status()
            : AttestationStatus.PASSED;
    String substatus = decision.seen() == Seen.ANSWERED ? "" : decision.seen().code();
    boolean passed = status == AttestationStatus.PASSED;
    return new HostState(
        status,
        substatus,
        decision.side(),
        tools.clock().instant(),
        passed ? validUntil : Optional.empty());
  }

  /**
   * What a release brought, not yet checked.
   *
   * @param egressProtector the document of the new protector
   * @param keys both transport keys
   * @param side who released them
   */
  public record Released(byte[] egressProtector, TransportKeys keys, Side side) {

    /** Copies the document. */
    public Released {
      egressProtector = egressProtector.clone();
    }

    /** A copy of the document. */
    @Override
    public byte[] egressProtector() {
      return egressProtector.clone();
    }
  }

  /** Attests, unless a health certificate is at hand, and asks for the keys of a protector. */
  Released release(byte[] ingressProtector, Failover.Try one)
      throws TryFailure, KeywardException, IOException {
    HgsAddress address = one.server().address();
    Optional<GuardianCertificate> kept =
        books.healthCertificate(address, keys.identity().getPublic());
    GuardianCertificate certificate = kept.isPresent() ? known(kept.get()) : attest(one);
    try {
      return roll(ingressProtector, certificate, one);
    } catch (TryFailure e) {
      if (e.seen() != Seen.HEALTH_CERTIFICATE_REFUSED) {
        throw e;
      }
      books.forget(address);
      listener.decided(
          new Decision(
              one.side(), one.number(), e.step(), e.seen(), e.detail(), Next.ATTEST_AGAIN));
      return roll(ingressProtector, attest(one), one);
    }
  }

  /** Asks for the keys of a protector with a health certificate that is at hand. */
  Released roll(byte[] protector, GuardianCertificate certificate, Failover.Try one)
      throws TryFailure, KeywardException {
    RollTransportKeyRequest request =
        RollTransportKeyRequest.of(protector, certificate.der(), ReleaseAlgorithms.WRITTEN);
    RollTransportKeyResponse response = client(one).roll(request);
    TransportKeys released =
        KeyRelease.open(
            response, keys.identity().getPrivate(), ReleaseAlgorithms.WRITTEN, tools.engine());
    return new Released(response.egressProtector(), released, one.side());
  }

  /** A new health certificate, even if there was one before. */
  GuardianCertificate attest(Failover.Try one)
      throws TryFailure, KeyUnusableException, IOException {
    GuardianCertificate certificate =
        tpm.isPresent()
            ? new TpmProof(tpm.get(), keys.identity().getPublic()).attest(client(one))
            : attestByKey(one);
    books.keep(one.server().address(), certificate);
    return known(certificate);
  }

  private GuardianCertificate attestByKey(Failover.Try one)
      throws TryFailure, KeyUnusableException {
    PublicKey identity = keys.identity().getPublic();
    AttestationRequest request =
        AttestationRequest.create(
            tools.random(), identity, keys.host(), Set.of(IdentityType.ENCRYPTION));
    return client(one).attest(request, identity);
  }

  private GuardianCertificate known(GuardianCertificate certificate) {
    validUntil = Optional.of(certificate.notAfter());
    return certificate;
  }
}
