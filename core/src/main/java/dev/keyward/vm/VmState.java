package dev.keyward.vm;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a virtual machine in its description. Only a machine that is known to be off counts
 * as off: a word that Keyward does not know may be a state in another language.
 *
 * @param activity what is known of it
 * @param word what the description says, as it was written; empty where it says nothing
 */
public record VmState(Activity activity, String word) {

  /** What is known. */
  public enum Activity {
    /** Hyper-V's 3. */
    OFF,
    /** Hyper-V's 6. */
    SAVED,
    /** Hyper-V's 2; a libvirt domain that has an id. */
    RUNNING,
    /** Hyper-V's 9. */
    PAUSED,
    /** Between two states, or a word that Keyward does not know. */
    OTHER,
    /** An export or a domain that does not give the state. */
    UNSAID,
    /** Keyward's own form, which has no state. */
    UNCLAIMED
  }

  /** Hyper-V's numbers (the enumeration VMState), without those that storage faults lead to. */
  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("2", "Running"),
          Map.entry("3", "Off"),
          Map.entry("4", "Stopping"),
          Map.entry("6", "Saved"),
          Map.entry("9", "Paused"),
          Map.entry("10", "Starting"),
          Map.entry("11", "Reset"),
          Map.entry("32773", "Saving"),
          Map.entry("32776", "Pausing"),
          Map.entry("32777", "Resuming"));

  private static final Map<String, Activity> WORDS =
      Map.of(
          "off", Activity.OFF,
          "saved", Activity.SAVED,
          "running", Activity.RUNNING,
          "paused", Activity.PAUSED);

  /** For a description that gives no state, although its form has one. */
  static final VmState UNSAID = new VmState(Activity.UNSAID, "");

  /** For a description whose form has no state. */
  static final VmState UNCLAIMED = new VmState(Activity.UNCLAIMED, "");

  /** For an active domain. */
  static final VmState RUNNING = new VmState(Activity.RUNNING, "Running");

  /** The state for the word or the number that Hyper-V gives. */
  static VmState of(Optional<String> wordOrNumber) {
    if (wordOrNumber.isEmpty()) {
      return UNSAID;
    }
    String said = wordOrNumber.get();
    String word = NUMBERS.getOrDefault(said, said);
    return new VmState(WORDS.getOrDefault(word.toLowerCase(Locale.ROOT), Activity.OTHER), word);
  }
}
