package dev.keyward.tpm.policy;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.log.FirmwareVariable;
import dev.keyward.tpm.log.LogEvent;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.log.MeasuredText;
import dev.keyward.tpm.log.SignatureEntry;
import dev.keyward.tpm.structure.PcrSelection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A policy to start from: it expects what one boot shows.
 *
 * @param boot the boot, which the policy accepts
 * @param mode what a refusal leads to
 * @param registers the policy expects the values of these registers, too; each is one of {@link
 *     PcrSelection#QUOTED}
 */
public record MeasuredDraft(MeasuredBoot boot, PolicyMode mode, Set<Integer> registers) {

  /** Copies the set. */
  public MeasuredDraft {
    registers = Set.copyOf(registers);
    if (!PcrSelection.QUOTED.containsAll(registers)) {
      throw new IllegalArgumentException("registers that are not quoted: " + registers);
    }
  }

  /** The policy's file: UTF-8 with comments. A rule that the boot does not keep is left out. */
  public byte[] encode() {
    DraftLines lines = new DraftLines();
    lines.comment("A policy for measured hosts, drafted from one boot. Read it before you use it.");
    lines.comment("Keyward does not check what has no rule here.");
    lines.line("schema: " + MeasuredPolicy.SCHEMA);
    lines.comment("report: the service accepts a host that is not as expected, and logs why.");
    lines.line("mode: " + mode.word());
    variables(lines);
    words(lines);
    loaders(lines);
    texts(lines);
    registers(lines);
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the boot keeps a rule. */
  private boolean keeps(BootRule rule) {
    return rule.judge(boot).isEmpty();
  }

  private void variables(DraftLines lines) {
    word(lines, PolicyRule.SECURE_BOOT, "required", VariableRules.secureBoot());
    lines.comment("Certificates by SHA-256 of their DER, images by their Authenticode digest.");
    for (PolicyRule rule : List.of(PolicyRule.PK, PolicyRule.KEK, PolicyRule.DB)) {
      List<SignatureEntry> entries =
          variable(rule).map(MeasuredDraft::entries).orElse(List.of()).stream().distinct().toList();
      lines.list(rule.key(), items(entries));
    }
    lines.comment(
        "SHA-256 of the whole content. Add the new one when you update the firmware's list.");
    lines.list(
        PolicyRule.DBX.key(),
        variable(PolicyRule.DBX).stream()
            .map(each -> item(Thumbprint.of(each.content()), "" + each.content().length + " bytes"))
            .toList());
  }

  private Optional<FirmwareVariable> variable(PolicyRule rule) {
    return boot.before(7).orElse(List.of()).stream()
        .flatMap(each -> FirmwareVariable.of(each).stream())
        .filter(each -> each.name().equals(VariableRules.name(rule)))
        .findFirst();
  }

  private static List<SignatureEntry> entries(FirmwareVariable variable) {
    try {
      return SignatureEntry.list(variable);
    } catch (MalformedInputException e) {
      return List.of();
    }
  }

  private static List<DraftLines.Item> items(List<SignatureEntry> entries) {
    return entries.stream().map(each -> item(each.print(), each.label())).toList();
  }

  private static DraftLines.Item item(Thumbprint print, String comment) {
    return new DraftLines.Item(print.toString(), comment);
  }

  private void words(DraftLines lines) {
    PolicyRule debug = PolicyRule.DEBUG_MODE;
    word(lines, debug, "refused", BootRules.no(debug, BootRules.DEBUG));
    PolicyRule dma = PolicyRule.DMA_PROTECTION;
    word(lines, dma, "required", BootRules.no(dma, BootRules.NO_DMA_PROTECTION));
    List<DraftLines.Item> versions =
        boot.before(0).orElse(List.of()).stream()
            .limit(1)
            .flatMap(each -> BootRules.version(each).stream())
            .map(each -> new DraftLines.Item(each, ""))
            .toList();
    lines.comment("What the firmware says of itself. Only the value of register 0 pins its code.");
    lines.list(PolicyRule.FIRMWARE_VERSIONS.key(), versions);
  }

  private void word(DraftLines lines, PolicyRule rule, String word, BootRule stated) {
    if (keeps(stated)) {
      lines.line(rule.key() + ": " + word);
    } else {
      lines.comment(rule.key() + " is left out: this boot is not so.");
    }
  }

  private void loaders(DraftLines lines) {
    lines.comment(
        "One step for each image in the order in which they start, with the digests that");
    lines.comment("are allowed there. Add the new digest beside the old one before an update.");
    List<LogEvent> images = boot.images();
    if (images.size() > DraftLines.MOST_ITEMS) {
      lines.comment(PolicyRule.BOOT_LOADERS.key() + " is left out: too many images.");
    } else if (!images.isEmpty()) {
      lines.line(PolicyRule.BOOT_LOADERS.key() + ":");
      images.forEach(each -> lines.line("  - [\"" + each.digest() + "\"]"));
    }
    List<Optional<SignatureEntry>> signers =
        boot.after(7).stream().map(BootRules::signer).distinct().toList();
    if (signers.stream().allMatch(Optional::isPresent)) {
      lines.comment("What images were accepted by.");
      List<SignatureEntry> known = signers.stream().flatMap(Optional::stream).toList();
      lines.list(PolicyRule.BOOT_SIGNERS.key(), items(known));
    }
  }

  private void texts(DraftLines lines) {
    lines.comment("The kernel's command lines, in which * stands for any characters.");
    lines.list(
        PolicyRule.COMMAND_LINES.key(),
        CommandLineRule.measured(boot).stream()
            .flatMap(each -> line(each).stream())
            .distinct()
            .map(each -> new DraftLines.Item(each, ""))
            .toList());
    lines.comment("What the boot loader read: its settings, the kernel, the initial file system.");
    List<Thumbprint> files =
        boot.log().events(9).stream().map(LogEvent::digest).distinct().toList();
    lines.list(PolicyRule.FILES.key(), files.stream().map(each -> item(each, "")).toList());
  }

  private static Optional<String> line(MeasuredText measured) {
    Optional<String> line = CommandLineRule.line(measured);
    boolean isForm = line.filter(MeasuredPolicyReader::isPattern).isPresent();
    boolean isOther = measured.text().isPresent() && line.isEmpty();
    return isForm || isOther ? line : Optional.of("sha256:" + measured.event().digest());
  }

  private void registers(DraftLines lines) {
    if (!registers.isEmpty()) {
      lines.comment("Registers that must have these values. Their events are not compared.");
      lines.line(PolicyRule.REGISTERS.key() + ":");
      registers.stream()
          .sorted()
          .forEach(
              each ->
                  lines.line(
                      "  - {register: "
                          + each
                          + ", value: \""
                          + boot.registers().value(each)
                          + "\"}"));
    }
  }
}
