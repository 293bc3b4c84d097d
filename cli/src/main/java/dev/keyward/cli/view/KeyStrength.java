package dev.keyward.cli.view;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.part.Check;
import dev.keyward.protector.part.Wrapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks for keys whose private half anybody can work out. Every signature of such a protector can
 * hold, so it is valid, and still strangers open it. To try a key takes milliseconds, so the last
 * {@value #MOST_KEPT} answers are kept.
 */
public final class KeyStrength {

  private static final int MOST_KEPT = 4096;

  private final Map<Thumbprint, Optional<String>> tried =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Thumbprint, Optional<String>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** A failed check for each such key, and none for keys in which nothing is found. */
  public List<Check> faults(VerifiedProtector protector) {
    tryAll(protector.wrappings());
    List<Check> faults = new ArrayList<>();
    for (Wrapping wrapping : protector.wrappings()) {
      String where = "Protector/Wrappings/Wrapping (Id " + wrapping.id() + ")";
      fault(where, "signing-key", wrapping.signing()).ifPresent(faults::add);
      fault(where, "encryption-key", wrapping.encryption()).ifPresent(faults::add);
    }
    return faults;
  }

  /** Several keys at a time: a command that only verifies spends half of its time here. */
  private void tryAll(List<Wrapping> wrappings) {
    Map<Thumbprint, GuardianCertificate> untried = new LinkedHashMap<>();
    for (Wrapping wrapping : wrappings) {
      for (GuardianCertificate each : List.of(wrapping.signing(), wrapping.encryption())) {
        if (!tried.containsKey(each.keyThumbprint())) {
          untried.put(each.keyThumbprint(), each);
        }
      }
    }
    if (untried.size() > 1) {
      int most = Math.min(untried.size(), Runtime.getRuntime().availableProcessors());
      ExecutorService workers = Executors.newFixedThreadPool(most);
      try {
        Map<Thumbprint, CompletableFuture<Optional<String>>> running = new LinkedHashMap<>();
        untried.forEach(
            (key, certificate) ->
                running.put(key, CompletableFuture.supplyAsync(certificate::weakModulus, workers)));
        running.forEach((key, answer) -> tried.put(key, answer.join()));
      } finally {
        workers.shutdown();
      }
    }
  }

  /** The same in words, one line each. */
  public List<String> warnings(VerifiedProtector protector) {
    return faults(protector).stream().map(KeyStrength::words).toList();
  }

  private static String words(Check weak) {
    return weak.where() + ": the " + weak.name().replace('-', ' ') + " has " + weak.detail();
  }

  private Optional<Check> fault(String where, String name, GuardianCertificate certificate) {
    Optional<String> weakness =
        tried.computeIfAbsent(certificate.keyThumbprint(), key -> certificate.weakModulus());
    return weakness.map(
        words ->
            Check.failed(name, where, words + ", so that anybody can work out the private key"));
  }
}
