package dev.keyward.hgs;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ForeignText;
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
 * @param reason what the answer says, in printable ASCII of at most 300 characters; empty where all
 *     is well
 * @param probe whether a probe protector was to be released, which is no start of a machine
 */
public record RequestRecord(
    String verb,
    Optional<String> host,
    List<Thumbprint> guardians,
    String outcome,
    String reason,
    boolean probe) {

  private static final int MOST_REASON = 300;

  /** Copies the list, and cleans the reason, which can hold a stranger's words. */
  public RequestRecord {
    guardians = List.copyOf(guardians);
    reason = ForeignText.ascii(reason, MOST_REASON);
  }

  /** Of a request that is no probe. */
  public RequestRecord(
      String verb,
      Optional<String> host,
      List<Thumbprint> guardians,
      String outcome,
      String reason) {
    this(verb, host, guardians, outcome, reason, false);
  }

  RequestRecord ofProbe() {
    return new RequestRecord(verb, host, guardians, outcome, reason, true);
  }

  /** Of a request about which there is no more to say. */
  public static RequestRecord of(String verb, String outcome) {
    return new RequestRecord(verb, Optional.empty(), List.of(), outcome, "");
  }
}
