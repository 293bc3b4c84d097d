package dev.keyward.cli.fleet.certificate;

import dev.keyward.KeywardException;
import dev.keyward.protector.file.ExportedGuardian;
import dev.keyward.protector.file.GuardianExport;
import java.util.Arrays;
import java.util.List;

/** Keeps the last export, since a topology may name one file for each of its hosts. */
final class ReadExports {

  private byte[] last = {};
  private List<ExportedGuardian> held = List.of();

  List<ExportedGuardian> of(byte[] content) throws KeywardException {
    if (last.length == 0 || !Arrays.equals(last, content)) {
      held = GuardianExport.parse(content);
      last = content.clone();
    }
    return held;
  }
}
