package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.input.PartInput;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code --vtpm-state}, {@code --uefi-vars} and an option of secrets name, to be sealed. */
final class VmParts {

  /** How the file of {@code --vtpm-state} is read. */
  static final OptionSpec VTPM_FORMAT =
      OptionSpec.value(
          "vtpm-format", "swtpm|raw", "swtpm for a file of swtpm, raw for any bytes (swtpm)");

  /** The option of the UEFI variables. */
  static final OptionSpec UEFI_VARS =
      OptionSpec.value(
          "uefi-vars", "FILE", "the variables of the UEFI firmware, such as OVMF_VARS.fd");

  private static final int MOST = 64;

  private VmParts() {}

  /**
   * The files that are sealed, so that none of them is written over.
   *
   * @param option that names a secret, without dashes
   */
  static List<String> files(Arguments arguments, String option) {
    List<String> files = new ArrayList<>();
    arguments.value("vtpm-state").ifPresent(files::add);
    arguments.value(UEFI_VARS.name()).ifPresent(files::add);
    files.addAll(PartInput.files(arguments.values(option)));
    return files;
  }

  /**
   * The parts.
   *
   * @param option that names a secret, without dashes
   */
  static List<PartSource> of(Arguments arguments, String option, PartInput input)
      throws KeywardException, IOException, UsageException {
    List<PartSource> parts = new ArrayList<>();
    Optional<String> vtpm = arguments.value("vtpm-state");
    boolean raw = arguments.oneOf(VTPM_FORMAT.name(), Map.of("swtpm", false, "raw", true), false);
    if (vtpm.isEmpty() && arguments.has(VTPM_FORMAT.name())) {
      throw new UsageException("--vtpm-format needs --vtpm-state FILE, which is missing");
    }
    if (vtpm.isPresent()) {
      parts.add(input.vtpmState(vtpm.get(), raw, SealedPart.MAX_SIZE));
    }
    Optional<String> variables = arguments.value(UEFI_VARS.name());
    if (variables.isPresent()) {
      parts.add(input.uefiVariables(variables.get(), SealedPart.MAX_SIZE));
    }
    Map<PartName, String> secrets =
        PartInput.named(
            arguments.values(option),
            option,
            "NAME=FILE, or NAME=- for standard input",
            PartName::secret);
    for (Map.Entry<PartName, String> secret : secrets.entrySet()) {
      parts.add(input.secret(secret.getKey(), secret.getValue(), SealedPart.MAX_SIZE));
    }
    requireFew(parts);
    return parts;
  }

  private static void requireFew(List<PartSource> parts) throws UsageException {
    if (parts.size() > MOST) {
      throw new UsageException("more than " + MOST + " parts");
    }
  }

  /** The same with another part in front. */
  static List<PartSource> with(PartSource first, List<PartSource> parts) throws UsageException {
    List<PartSource> all = new ArrayList<>(List.of(first));
    all.addAll(parts);
    requireFew(all);
    return all;
  }
}
