package dev.keyward.tpm.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.log.Mutant;
import dev.keyward.tpm.log.RecordedBoot;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.TpmPublicKey;
import dev.keyward.tpm.structure.VerifiedQuote;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changed quotes and logs. Each is refused with a declared error or by the policy, or it differs
 * only in bytes that no digest covers, and then everything that the boot shows is the same.
 */
class MutantsTest {

  private static final int GATE = 5_000;

  private static MeasuredPolicy policy(byte[] yaml) throws KeywardException {
    return MeasuredPolicy.parse(yaml, "policy.yaml");
  }

  private static byte[] draft(MeasuredBoot boot) {
    return new MeasuredDraft(boot, PolicyMode.ENFORCE, java.util.Set.of(0, 7)).encode();
  }

  private static void logMutants(String name, int count) throws KeywardException {
    RecordedBoot recorded = new RecordedBoot(name);
    VerifiedQuote quote = recorded.verifiedQuote();
    Optional<String> line = recorded.commandLine();
    byte[] log = recorded.file("log");
    byte[] shown = draft(recorded.boot());
    MeasuredPolicy policy = policy(shown);
    Random random = new Random(28);
    int same = 0;
    for (int at = 0; at < count; at++) {
      byte[] mutant = Mutant.of(log, random);
      try {
        EventLog read = EventLog.read(mutant, name);
        MeasuredBoot boot = MeasuredBoot.quoted(read, quote, line);
        if (policy.judge(boot).isEmpty()) {
          assertArrayEquals(shown, draft(boot));
          same++;
        }
      } catch (KeywardException e) {
        assertFalse(e.fault().code().isEmpty());
      }
    }
    // Otherwise nothing was tried that only digests can tell.
    assertTrue(same > 0 && same < count / 2, same + " of " + count);
  }

  private static void quoteMutants(String name, int count) throws KeywardException {
    RecordedBoot recorded = new RecordedBoot(name);
    TpmPublicKey key = recorded.key();
    byte[] attested = recorded.file("quote.msg");
    byte[] signature = recorded.file("quote.sig");
    Random random = new Random(29);
    for (int at = 0; at < count; at++) {
      boolean first = random.nextBoolean();
      byte[] message = first ? Mutant.of(attested, random) : attested;
      byte[] value = first ? signature : Mutant.of(signature, random);
      boolean same = Arrays.equals(message, attested) && Arrays.equals(value, signature);
      try {
        Quote.of(message, value).verify(key, RecordedBoot.REQUEST);
        assertTrue(same, "mutant " + at);
      } catch (KeywardException e) {
        assertFalse(same, "mutant " + at);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shim", "banks"})
  void noChangedLogShowsAnotherBoot(String name) throws KeywardException {
    logMutants(name, GATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shim", "stub"})
  void noChangedQuoteHolds(String name) throws KeywardException {
    quoteMutants(name, GATE);
  }

  /** A boot that is refused stays refused when its log claims something else. */
  @Test
  void noChangedLogIsAccepted() throws KeywardException {
    MeasuredPolicy policy = policy(draft(new RecordedBoot("shim").boot()));
    RecordedBoot refused = new RecordedBoot("shim-words");
    VerifiedQuote quote = refused.verifiedQuote();
    Optional<String> line = refused.commandLine();
    byte[] log = refused.file("log");
    Random random = new Random(30);
    for (int at = 0; at < GATE; at++) {
      byte[] mutant = Mutant.of(log, random);
      try {
        EventLog read = EventLog.read(mutant, "mutant");
        MeasuredBoot boot = MeasuredBoot.quoted(read, quote, line);
        assertFalse(policy.judge(boot).isEmpty(), "mutant " + at);
      } catch (KeywardException e) {
        assertFalse(e.fault().code().isEmpty());
      }
    }
  }

  @Test
  @Tag("soak")
  void noneOfManyChangedLogsShowsAnotherBoot() throws KeywardException {
    for (String name :
        new String[] {"shim", "shim-off", "shim-kernel", "stub", "direct", "banks"}) {
      logMutants(name, 50_000);
      quoteMutants(name, 50_000);
    }
  }
}
