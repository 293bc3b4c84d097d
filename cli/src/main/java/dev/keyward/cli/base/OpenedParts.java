package dev.keyward.cli.base;

import dev.keyward.KeywardException;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.file.PendingFolder;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.VmDescription;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.util.List;

/**
 * What an opened machine holds, as files: {@code vm.json}, and each part by its name, such as
 * {@code vtpm-state} and {@code secret/admin}.
 */
public final class OpenedParts {

  private OpenedParts() {}

  public static void write(OpenedVm opened, PendingFolder folder, Console console)
      throws KeywardException, IOException {
    List<SealedPart> parts = opened.file().parts();
    long total = parts.stream().mapToLong(SealedPart::size).sum();
    byte[] description = VmDescription.encode(opened.file().header().vm());
    folder.file("vm.json", out -> out.write(description));
    try (Progress progress = console.progress("opening", total)) {
      for (SealedPart part : parts) {
        folder.file(
            part.name().toString(), out -> opened.copy(part, new CountingStream(out, progress)));
      }
    }
  }
}
