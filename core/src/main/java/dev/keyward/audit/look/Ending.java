package dev.keyward.audit.look;

/** How the reading of a file that gave no protector ended. */
public enum Ending {
  /** At its end, or it is nothing that is read. */
  WHOLE,
  /** At its end, and it holds certificates. */
  OF_CERTIFICATES,
  /** Before its end, in a form that exports have or in none. */
  BROKEN_OFF,
  /** Before its end, and up to there it was about virtual machines or their protectors. */
  BROKEN_OFF_MACHINES
}
