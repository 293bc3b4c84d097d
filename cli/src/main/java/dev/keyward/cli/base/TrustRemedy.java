package dev.keyward.cli.base;

import dev.keyward.NotTrustedException;

/** What a command says besides where trust is missing: the option that accepts it. */
public final class TrustRemedy {

  private TrustRemedy() {}

  /** The same error with that hint. */
  public static NotTrustedException of(NotTrustedException error) {
    if (isEarly(error)) {
      return error;
    }
    return switch (error.fault().code()) {
      case "sealed-by-other" ->
          hinted(error, "if you trust that guardian, add --accept-sealed-by NAME");
      case "expired" ->
          hinted(error, "renew it (guardian renew, guardian update), or use --allow-expired once");
      default -> error;
    };
  }

  /**
   * The same error with a hint for expired certificates in a file.
   *
   * @param renewal the verb that puts renewed certificates there
   */
  public static NotTrustedException inFile(NotTrustedException error, String renewal) {
    return error.fault().code().equals("expired") && !isEarly(error)
        ? hinted(
            error,
            "get renewed certificates with guardian renew or guardian update, and put them into"
                + " the file with "
                + renewal
                + "; --allow-expired accepts these once")
        : of(error);
  }

  /** The same error with a hint for expired certificates of a guardian that a new owner keeps. */
  public static NotTrustedException ofKept(NotTrustedException error) {
    return error.fault().code().equals("expired") && !isEarly(error)
        ? hinted(
            error,
            "--guardian NAME grants a guardian's renewed certificates instead of --keep-wrapping;"
                + " --allow-expired accepts these once")
        : of(error);
  }

  /** Whether the clock is probably wrong; then the error already has a hint. */
  private static boolean isEarly(NotTrustedException error) {
    return error.fault().code().equals("expired") && error.fault().hint().isPresent();
  }

  private static NotTrustedException hinted(NotTrustedException error, String hint) {
    return new NotTrustedException(error.fault().withHint(hint), error);
  }
}
