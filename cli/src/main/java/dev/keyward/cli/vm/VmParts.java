package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.PartInput;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code --vtpm-state} and {@code --secret} name, to be sealed. */
final class VmParts {

  private static final int MOST = 64;

  private VmParts() {}

  static List<PartSource> of(Arguments arguments, PartInput input)
      throws KeywardException, IOException, UsageException {
    List<PartSource> parts = new ArrayList<>();
    Optional<String> vtpm = arguments.value("vtpm-state");
    if (vtpm.isPresent()) {
      parts.add(input.file(PartName.VTPM_STATE, vtpm.get(), SealedPart.MAX_SIZE));
    }
    Map<PartName, String> secrets =
        PartInput.named(
            arguments, "secret", "NAME=FILE, or NAME=- for standard input", PartName::secret);
    for (Map.Entry<PartName, String> secret : secrets.entrySet()) {
      parts.add(input.secret(secret.getKey(), secret.getValue(), SealedPart.MAX_SIZE));
    }
    if (parts.size() > MOST) {
      throw new UsageException("more than " + MOST + " parts");
    }
    return parts;
  }
}
