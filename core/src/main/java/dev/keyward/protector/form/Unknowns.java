package dev.keyward.protector.form;

import dev.keyward.Fault;
import dev.keyward.protector.part.UnknownAlgorithm;

/** How opening, editing and rolling refuse an algorithm that Keyward does not know. */
public final class Unknowns {

  private Unknowns() {}

  public static Fault fault(UnknownAlgorithm algorithm, String where) {
    return Fault.of(
            "unknown-" + algorithm.use().code(),
            where,
            algorithm.words(),
            "one that Keyward knows, since this needs the transport key")
        .withHint(
            "Keyward can still verify and audit it; to get this algorithm added, send the project a"
                + " redacted copy: keyward protector show FILE --output json prints one without"
                + " keys");
  }
}
