package dev.keyward.cli.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that {@code --vtpm-state} and {@code --secret} name, to be sealed. */
final class VmParts {

  private static final int MOST = 64;

  private VmParts() {}

  static List<PartSource> of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    List<PartSource> parts = new ArrayList<>();
    Optional<String> vtpm = arguments.value("vtpm-state");
    if (vtpm.isPresent()) {
      parts.add(part(PartName.VTPM_STATE, vtpm.get(), session));
    }
    Set<PartName> names = new HashSet<>();
    for (String secret : arguments.values("secret")) {
      int equals = secret.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--secret takes NAME=FILE");
      }
      PartName name = name(secret.substring(0, equals));
      if (!names.add(name)) {
        throw new UsageException("--secret " + secret.substring(0, equals) + " is given twice");
      }
      parts.add(part(name, secret.substring(equals + 1), session));
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

  private static PartSource part(PartName name, String file, Session session)
      throws KeywardException, IOException, UsageException {
    Path path = session.path(file);
    long size = Files.size(path);
    if (!Files.isRegularFile(path)) {
      throw new UsageException(file + " is no regular file");
    }
    if (size > SealedPart.MAX_SIZE) {
      throw new MalformedInputException(
          Fault.of("too-large", file, size + " bytes", "at most " + SealedPart.MAX_SIZE));
    }
    return new PartSource(name, size, () -> SafeFiles.open(path));
  }
}
