package dev.keyward.cli.base.program;

/**
 * Ends the process with the exit code of the program that a command ran for the user. Keyward's own
 * exit codes cannot say it, because it is any number from 0 to 255.
 */
public final class ProgramEnded extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  /** With the exit code of the program. */
  public ProgramEnded(int exitCode) {
    super("a program ended with " + exitCode, null, false, false);
    this.exitCode = exitCode;
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
