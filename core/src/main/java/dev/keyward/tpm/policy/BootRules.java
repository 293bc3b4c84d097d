package dev.keyward.tpm.policy;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ForeignText;
import dev.keyward.tpm.log.FirmwareVariable;
import dev.keyward.tpm.log.LogEvent;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.log.SignatureEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules for what was started, and by which firmware. */
final class BootRules {

  /** What firmware measures into register 7 in its debug mode. */
  static final String DEBUG = "UEFI Debug Mode";

  /** What firmware measures into register 7 where devices reach all of memory. */
  static final String NO_DMA_PROTECTION = "DMA Protection Disabled";

  private static final int MOST_SHOWN = 120;
  private static final String LISTED = "one that is listed";

  private BootRules() {}

  /** The firmware measured one of these as its version. */
  static BootRule firmware(Set<String> versions) {
    PolicyRule rule = PolicyRule.FIRMWARE_VERSIONS;
    return boot -> {
      List<LogEvent> events = boot.before(0).orElse(List.of());
      List<String> texts = events.stream().flatMap(each -> version(each).stream()).toList();
      if (texts.stream().anyMatch(versions::contains)) {
        return List.of();
      }
      String found =
          texts.isEmpty()
              ? "the log measures no firmware version"
              : "the firmware version is \"" + ForeignText.name(texts.get(0), MOST_SHOWN) + "\"";
      return List.of(new PolicyRefusal(rule, "register 0", found, LISTED));
    };
  }

  /** A version as firmware measures it: UTF-16 that ends with a zero. */
  static Optional<String> version(LogEvent event) {
    return event
        .coveredData()
        .filter(data -> data.length >= 2 && data.length % 2 == 0)
        .map(data -> new String(data, StandardCharsets.UTF_16LE))
        .filter(text -> text.endsWith("\0"))
        .map(text -> text.substring(0, text.length() - 1))
        .filter(text -> text.codePoints().noneMatch(ForeignText::isUnsafe));
  }

  /**
   * The images are as many as there are steps, each with a digest of its step. The order counts:
   * who controls the running system can add events to a register, but nothing before them.
   */
  static BootRule loaders(List<Set<Thumbprint>> steps) {
    PolicyRule rule = PolicyRule.BOOT_LOADERS;
    return boot -> {
      List<LogEvent> images = boot.images();
      for (int at = 0; at < Math.min(images.size(), steps.size()); at++) {
        LogEvent image = images.get(at);
        if (!steps.get(at).contains(image.digest())) {
          String found = "image " + (at + 1) + " has the digest " + image.digest();
          return List.of(new PolicyRefusal(rule, image.toString(), found, LISTED));
        }
      }
      if (images.size() != steps.size()) {
        String found = "the log has " + images.size() + " images";
        return List.of(new PolicyRefusal(rule, "register 4", found, "" + steps.size()));
      }
      return List.of();
    };
  }

  /** What images were accepted by is among these certificates. */
  static BootRule signers(Set<Thumbprint> allowed) {
    PolicyRule rule = PolicyRule.BOOT_SIGNERS;
    return boot -> {
      List<PolicyRefusal> refusals = new ArrayList<>();
      for (LogEvent event : boot.after(7)) {
        Optional<SignatureEntry> signer = signer(event);
        if (signer.isEmpty()) {
          String found = event + " is not a variable that its digest covers";
          refusals.add(new PolicyRefusal(rule, event.toString(), found, "a certificate"));
        } else if (!allowed.contains(signer.get().print())) {
          String found = "an image was accepted by " + signer.get().print();
          refusals.add(
              new PolicyRefusal(
                  rule, event.toString(), found + " (" + signer.get().label() + ")", LISTED));
        }
      }
      if (boot.after(7).isEmpty()) {
        refusals.add(
            new PolicyRefusal(rule, "register 7", "no image was accepted by a key", LISTED));
      }
      return refusals;
    };
  }

  /** The certificate that an image was accepted by, or other content of a variable. */
  static Optional<SignatureEntry> signer(LogEvent event) {
    return FirmwareVariable.of(event).map(SignatureEntry::authority);
  }

  /** All files that the boot loader measured are among these. */
  static BootRule files(Set<Thumbprint> allowed) {
    return boot ->
        boot.log().events(9).stream()
            .filter(event -> !allowed.contains(event.digest()))
            .map(
                event ->
                    new PolicyRefusal(
                        PolicyRule.FILES,
                        event.toString(),
                        "a file has the digest " + event.digest(),
                        LISTED))
            .toList();
  }

  /** The firmware did not measure this action. */
  static BootRule no(PolicyRule rule, String action) {
    return boot ->
        boot.hasAction(action)
            ? List.of(
                new PolicyRefusal(
                    rule, "register 7", "the log has \"" + action + "\"", "no such event"))
            : List.of();
  }

  /** Registers have these values. */
  static BootRule registers(Map<Integer, Thumbprint> expected) {
    return boot ->
        expected.entrySet().stream()
            .filter(each -> !boot.registers().value(each.getKey()).equals(each.getValue()))
            .map(each -> register(boot, each.getKey(), each.getValue()))
            .toList();
  }

  private static PolicyRefusal register(MeasuredBoot boot, int register, Thumbprint expected) {
    String place = "register " + register;
    String found = place + " is " + boot.registers().value(register);
    return new PolicyRefusal(PolicyRule.REGISTERS, place, found, expected.toString());
  }
}
