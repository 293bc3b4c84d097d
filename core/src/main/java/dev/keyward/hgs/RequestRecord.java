package dev.keyward.hgs;

import dev.keyward.guardian.Thumbprint;
import java.util.List;
import java.util.Optional;

/**
 * What a log may say of one request: never secrets.
 *
 * @param verb what was asked, such as {@code roll}; {@code unknown} for no path of the service
 * @param host the name of the registered host, that attested, or whose health certificate was sent
 * @param guardians the signing certificates of the protector's wrappings, where it was verified
 * @param outcome {@code ok}, or the name of the error; {@code KeyUnusable} where the service's own
 *     key cannot be used
 */
public record RequestRecord(
    String verb, Optional<String> host, List<Thumbprint> guardians, String outcome) {

  /** Copies the list. */
  public RequestRecord {
    guardians = List.copyOf(guardians);
  }
}
