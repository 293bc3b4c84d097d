package dev.keyward.cli.bench;

import dev.keyward.cli.base.program.Program;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often openssl does the RSA operations on the same cores: a limit that does not depend on the
 * provider in use.
 *
 * @param privates signatures a second, all cores together
 * @param publics checks of signatures a second, all cores together
 */
record OpensslSpeed(double privates, double publics) {

  private static final String OPENSSL = "openssl";
  private static final Pattern FORM =
      Pattern.compile("(?m)^\\+F2:\\d+:" + Materials.KEY_BITS + ":([0-9.]+):([0-9.]+)");

  /** An operation of Keyward's, as many private and public operations as it has, and its target. */
  private record Bound(String operation, String limit, int privates, int publics, double target) {}

  private static final List<Bound> BOUNDS =
      List.of(
          new Bound(BulkOperations.CREATE, "openssl: sign + 3 encrypt", 1, 3, 0.85),
          new Bound(BulkOperations.CHECK, "openssl: verify", 0, 1, 0.6),
          new Bound(ReleaseOperation.NAME, "openssl: 2 sign + 4 verify", 2, 4, 0.75));

  /**
   * Measures it in two seconds; empty where openssl is not installed. One process counts for each
   * core: openssl then counts its own processor time, so that other work on the machine does not
   * make the limit look lower.
   */
  static Optional<OpensslSpeed> measure(Map<String, String> variables) throws IOException {
    if (Program.find(variables, OPENSSL).isEmpty()) {
      return Optional.empty();
    }
    int cores = Runtime.getRuntime().availableProcessors();
    String said =
        Program.require(variables, OPENSSL, OPENSSL)
            .run(List.of("speed", "-mr", "-seconds", "1", "rsa" + Materials.KEY_BITS))
            .output();
    Matcher rates = FORM.matcher(said);
    // An older one has no such options.
    return rates.find()
        ? Optional.of(
            new OpensslSpeed(
                cores * Double.parseDouble(rates.group(1)),
                cores * Double.parseDouble(rates.group(2))))
        : Optional.empty();
  }

  /**
   * What was measured, beside what openssl allows; only operations that have such a limit.
   *
   * @param turns the mean of these counts; without turns the result is empty
   */
  static List<Ratio> beside(List<OpensslSpeed> turns, List<Ratio> measured) {
    if (turns.isEmpty()) {
      return List.of();
    }
    double privates = turns.stream().mapToDouble(OpensslSpeed::privates).average().orElseThrow();
    double publics = turns.stream().mapToDouble(OpensslSpeed::publics).average().orElseThrow();
    OpensslSpeed mean = new OpensslSpeed(privates, publics);
    return BOUNDS.stream()
        .flatMap(
            bound ->
                measured.stream()
                    .filter(ratio -> ratio.name().equals(bound.operation()))
                    .map(ratio -> mean.beside(bound, ratio)))
        .toList();
  }

  private Ratio beside(Bound bound, Ratio measured) {
    double possible = 1 / (bound.privates() / privates + bound.publics() / publics);
    return new Ratio(measured.name(), bound.limit(), bound.target(), measured.ours(), possible);
  }
}
