package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MemoryFolder;
import dev.keyward.hgs.message.TpmChallenge;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.host.failover.Seen;
import dev.keyward.host.failover.TryFailure;
import dev.keyward.host.tpm.HostTpm;
import dev.keyward.tpm.device.SoftwareTpm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A measured host by the command line, with swtpm as its TPM: what it can do, and what attackers
 * who have all of its files but not its TPM cannot.
 */
class MeasuredHostLiveTest {

  private static Path folder;
  private static MeasuredWorld world;

  @BeforeAll
  static void begin() throws Exception {
    Installed.assume("swtpm", "swtpm");
    folder = MemoryFolder.create("measured-");
    world = new MeasuredWorld(folder);
  }

  @AfterAll
  static void end() throws IOException {
    if (world != null) {
      world.close();
    }
    if (folder != null) {
      Spawned.deleteTree(folder);
    }
  }

  @Test
  void aServiceWithoutAPolicyRefusesTheHostAndKeepsItsLog() {
    Spawned.Ended first = world.firstContact;
    assertEquals(1, first.code(), first.err());
    assertTrue(first.out().contains("InsecureHostConfiguration (303)"), first.out());
    assertTrue(first.out().contains("the service has no policy that is enforced"), first.out());
    assertTrue(Files.exists(folder.resolve("hgs/hosts/host-1/log")));
  }

  @ParameterizedTest
  @CsvSource({"shim", "shim-again"})
  void theDraftedPolicyAcceptsThatBootAndTheNext(String boot) throws Exception {
    world.boot(boot);
    String out = world.done("host test host");
    assertTrue(out.contains("AttestationStatus      : Passed (100)"), out);
    assertTrue(out.contains("Release                : tested"), out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shim-off | secure-boot: SecureBoot is 0, expected 1 (event 4 in register 7)",
        "shim-kernel | boot-loaders: image 3 has the digest 61e79ca0",
        "shim-words | command-lines: the command line is /vmlinuz console=ttyS0 panic=-1"
            + " mitigations=off, expected one that is listed (event 37 in register 8)",
        "stub | pk: PK has 282e8130b7070f107aaecc25d3992ca4440270860b09088792a5075fab0d13f8",
      })
  void anotherBootIsRefusedWithRuleEventAndExpectationOnBothSides(String boot, String words)
      throws Exception {
    world.boot(boot);
    MeasuredWorld.Logged both = world.logged("tpm-evidence", "host test host");
    String out = both.ended().out();
    assertEquals(1, both.ended().code(), out);
    assertTrue(out.contains("InsecureHostConfiguration (303)"), out);
    assertTrue(out.contains("; no fallback"), out);
    assertTrue(out.replace("\"", "").contains(words), out);
    String logged = both.logged();
    assertTrue(logged.contains("\"outcome\":\"PolicyEvaluationErrorReply\""), logged);
    assertTrue(logged.contains("\"host\":\"host-1\""), logged);
    assertTrue(logged.replace("\\\"", "").contains(words), logged);
  }

  @Test
  void aShieldedVmStartsOnTheMeasuredHostOnly() throws Exception {
    world.boot("shim");
    String out = world.done("host start host app.svm");
    assertTrue(out.contains("app.svm: started app"), out);
    world.boot("shim-off");
    forgetHealth();
    Spawned.Ended refused = world.run("host start host app.svm");
    assertEquals(1, refused.code(), refused.out() + refused.err());
    assertTrue(refused.out().contains("secure-boot: SecureBoot is 0"), refused.out());
  }

  /** The keys of the host, with what another TPM signed. */
  @Test
  void theQuoteOfAnotherTpmIsRefused() throws Exception {
    try (SoftwareTpm other = SoftwareTpm.start(Files.createDirectory(folder.resolve("other")))) {
      HostTpm stranger = world.enrol("stranger", other);
      world.boot("shim", other);
      TpmKeys keys = MeasuredWorld.keys(world.tpmOf("host"));
      TpmChallenge challenge = world.challenge(keys);
      TpmChallenge known =
          new TpmChallenge(challenge.ticket(), challenge.nonce(), Optional.empty());
      refused("a signature by another key", world.answer(keys, known, stranger));
      TpmKeys mixed =
          new TpmKeys(
              keys.endorsement(), Optional.empty(), stranger.attestationKey().key().encode());
      TpmChallenge asked = world.challenge(mixed);
      assertThrows(KeywardException.class, () -> world.answer(mixed, asked, stranger));
      TpmChallenge unopened = new TpmChallenge(asked.ticket(), asked.nonce(), Optional.empty());
      refused(
          "nothing proves that the attestation key lives in that TPM",
          world.answer(mixed, unopened, stranger));
    }
  }

  @Test
  void aCopyOfTheHostIsOfNoUseWithAnotherTpm() throws Exception {
    try (SoftwareTpm other = SoftwareTpm.start(Files.createDirectory(folder.resolve("thief")))) {
      world.boot("shim", other);
      Spawned.copyTree(folder.resolve("host"), folder.resolve("copy"));
      Path setting = folder.resolve("copy/tpm.json");
      String json = Files.readString(setting);
      Files.writeString(setting, json.replace(world.tpm.address(), other.address()));
      Spawned.Ended ended = world.run("host test copy");
      assertEquals(1, ended.code(), ended.err());
      assertTrue(ended.out().contains("TpmError (302)"), ended.out());
      assertTrue(ended.out().contains("made for another TPM"), ended.out());
    }
  }

