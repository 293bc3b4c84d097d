package dev.keyward.audit.look;

import dev.keyward.protector.file.FileReading;

/** How the reading of a file that gave no protector ended. */
public enum Ending {
  /** At its end, or it is nothing that is read. */
  WHOLE,
  /** At its end, and it holds certificates. */
  OF_CERTIFICATES,
  /** Before its end, in a form that exports have or in none. */
  BROKEN_OFF,
  /** Before its end, and up to there it was about virtual machines or their protectors. */
  BROKEN_OFF_MACHINES;

  /** That of a file that was read. */
  public static Ending of(FileReading reading) {
    if (reading instanceof FileReading.OtherExport other) {
      return other.certificates() ? OF_CERTIFICATES : WHOLE;
    }
    if (reading instanceof FileReading.Broken broken) {
      return broken.ofMachines() ? BROKEN_OFF_MACHINES : BROKEN_OFF;
    }
    return WHOLE;
  }
}
