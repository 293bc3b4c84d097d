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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    Set<PartName> names = new HashSet<>();
    for (String secret : arguments.values("secret")) {
      int equals = secret.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--secret takes NAME=FILE, or NAME=- for standard input");
      }
      PartName name = name(secret.substring(0, equals));
      if (!names.add(name)) {
        throw new UsageException("--secret " + secret.substring(0, equals) + " is given twice");
      }
      parts.add(input.secret(name, secret.substring(equals + 1), SealedPart.MAX_SIZE));
    }
    if (parts.size() > MOST) {
      throw new UsageException("more than " + MOST + " parts");
    }
    return parts;
  }

  private static PartName name(String text) throws UsageException {
    try {
      return PartName.secret(text);
    } catch (KeywardException e) {
      throw new UsageException("--secret: " + e.getMessage());
    }
  }
}
