package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.structure.StandInTpm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A measured host in the branch: its policies are kept the same at both services, or it is refused.
 * It plays with recorded event logs, and RSA keys in the place of a TPM's.
 */
final class MeasuredBranch implements MeasuredPart {

  private static final String COMMAND_LINE = "BOOT_IMAGE=/vmlinuz console=ttyS0 panic=-1";

  private final DemoScript script;
  private final StandInTpm tpm;

  MeasuredBranch(Session session, DemoScript script) {
    this.script = script;
    this.tpm = StandInTpm.create(session.random());
  }

  @Override
  public void play(MeasuredHost host) throws KeywardException, IOException {
    script.say("");
    script.say("A host that is measured: recorded event logs, and two RSA keys in the place of a");
    script.say("TPM's. No TPM took part");
    EventLog before = log("boot.log");
    EventLog after = log("updated-boot.log");
    script.say("Both services know the TPM, and have the policy that was drafted from its boot");
    host.register(keys());
    for (DemoService service : List.of(host.datacenter(), host.branch())) {
      host.draft(service, before, COMMAND_LINE);
    }
    host.attest("the host boots", host.datacenter(), shown(before), AttestationStatus.PASSED);
    host.attest("the host boots", host.branch(), shown(before), AttestationStatus.PASSED);
    script.say(
        "The host gets another kernel, and the policy of it is added at the datacenter only");
    host.draft(host.datacenter(), after, COMMAND_LINE);
    String updated = "the updated host boots";
    host.attest(updated, host.datacenter(), shown(after), AttestationStatus.PASSED);
    host.attest(
        updated, host.branch(), shown(after), AttestationStatus.INSECURE_HOST_CONFIGURATION);
    script.say("The branch gets the same policy");
    host.draft(host.branch(), after, COMMAND_LINE);
    host.attest(updated, host.branch(), shown(after), AttestationStatus.PASSED);
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

  private TpmKeys keys() {
    return new TpmKeys(
        tpm.endorsementKey().key().getEncoded(), Optional.empty(), tpm.key().encode());
  }

  private MeasuredHost.Shown shown(EventLog boot) {
    return new MeasuredHost.Shown(keys(), tpm.attester(boot.replay().quoted()), boot, COMMAND_LINE);
  }
}
