package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.policy.MeasuredDraft;
import dev.keyward.tpm.policy.MeasuredPolicy;
import dev.keyward.tpm.policy.PolicyMode;
import dev.keyward.tpm.policy.PolicyRefusal;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.TpmPublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guests that really boot as measured hosts, under OVMF and with swtpm as their TPM. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MeasuredGuestsIT {

  private static final Path GUESTS =
      Path.of(System.getProperty("keyward.fixtures")).resolveSibling(".ci").resolve("guests");

  /** Variables of the firmware with Secure Boot on, for the key that signs Debian's shim. */
  private static final Path SECURE = Path.of("/usr/share/OVMF/OVMF_VARS_4M.ms.fd");

  private static final String WORDS = "quiet panic=-1";

  private static String guest = "";

  @TempDir Path work;
  private int boots;

  @BeforeAll
  static void install() throws Exception {
    guest = RealGuest.install().folder().toString();
  }

  @BeforeEach
  void makeTpm() throws Exception {
    Path state = Files.createDirectory(work.resolve("tpm"));
    assertEquals(
        0, exit("swtpm_setup", "--tpm2", "--tpmstate", state.toString(), "--pcr-banks", "sha256"));
  }

  @Test
  @Tag("guests")
  void aGuestProvesItsBoot() throws Exception {
    MeasuredBoot boot = boot(RealGuest.INSECURE, Path.of(guest, "measured/boot.img"));
    assertEquals(List.of(), drafted(boot).judge(boot));
    assertEquals(2, boot.images().size());
  }

  /** The demonstration boots it twice, and asks its TPM while it runs. */
  @Test
  @Tag("guests")
  void theDemonstrationAttestsAGuestThatRuns() {
    String kernel = Path.of(guest).resolveSibling("kernel").toString();
    Run ended =
        Run.in(work)
            .variables(Map.of("PATH", System.getenv("PATH")))
            .run(
                "demo",
                "branch-office",
                "--measured",
                "--emulate",
                "--kernel",
                kernel,
                "--output",
                "json");
    assertEquals(0, ended.exit(), ended.out() + ended.err());
    JsonSchemas.check("demo-branch-office", ended.out());
    for (String came : List.of("Passed", "InsecureHostConfiguration")) {
      for (String service : List.of("datacenter", "branch")) {
        assertTrue(ended.out().contains(service + ": " + came), ended.out());
      }
    }
  }

  @Test
  @Tag("soak")
  void thePolicyOfOneBootAcceptsTheNextAndRefusesOthers() throws Exception {
    Path disk = disk(WORDS);
    MeasuredPolicy policy = drafted(boot(SECURE, disk));
    assertEquals(List.of(), policy.judge(boot(SECURE, disk)));
    assertRefuses("secure-boot: SecureBoot is 0", policy.judge(boot(RealGuest.INSECURE, disk)));
    Path other = disk(WORDS + " init=/bin/sh");
    assertRefuses(
        "command-lines: the command line is \"/vmlinuz quiet panic=-1 init=/bin/sh\"",
        policy.judge(boot(SECURE, other)));
  }

  private static void assertRefuses(String start, List<PolicyRefusal> refusals) {
    assertTrue(
        refusals.stream().anyMatch(refusal -> refusal.toString().startsWith(start)),
        refusals::toString);
  }

  private static MeasuredPolicy drafted(MeasuredBoot boot) throws KeywardException {
    byte[] draft = new MeasuredDraft(boot, PolicyMode.ENFORCE, Set.of(0)).encode();
    return MeasuredPolicy.parse(draft, "policy.yaml");
  }

  private Path disk(String words) throws Exception {
    Path disk = work.resolve("disk-" + boots + ".img");
    int exit = exit(GUESTS.resolve("measured-disk").toString(), guest, disk.toString(), words);
    assumeTrue(exit != 77, () -> "skipped: " + said());
    assertEquals(0, exit, this::said);
    return disk;
  }

  /** Boots, and judges what the guest says as a service does. */
  private MeasuredBoot boot(Path variables, Path disk) throws Exception {
    boots++;
    Thumbprint nonce = Thumbprint.of(new byte[] {(byte) boots});
    String script = GUESTS.resolve("measured-boot").toString();
    assertEquals(
        0,
        exit(
            script,
            guest,
            work.toString(),
            variables.toString(),
            nonce.toString(),
            disk.toString()),
        this::said);
    byte[] sized = file("ak.pub");
    TpmPublicKey key = TpmPublicKey.parse(Arrays.copyOfRange(sized, 2, sized.length), "ak.pub");
    Quote quote = Quote.of(file("quote.msg"), file("quote.sig"));
    return MeasuredBoot.quoted(
        EventLog.read(file("log"), "log"),
        quote.verify(key, new QualifyingData(nonce)),
        Optional.of(new String(file("cmdline"), StandardCharsets.UTF_8).strip()));
  }

  private byte[] file(String name) throws IOException {
    return Files.readAllBytes(work.resolve(name));
  }

  private int exit(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("said").toFile())
        .start()
        .waitFor();
  }

  private String said() {
    try {
      return Files.readString(work.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
