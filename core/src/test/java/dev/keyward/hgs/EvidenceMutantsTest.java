package dev.keyward.hgs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MemoryFolder;
import dev.keyward.TestFolder;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.log.Mutant;
import dev.keyward.tpm.log.RecordedBoot;
import dev.keyward.tpm.policy.MeasuredDraft;
import dev.keyward.tpm.policy.PolicyMode;
import dev.keyward.tpm.structure.StandInTpm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Evidence with a changed log, quote, signature or document, sent to a service. The service refuses
 * each with a declared error, or the change is in bytes that no digest covers, and then the service
 * sees the same boot.
 */
class EvidenceMutantsTest {

  private static final int GATE = 1_000;
  private static final int SOAK = 20_000;
  private static final StandInTpm TPM = StandInTpm.create(TestHgs.RANDOM);
  private static final TpmKeys KEYS = MeasuredHgs.keys(TPM, Optional.empty());
  private static final RecordedBoot ACCEPTED = new RecordedBoot("shim");

  private static Path folder;
  private static MeasuredHgs hgs;

  @BeforeAll
  static void make() throws IOException, KeywardException {
    folder = MemoryFolder.create("mutants-");
    hgs = MeasuredHgs.create(folder.resolve("hgs"), AttestationKind.TPM);
    hgs.register("host-1", TPM);
    hgs.policy("baseline", shown(ACCEPTED.log(), ACCEPTED.commandLine()));
  }

  @AfterAll
  static void delete() throws IOException {
    TestFolder.delete(folder);
  }

  /** All that a policy can see of a boot. */
  private static String shown(EventLog log, Optional<String> commandLine) {
    MeasuredBoot boot = MeasuredBoot.recorded(log, commandLine);
    byte[] draft = new MeasuredDraft(boot, PolicyMode.ENFORCE, Set.of(0, 7)).encode();
    return new String(draft, StandardCharsets.UTF_8);
  }

  private static TpmEvidence evidence(RecordedBoot boot) throws KeywardException {
    return MeasuredHgs.evidence(TPM, KEYS, hgs.challenge(KEYS), boot);
  }

  private static byte[] mutant(TpmEvidence sent, Random random) {
    TpmEvidence.Measured measured = sent.measured();
    int part = random.nextInt(4);
    if (part == 0) {
      return Mutant.of(sent.encode(), random);
    }
    TpmEvidence.Measured changed =
        new TpmEvidence.Measured(
            part == 1 ? Mutant.of(measured.quote(), random) : measured.quote(),
            part == 2 ? Mutant.of(measured.signature(), random) : measured.signature(),
            part == 3 ? Mutant.of(measured.log(), random) : measured.log(),
            measured.commandLine());
    return new TpmEvidence(
            sent.keys(), sent.ticket(), sent.secret(), sent.identity(), changed, sent.form())
        .encode();
  }

  /** How many of the mutants were accepted. */
  private static int send(RecordedBoot boot, int count, Random random) throws KeywardException {
    TpmEvidence sent = evidence(boot);
    int accepted = 0;
    for (int at = 0; at < count; at++) {
      byte[] mutant = mutant(sent, random);
      HgsReply reply = hgs.post(HgsPaths.TPM_EVIDENCE_BELOW, mutant);
      boolean judged = reply.status() == 200;
      if (judged) {
        showsTheSame(sent, TpmEvidence.parse(mutant));
        accepted++;
      } else {
        AttestationError error = MeasuredHgs.error(reply);
        assertTrue(error.message().length() > 0 && reply.status() >= 400, error::message);
        judged = error.kind() == AttestationError.Kind.POLICY_EVALUATION;
      }
      if (judged) {
        // A quote that held is taken once.
        sent = evidence(boot);
      }
    }
    return accepted;
  }

  private static void showsTheSame(TpmEvidence sent, TpmEvidence mutant) throws KeywardException {
    assertArrayEquals(sent.identity(), mutant.identity());
    assertArrayEquals(sent.measured().quote(), mutant.measured().quote());
    assertArrayEquals(sent.measured().signature(), mutant.measured().signature());
    EventLog log = EventLog.read(mutant.measured().log(), "mutant");
    assertEquals(
        shown(ACCEPTED.log(), ACCEPTED.commandLine()), shown(log, mutant.measured().commandLine()));
  }

  private static void acceptsWhatIsTheSame(int count) throws KeywardException {
    int accepted = send(ACCEPTED, count, new Random(28));
    // Otherwise no change was tried that only digests can tell.
    assertTrue(accepted > 0 && accepted < count / 2, accepted + " of " + count);
  }

  private static void acceptsNoOtherBoot(int count) throws KeywardException {
    for (String boot : new String[] {"shim-off", "shim-kernel", "shim-words"}) {
      assertEquals(0, send(new RecordedBoot(boot), count, new Random(29)), boot);
    }
  }

  @Test
  void theServiceAcceptsNoMutantThatShowsAnotherBoot() throws KeywardException {
    acceptsWhatIsTheSame(GATE);
  }

  @Test
  void noMutantOfARefusedBootIsAccepted() throws KeywardException {
    acceptsNoOtherBoot(GATE / 4);
  }

  @Test
  @Tag("soak")
  void manyMutantsAreRefusedOrShowTheSameBoot() throws KeywardException {
    acceptsWhatIsTheSame(SOAK);
    acceptsNoOtherBoot(SOAK);
  }
}
