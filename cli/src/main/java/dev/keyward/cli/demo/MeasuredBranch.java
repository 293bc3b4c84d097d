package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsPolicies;
import dev.keyward.hgs.message.ByteForm;
import dev.keyward.hgs.message.TpmChallengeRequest;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.Failover;
import dev.keyward.host.failover.HgsClient;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HttpTransport;
import dev.keyward.host.failover.Side;
import dev.keyward.host.failover.TryFailure;
import dev.keyward.host.tpm.TpmProof;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.policy.MeasuredDraft;
import dev.keyward.tpm.policy.PolicyMode;
import dev.keyward.tpm.structure.StandInTpm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A measured host in the branch: its policies are kept the same at both services, or it is refused.
 * It plays with recorded event logs, and RSA keys in the place of a TPM's.
 */
final class MeasuredBranch {

  private static final String HOST = "measured-host";
  private static final String POLICY = "debian";
  private static final String COMMAND_LINE = "BOOT_IMAGE=/vmlinuz console=ttyS0 panic=-1";

  private final Session session;
  private final DemoScript script;
  private final Services services;
  private final StandInTpm tpm;

  /** The services of the host. */
  record Services(DemoService datacenter, DemoService branch) {}

  MeasuredBranch(Session session, DemoScript script, Services services) {
    this.session = session;
    this.script = script;
    this.services = services;
    this.tpm = StandInTpm.create(session.random());
  }

  void play() throws KeywardException, IOException {
    script.say("");
    script.say("A host that is measured: recorded event logs, and two RSA keys in the place of a");
    script.say("TPM's. No TPM took part");
    EventLog before = log("boot.log");
    EventLog after = log("updated-boot.log");
    script.say("Both services know the TPM, and have the policy that was drafted from its boot");
    for (DemoService service : List.of(services.datacenter(), services.branch())) {
      service.changeHosts(known -> known.with(registered()));
      put(service, before);
    }
    attest("the host boots", services.datacenter(), before, AttestationStatus.PASSED);
    attest("the host boots", services.branch(), before, AttestationStatus.PASSED);
    script.say(
        "The host gets another kernel, and the policy of it is added at the datacenter only");
    put(services.datacenter(), after);
    attest("the updated host boots", services.datacenter(), after, AttestationStatus.PASSED);
    attest(
        "the updated host boots",
        services.branch(),
        after,
        AttestationStatus.INSECURE_HOST_CONFIGURATION);
    script.say("The branch gets the same policy");
    put(services.branch(), after);
    attest("the updated host boots", services.branch(), after, AttestationStatus.PASSED);
  }

  private static EventLog log(String name) throws KeywardException {
    try (InputStream in = MeasuredBranch.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return EventLog.read(in.readAllBytes(), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RegisteredHost registered() throws KeywardException {
    byte[] key = tpm.endorsementKey().key().getEncoded();
    return new RegisteredHost(
        GuardianName.parse(HOST), new HostProof.Tpm(HostPublicKey.parse(key, HOST)));
  }

  private void put(DemoService service, EventLog boot) throws KeywardException, IOException {
    MeasuredBoot recorded = MeasuredBoot.recorded(boot, Optional.of(COMMAND_LINE));
    byte[] yaml = new MeasuredDraft(recorded, PolicyMode.ENFORCE, Set.of()).encode();
    HgsPolicy policy = new HgsPolicy(GuardianName.parse(POLICY), yaml);
    service.change(() -> new HgsPolicies(service.path(), session.random()).add(policy, true));
  }

  private void attest(String what, DemoService service, EventLog boot, AttestationStatus expected)
      throws KeywardException {
    String name = service == services.branch() ? "branch" : "datacenter";
    AttestationStatus status;
    try {
      certify(service, boot);
      status = AttestationStatus.PASSED;
    } catch (TryFailure e) {
      script.say("   " + name + ": " + e.seen().words() + " (" + e.detail() + ")");
      status = e.seen().status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    script.step(
        what + ", attested by the " + name,
        name + ": " + status.windowsName(),
        name + ": " + expected.windowsName());
  }

  private void certify(DemoService service, EventLog boot)
      throws TryFailure, KeywardException, IOException {
    HostTiming.Deadline deadline = HostTiming.system().in(DemoHost.LIMIT);
    HgsClient client =
        new HgsClient(
            new HttpTransport(List.of()),
            new Failover.Try(Side.PRIMARY, service.server(), 1, deadline, deadline));
    // The key that a health certificate is for is the host's own, apart from its TPM.
    TpmKeys keys =
        new TpmKeys(tpm.endorsementKey().key().getEncoded(), Optional.empty(), tpm.key().encode());
    TpmProof.Boot shown = new TpmProof.Boot(identity(), boot.content(), Optional.of(COMMAND_LINE));
    client.attest(
        TpmProof.evidence(
            keys,
            client.challenge(new TpmChallengeRequest(keys, ByteForm.BASE64)),
            tpm.attester(boot.replay().quoted()),
            shown),
        identity());
  }

  /** Any key of the host: nothing is released in this part. */
  private PublicKey identity() {
    return tpm.key().key();
  }
}