  @Test
  void anEvidenceIsTakenOnce() throws Exception {
    world.boot("shim");
    HostTpm tpm = world.tpmOf("host");
    TpmKeys keys = MeasuredWorld.keys(tpm);
    TpmEvidence sent = world.answer(keys, world.challenge(keys), tpm);
    world.send(sent);
    refused("the quote is older than the last one", sent);
    TpmChallenge next = world.challenge(keys);
    refused(
        "an answer to another request",
        new TpmEvidence(
            keys, next.ticket(), Optional.empty(), sent.identity(), sent.measured(), sent.form()));
  }

  @Test
  void aQuoteIsOfNoUseForAnotherIdentityKey() throws Exception {
    world.boot("shim");
    HostTpm tpm = world.tpmOf("host");
    TpmKeys keys = MeasuredWorld.keys(tpm);
    TpmEvidence sent = world.answer(keys, world.challenge(keys), tpm);
    refused(
        "an answer to another request",
        new TpmEvidence(
            keys,
            sent.ticket(),
            sent.secret(),
            tpm.endorsementKey().der(),
            sent.measured(),
            sent.form()));
  }

  @Test
  void theHostIsNotAcceptedByItsHostKeyAlone() throws Exception {
    Spawned.copyTree(folder.resolve("host"), folder.resolve("without"));
    Files.delete(folder.resolve("without/tpm.json"));
    MeasuredWorld.Logged both = world.logged("attest", "host test without");
    assertEquals(1, both.ended().code(), both.ended().err());
    assertTrue(both.ended().out().contains("UnauthorizedHost (301)"), both.ended().out());
    assertTrue(both.logged().contains("no registered host"), both.logged());
    Spawned.Ended second = world.run("hgs host add hgs host-1 --key without/host-key.pem");
    assertFalse(second.code() == 0, second.out());
  }

  /** Both TPMs have certificates of the same maker. */
  @Test
  void onlyTheFirstTpmOfAMakerTakesAName() throws Exception {
    Installed.assume("swtpm_setup", "swtpm-tools");
    try (SoftwareTpm first = certified("first");
        SoftwareTpm second = certified("second")) {
      Files.writeString(
          folder.resolve("maker.pem"),
          Files.readString(folder.resolve("maker/swtpm-localca-rootca-cert.pem"))
              + Files.readString(folder.resolve("maker/issuer.pem")));
      world.change("hgs host add hgs host-2 --ek-ca maker.pem");
      for (SoftwareTpm each : List.of(first, second)) {
        world.boot("shim", each);
      }
      world.enrol("winner", first);
      world.enrol("loser", second);
      world.configure("winner");
      world.configure("loser");
      world.done("host test winner");
      assertEquals(
          Files.readString(folder.resolve("winner/ek.pem")),
          Files.readString(folder.resolve("hgs/hosts/host-2/ek.pem")));
      Spawned.Ended refused = world.run("host test loser");
      assertEquals(1, refused.code(), refused.out());
      assertTrue(refused.out().contains("UnauthorizedHost (301)"), refused.out());
      assertTrue(refused.out().contains("no host is registered with the TPM"), refused.out());
      world.done("host test winner");
    }
  }

  /** A TPM whose certificate the authority in {@code maker} issued. */
  private static SoftwareTpm certified(String name) throws Exception {
    Path state = Files.createDirectory(folder.resolve(name));
    Path maker = Files.createDirectories(folder.resolve("maker"));
    Files.write(
        maker.resolve("localca.conf"),
        List.of(
            "statedir = " + maker,
            "signingkey = " + maker.resolve("key.pem"),
            "issuercert = " + maker.resolve("issuer.pem"),
            "certserial = " + maker.resolve("serial")));
    Files.write(maker.resolve("options"), List.of());
    Files.write(
        maker.resolve("setup.conf"),
        List.of(
            "create_certs_tool = /usr/bin/swtpm_localca",
            "create_certs_tool_config = " + maker.resolve("localca.conf"),
            "create_certs_tool_options = " + maker.resolve("options")));
    Process setup =
        new ProcessBuilder(
                "swtpm_setup",
                "--tpm2",
                "--tpmstate",
                state.toString(),
                "--create-ek-cert",
                "--pcr-banks",
                "sha256",
                "--config",
                maker.resolve("setup.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(maker.resolve("said").toFile())
            .start();
    assertEquals(0, setup.waitFor(), () -> said(maker));
    return SoftwareTpm.start(state);
  }

  private static String said(Path maker) {
    try {
      return Files.readString(maker.resolve("said"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A health certificate is kept for hours, also over a boot. */
  private static void forgetHealth() throws IOException {
    for (Path file : Spawned.regularFiles(folder.resolve("host"))) {
      if (file.toString().endsWith(".cer")) {
        Files.delete(file);
      }
    }
  }

  private static void refused(String words, TpmEvidence evidence) {
    TryFailure failure = assertThrows(TryFailure.class, () -> world.send(evidence));
    assertEquals(Seen.UNAUTHORIZED, failure.seen(), failure.detail());
    assertTrue(failure.detail().contains(words), failure.detail());
  }
}
