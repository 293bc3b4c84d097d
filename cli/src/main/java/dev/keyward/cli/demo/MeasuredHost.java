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
import dev.keyward.tpm.structure.Attester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The measured host of the demonstration, as the two services of the branch office see it. */
final class MeasuredHost {

  private static final String HOST = "measured-host";
  private static final String POLICY = "debian";

  /** An emulated guest may answer slowly. A service takes answers for five minutes. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Session session;
  private final DemoScript script;
  private final Services services;

  /** The services of the host. */
  record Services(DemoService datacenter, DemoService branch) {}

  /**
   * A boot, and what proves it.
   *
   * @param keys of its TPM
   * @param tpm signs the registers
   * @param log the events of the boot
   * @param commandLine of the kernel
   */
  record Shown(TpmKeys keys, Attester tpm, EventLog log, String commandLine) {}

  MeasuredHost(Session session, DemoScript script, Services services) {
    this.session = session;
    this.script = script;
    this.services = services;
  }

  DemoService datacenter() {
    return services.datacenter();
  }

  DemoService branch() {
    return services.branch();
  }

  /** Registers the TPM with both services. */
  void register(TpmKeys keys) throws KeywardException, IOException {
    HostPublicKey key = HostPublicKey.parse(keys.endorsement(), HOST);
    RegisteredHost host = new RegisteredHost(GuardianName.parse(HOST), new HostProof.Tpm(key));
    for (DemoService service : List.of(datacenter(), branch())) {
      service.changeHosts(known -> known.with(host));
    }
  }

  /** Puts a policy that is drafted from that boot in the place of the one before it. */
  void draft(DemoService service, EventLog boot, String commandLine)
      throws KeywardException, IOException {
    MeasuredBoot recorded = MeasuredBoot.recorded(boot, Optional.of(commandLine));
    byte[] yaml = new MeasuredDraft(recorded, PolicyMode.ENFORCE, Set.of()).encode();
    HgsPolicy policy = new HgsPolicy(GuardianName.parse(POLICY), yaml);
    service.change(() -> new HgsPolicies(service.path(), session.random()).add(policy, true));
  }

  /** Attests the boot, and says what came of it. */
  void attest(String what, DemoService service, Shown shown, AttestationStatus expected)
      throws KeywardException {
    String name = service == branch() ? "branch" : "datacenter";
    AttestationStatus status;
    try {
      certify(service, shown);
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

  private static void certify(DemoService service, Shown shown)
      throws TryFailure, KeywardException, IOException {
    HostTiming.Deadline deadline = HostTiming.system().in(LIMIT);
    HgsClient client =
        new HgsClient(
            new HttpTransport(List.of()),
            new Failover.Try(Side.PRIMARY, service.server(), 1, deadline, deadline));
    // The key that a health certificate is for: any key of the host, because this part releases
    // nothing.
    PublicKey identity = shown.tpm().key().key();
    TpmProof.Boot boot =
        new TpmProof.Boot(identity, shown.log().content(), Optional.of(shown.commandLine()));
    client.attest(
        TpmProof.evidence(
            shown.keys(),
            client.challenge(new TpmChallengeRequest(shown.keys(), ByteForm.BASE64)),
            shown.tpm(),
            boot),
        identity);
  }
}
