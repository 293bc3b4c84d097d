package dev.keyward.cli.view;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.CertificateAnswer;
import java.util.List;
import java.util.Optional;

/**
 * A valid protector.
 *
 * @param sealed who sealed it
 * @param transportKeySignature how that signature fared
 * @param unknownAlgorithms what could not be checked or opened
 * @param maxOfflineUnwraps what the document says of them
 * @param wrappings its addressees
 */
public record ProtectorAnswer(
    Seal sealed,
    String transportKeySignature,
    @Answer.IfPresent Optional<List<Unknown>> unknownAlgorithms,
    OfflineUnwraps maxOfflineUnwraps,
    List<Addressed> wrappings)
    implements Answer {

  /** Who sealed it: the number of a wrapping and, where it is known, the name. */
  record Seal(boolean byOwner, long wrapping, Optional<String> name) implements Answer {}

  /** An algorithm that Keyward does not know. */
  record Unknown(String use, String uri) implements Answer {}

  /** A number that no signature covers. */
  record OfflineUnwraps(long value, boolean signed) implements Answer {}

  /**
   * A wrapping.
   *
   * @param guardian the name of the guardian that it is for, if that is known
   * @param by what the weaker of both keys is to that guardian
   * @param parent the number of the wrapping that let it in
   */
  record Addressed(
      long id,
      Optional<String> guardian,
      String identity,
      @Answer.IfPresent Optional<String> by,
      String standing,
      long parent,
      String opens,
      @Answer.IfPresent Optional<String> unknownKeyEncryption,
      boolean legacy,
      CertificateAnswer signing,
      CertificateAnswer encryption)
      implements Answer {}
}
