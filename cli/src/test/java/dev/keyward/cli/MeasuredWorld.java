package dev.keyward.cli;

import dev.keyward.KeywardException;
import dev.keyward.hgs.message.ByteForm;
import dev.keyward.hgs.message.TpmChallenge;
import dev.keyward.hgs.message.TpmChallengeRequest;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.host.failover.Failover;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.host.failover.HgsClient;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HttpTransport;
import dev.keyward.host.failover.Side;
import dev.keyward.host.failover.TryFailure;
import dev.keyward.host.tpm.HostTpm;
import dev.keyward.host.tpm.TpmProof;
import dev.keyward.tpm.device.SoftwareTpm;
import dev.keyward.tpm.device.TpmAttester;
import dev.keyward.tpm.device.TpmDevice;
import dev.keyward.tpm.log.RecordedBoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service that runs, and a host whose TPM is swtpm with the registers of a recorded boot. {@code
 * app.svm} is a machine for the service. Test-only.
 */
final class MeasuredWorld implements AutoCloseable {

  private static final String PASSPHRASE = "a passphrase for tests";

  final Path folder;
  final SoftwareTpm tpm;
  final ServedProcess service;

  /** What {@code host test} said when the service had no policy. */
  final Spawned.Ended firstContact;

  MeasuredWorld(Path folder) throws Exception {
    this.folder = folder;
    Files.writeString(folder.resolve("passphrase.txt"), PASSPHRASE + "\n");
    done("hgs init hgs --name branch --key-size 2048 --attestation both");
    done("hgs metadata hgs -o branch.xml");
    done("guardian create owner --key-size 2048");
    done("guardian import branch branch.xml --allow-untrusted-root");
    SecretVm.shield(folder, "--guardian branch", this::done);
    tpm = SoftwareTpm.start(Files.createDirectory(folder.resolve("tpm")));
    done("host init host --tpm " + tpm.address() + " --event-log log --command-line cmdline");
    done("hgs host add hgs host-1 --ek host/ek.pem");
    service = ServedProcess.start(folder, "hgs", "--listen", "127.0.0.1:0");
    configure("host");
    boot("shim");
    firstContact = run("host test host");
    done("hgs policy draft hgs/hosts/host-1/log --command-line cmdline --out debian.yaml");
    change("hgs policy add hgs debian.yaml");
  }

  /** A copy of the host's folder for a host with another TPM, which saves the time for RSA keys. */
  HostTpm enrol(String name, SoftwareTpm device) throws IOException, KeywardException {
    Path copy = folder.resolve(name);
    Spawned.copyTree(folder.resolve("host"), copy);
    HostTpm.Setting before = tpmOf("host").setting();
    HostTpm made =
        HostTpm.create(new HostTpm.Setting(device.address(), before.log(), before.commandLine()));
    for (Map.Entry<String, byte[]> file : made.files().entrySet()) {
      Files.write(copy.resolve(file.getKey()), file.getValue());
    }
    return made;
  }

  /** Has that host ask the service. */
  void configure(String host) {
    done("host configure " + host + " --primary " + service.url() + " --guardian branch");
  }

  /** Resets the TPM; the host's registers, its log and its command line are those of that boot. */
  void boot(String name) throws Exception {
    boot(name, tpm);
  }

  /** The same with another TPM. */
  void boot(String name, SoftwareTpm device) throws Exception {
    RecordedBoot recorded = new RecordedBoot(name);
    device.boot(recorded.log());
    Files.write(folder.resolve("log"), recorded.file("log"));
    Files.write(folder.resolve("cmdline"), recorded.file("cmdline"));
  }

  /** Runs a command. */
  Spawned.Ended run(String line) {
    return BranchHost.run(folder, line);
  }

  /** Runs a command that must succeed; what it printed. */
  String done(String line) {
    return BranchHost.done(folder, line);
  }

  /** Changes the service's folder, and waits until the service has read it again. */
  void change(String line) throws Exception {
    int before = rereads();
    done(line);
    Until.so(() -> rereads() > before);
  }

  private int rereads() throws IOException {
    return service.err().split("was read again", -1).length;
  }

  /**
   * A command with what the service's log says of it.
   *
   * @param ended the command
   * @param logged a line of JSON
   */
  record Logged(Spawned.Ended ended, String logged) {}

  /** Runs a command, and waits until the service has logged a request of that verb. */
  Logged logged(String verb, String line) throws Exception {
    int before = requests(verb).size();
    Spawned.Ended ended = run(line);
    Until.so(() -> requests(verb).size() > before);
    return new Logged(ended, requests(verb).get(before));
  }

  private List<String> requests(String verb) throws IOException {
    String named = "\"verb\":\"" + verb + "\"";
    return service.err().lines().filter(line -> line.contains(named)).toList();
  }

  /** The TPM of that host's folder. */
  HostTpm tpmOf(String host) throws IOException, KeywardException {
    return HostTpm.read(folder.resolve(host)).orElseThrow();
  }

  static TpmKeys keys(HostTpm shown) {
    return new TpmKeys(
        shown.endorsementKey().der(), shown.certificate(), shown.attestationKey().key().encode());
  }

  private HgsClient client() throws KeywardException {
    HostTiming.Deadline deadline = HostTiming.system().in(Duration.ofMinutes(1));
    HgsServer server = new HgsServer(HgsAddress.parse(service.url()), Optional.empty());
    return new HgsClient(
        new HttpTransport(List.of()),
        new Failover.Try(Side.PRIMARY, server, 1, deadline, deadline));
  }

  TpmChallenge challenge(TpmKeys keys) throws TryFailure, KeywardException {
    return client().challenge(new TpmChallengeRequest(keys, ByteForm.BASE64));
  }

  /** What that host's TPM answers to a challenge to the TPM of these keys. */
  TpmEvidence answer(TpmKeys keys, TpmChallenge challenge, HostTpm signer)
      throws IOException, KeywardException {
    TpmProof.Boot boot =
        new TpmProof.Boot(
            identity(),
            Files.readAllBytes(folder.resolve("log")),
            Optional.of(Files.readString(folder.resolve("cmdline")).strip()));
    try (TpmDevice device = TpmDevice.open(signer.setting().address())) {
      return TpmProof.evidence(
          keys, challenge, new TpmAttester(device, signer.attestationKey()), boot);
    }
  }

  /** Sends it. */
  void send(TpmEvidence evidence) throws TryFailure, IOException, KeywardException {
    client().attest(evidence, identity());
  }

  /** The key that evidence of {@link #answer} asks a certificate for: any RSA key. */
  PublicKey identity() throws IOException, KeywardException {
    return tpmOf("host").attestationKey().key().key();
  }

  @Override
  public void close() throws IOException {
    service.close();
    tpm.close();
  }
}
