package dev.keyward.tpm.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.log.ChangedLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.log.RecordedBoot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule with a boot that fails it alone, and recorded boots. */
class PolicyRuleTest {

  /** The policy that expects what the boot of shim and GRUB shows, with every rule there is. */
  private static MeasuredPolicy policy() throws KeywardException {
    return drafted(new RecordedBoot("shim").boot(), Set.of(3));
  }

  private static MeasuredPolicy drafted(MeasuredBoot boot, Set<Integer> registers)
      throws KeywardException {
    byte[] yaml = new MeasuredDraft(boot, PolicyMode.ENFORCE, registers).encode();
    return MeasuredPolicy.parse(yaml, "policy.yaml");
  }

  private static List<PolicyRefusal> judged(ChangedLog log) throws KeywardException {
    return policy().judge(MeasuredBoot.recorded(log.log(), Optional.empty()));
  }

  /** A log that differs from the recorded one in what a single rule is for. */
  private static ChangedLog failing(PolicyRule rule) throws KeywardException {
    ChangedLog log = ChangedLog.of("shim");
    return switch (rule) {
      case SECURE_BOOT -> log.flipped(4, -1);
      case PK -> log.flipped(5, -1);
      case KEK -> log.flipped(6, -1);
      case DB -> log.flipped(7, -1);
      case DBX -> log.flipped(8, -1);
      case FIRMWARE_VERSIONS -> log.with(1, "2\0\0\0".getBytes(StandardCharsets.US_ASCII));
      case BOOT_LOADERS -> log.with(29, Thumbprint.of(new byte[1]), log.event(29).data());
      case BOOT_SIGNERS -> log.flipped(28, -1);
      case COMMAND_LINES -> {
        byte[] text = "/vmlinuz console=ttyS0 panic=-1 1".getBytes(StandardCharsets.US_ASCII);
        yield log.with(41, text);
      }
      case FILES -> log.with(43, Thumbprint.of(new byte[1]), log.event(43).data());
      case DEBUG_MODE -> log.added(4, 7, "UEFI Debug Mode");
      case DMA_PROTECTION -> log.added(4, 7, "DMA Protection Disabled");
      case REGISTERS -> log.added(20, 3, "more");
    };
  }

  @Test
  void theDraftHasEveryRule() throws KeywardException {
    assertEquals(EnumSet.allOf(PolicyRule.class), policy().rules());
  }

  @ParameterizedTest
  @EnumSource
  void aBootFailsOneRuleAlone(PolicyRule rule) throws KeywardException {
    Set<PolicyRule> failed =
        judged(failing(rule)).stream().map(PolicyRefusal::rule).collect(Collectors.toSet());
    assertEquals(Set.of(rule), failed);
  }

