package dev.keyward.cli.base;

import dev.keyward.NotTrustedException;

/** What a command says besides where trust is missing: the option that accepts it. */
public final class TrustRemedy {

  private TrustRemedy() {}

  /** The same error with that hint. */
  public static NotTrustedException of(NotTrustedException error) {
    return switch (error.fault().code()) {
      case "sealed-by-other" ->
          hinted(error, "if you trust that guardian, add --accept-sealed-by NAME");
      case "expired" ->
          hinted(error, "renew it (guardian renew, guardian update), or use --allow-expired once");
      default -> error;
    };
  }

  private static NotTrustedException hinted(NotTrustedException error, String hint) {
    return new NotTrustedException(error.fault().withHint(hint), error);
  }
}
