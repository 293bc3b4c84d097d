package dev.keyward.cli.protector.batch;

import dev.keyward.KeywardException;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.TrustedGuardian;
import java.util.List;
import java.util.Optional;

/**
 * A line of a batch with everything it names looked up, or why that failed.
 *
 * @param id what the line calls itself, for the result
 * @param line what the line asks for
 * @param owner the owner's key
 * @param guardians the guardians in order
 * @param failure why there is nothing to do; the other parts but {@code id} are null then
 */
record BatchJob(
    String id,
    BatchLine line,
    SigningKey owner,
    List<TrustedGuardian> guardians,
    Optional<KeywardException> failure) {

  static BatchJob failed(String id, KeywardException failure) {
    return new BatchJob(id, null, null, List.of(), Optional.of(failure));
  }
}
