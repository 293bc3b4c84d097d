package dev.keyward.cli.protector.batch;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Thumbprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which line of a batch each file that is kept belongs to. A file that was copied under the name of
 * another id has the same transport key: who can open one VM could open the other.
 */
final class KeptKeys {

  private final Map<Thumbprint, LineName> lines = new HashMap<>();
  private final Set<LineName> told = new HashSet<>();

  /**
   * What is told of a line, in the order of the lines. Where it keeps a transport key of an earlier
   * line, both fail; the earlier one was told as kept before, so it gets a second answer.
   */
  List<BatchResult> told(BatchResult result) {
    LineName line = result.name();
    Optional<LineName> earlier =
        result.keys().stream().filter(lines::containsKey).map(lines::get).findFirst();
    if (earlier.isEmpty()) {
      result.keys().forEach(key -> lines.put(key, line));
      return List.of(result);
    }
    return told.add(earlier.get())
        ? List.of(failed(earlier.get(), line), failed(line, earlier.get()))
        : List.of(failed(line, earlier.get()));
  }

  private static BatchResult failed(LineName line, LineName other) {
    VerificationFailedException failure =
        new VerificationFailedException(
            Fault.of(
                    "same-transport-key",
                    line.id(),
                    "the file that is there has the same transport key as the one of " + other.id(),
                    "a transport key of its own for each id")
                .withHint("remove the file that was copied, and run the batch again"));
    return BatchResult.failed(line, failure);
  }
}