  @Test
  void aRefusalNamesRuleEventAndExpectation() throws KeywardException {
    PolicyRefusal refusal = judged(failing(PolicyRule.SECURE_BOOT)).get(0);
    assertEquals("secure-boot: SecureBoot is 0, expected 1", refusal.toString());
    assertEquals("event 4 in register 7", refusal.event());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shim", "stub", "shim-off", "direct", "shim-words"})
  void aDraftAcceptsItsOwnBoot(String name) throws KeywardException {
    MeasuredBoot boot = new RecordedBoot(name).boot();
    assertEquals(List.of(), drafted(boot, Set.of(0, 7, 14)).judge(boot));
  }

  @Test
  void aDraftAcceptsTheNextBoot() throws KeywardException {
    assertEquals(List.of(), policy().judge(new RecordedBoot("shim-again").boot()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shim-off", "shim-kernel", "shim-words", "stub", "direct"})
  void aDraftRefusesAnotherBoot(String name) throws KeywardException {
    assertTrue(policy().judge(new RecordedBoot(name).boot()).size() > 0);
  }

  @Test
  void anImageThatIsCalledAnActionIsStillAnImage() throws KeywardException {
    // Only the type of the event says that it is no image, and no digest covers a type.
    ChangedLog log = ChangedLog.of("shim").added(39, 4, "an image of somebody");
    assertEquals(PolicyRule.BOOT_LOADERS, judged(log).get(0).rule());
  }

  @Test
  void aVariableThatIsMeasuredLaterDoesNotCount() throws KeywardException {
    byte[] on = ChangedLog.of("shim").event(4).data();
    ChangedLog log = ChangedLog.of("shim").flipped(4, -1).with(26, on);
    assertTrue(judged(log).stream().anyMatch(refusal -> refusal.rule() == PolicyRule.SECURE_BOOT));
  }

  @Test
  void aHiddenVariableIsMissing() throws KeywardException {
    ChangedLog log = ChangedLog.of("shim").flipped(4, -1);
    byte[] on = ChangedLog.of("shim").event(4).data();
    log.with(4, log.event(4).digest(), on);
    assertEquals(
        "secure-boot: the log measures no SecureBoot, expected its value",
        judged(log).get(0).toString());
  }

  @Test
  void aHiddenTextIsNoCommandLine() throws KeywardException {
    ChangedLog log = ChangedLog.of("shim");
    log.with(41, Thumbprint.of(new byte[1]), log.event(41).data());
    PolicyRefusal refusal = judged(log).get(0);
    assertEquals(PolicyRule.COMMAND_LINES, refusal.rule());
    assertTrue(refusal.found().startsWith("event 41 in register 8 has no text of its digest"));
  }

  @Test
  void anotherLabelHidesNoCommandLine() throws KeywardException {
    ChangedLog log = ChangedLog.of("shim");
    byte[] bad = "/vmlinuz init=/bin/sh".getBytes(StandardCharsets.US_ASCII);
    byte[] labelled = "grub_cmd: /vmlinuz init=/bin/sh\0".getBytes(StandardCharsets.US_ASCII);
    log.with(41, Thumbprint.of(bad), labelled);
    assertEquals(PolicyRule.COMMAND_LINES, judged(log).get(0).rule());
  }

  @Test
  void theHostsOwnWordsCountOnlyIfTheyWereMeasured() throws KeywardException {
    ChangedLog log = ChangedLog.of("shim");
    Thumbprint digest = log.event(41).digest();
    log.with(41, digest, new byte[0]);
    String words = "BOOT_IMAGE=/vmlinuz console=ttyS0 panic=-1";
    MeasuredBoot boot = MeasuredBoot.recorded(log.log(), Optional.of(words));
    MeasuredBoot other = MeasuredBoot.recorded(log.log(), Optional.of(words + " quiet"));
    assertEquals(List.of(), policy().judge(boot));
    assertEquals(1, policy().judge(other).size());
  }

  @Test
  void theLineOfAKernelThatFirmwareStartsIsTheFirstEventOfRegister9() throws KeywardException {
    RecordedBoot direct = new RecordedBoot("direct");
    MeasuredPolicy policy = drafted(direct.boot(), Set.of());
    MeasuredBoot silent = MeasuredBoot.recorded(direct.log(), Optional.empty());
    assertTrue(policy.rules().contains(PolicyRule.COMMAND_LINES));
    assertEquals(
        List.of("command-lines: the log measures no command line, expected one that is listed"),
        policy.judge(silent).stream().map(PolicyRefusal::toString).toList());
  }

  @Test
  void aLineThatIsMeasuredLaterDoesNotCount() throws KeywardException {
    RecordedBoot direct = new RecordedBoot("direct");
    MeasuredPolicy policy = drafted(direct.boot(), Set.of());
    ChangedLog log = ChangedLog.of("direct").swapped(21, 22);
    MeasuredBoot boot = MeasuredBoot.recorded(log.log(), direct.commandLine());
    assertEquals(PolicyRule.COMMAND_LINES, policy.judge(boot).get(0).rule());
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 5000})
  void aDraftAcceptsALongCommandLine(int size) throws KeywardException {
    String line = "/vmlinuz " + "a".repeat(size);
    ChangedLog log = ChangedLog.of("shim").with(41, line.getBytes(StandardCharsets.US_ASCII));
    MeasuredBoot boot = MeasuredBoot.recorded(log.log(), Optional.empty());
    assertEquals(List.of(), drafted(boot, Set.of()).judge(boot));
  }

  @Test
  void aDraftAcceptsABootOfManyFiles() throws KeywardException {
    ChangedLog log = ChangedLog.of("shim");
    for (int at = 0; at < 501; at++) {
      log.added(43, 9, "file " + at);
    }
    MeasuredBoot boot = MeasuredBoot.recorded(log.log(), Optional.empty());
    assertEquals(List.of(), drafted(boot, Set.of()).judge(boot));
  }

  @Test
  void aBootWithoutSeparatorShowsNoVariable() throws KeywardException {
    ChangedLog log = ChangedLog.of("shim").without(9);
    assertTrue(
        judged(log).stream().anyMatch(each -> each.found().equals("register 7 has no separator")));
  }

  @Test
  void oneRuleGivesFewRefusals() throws KeywardException {
    ChangedLog log = ChangedLog.of("shim");
    for (int at = 0; at < 100; at++) {
      log.added(43, 9, "file " + at);
    }
    assertEquals(8, judged(log).size());
  }

  @Test
  void starsStandForAnyCharacters() {
    TextPattern pattern = new TextPattern("/vmlinuz-* root=* quiet*");
    for (String text : Arrays.asList("/vmlinuz-6 root=x quiet", "/vmlinuz- root= quiet more")) {
      assertTrue(pattern.matches(text), text);
    }
    for (String text : Arrays.asList("/vmlinuz-6 root=x", "x/vmlinuz-6 root=x quiet", "")) {
      assertEquals(false, pattern.matches(text), text);
    }
  }
}
