package dev.keyward.host.run;

import dev.keyward.vm.sealing.PartName;

/** Where a part lies in the folder of a run, so that programs find it under its usual name. */
final class PartPlace {

  private PartPlace() {}

  /** Relative, with slashes: swtpm takes a folder, and each other part is a file. */
  static String of(PartName part) {
    if (part.equals(PartName.VTPM_STATE)) {
      return "vtpm/tpm2-00.permall";
    }
    return part.equals(PartName.UEFI_VARS) ? "uefi-vars.fd" : part.toString();
  }
}
