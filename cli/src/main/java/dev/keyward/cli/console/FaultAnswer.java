package dev.keyward.cli.console;

import dev.keyward.Fault;
import java.util.Optional;

/**
 * What was wrong with one of several inputs.
 *
 * @param code its stable kind
 * @param where the place
 * @param found what is there
 * @param expected what belongs there
 * @param hint what to do
 */
public record FaultAnswer(
    String code, String where, String found, String expected, Optional<String> hint)
    implements Answer {

  public static FaultAnswer of(Fault fault) {
    return new FaultAnswer(
        fault.code(), fault.where(), fault.found(), fault.expected(), fault.hint());
  }
}
