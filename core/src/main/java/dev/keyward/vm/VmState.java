package dev.keyward.vm;

import java.util.Locale;
import java.util.Optional;

/** What a virtual machine was doing when it was described, as Hyper-V names and numbers it. */
public enum VmState {
  /** Hyper-V's 3. */
  OFF("3"),
  /** Hyper-V's 2. */
  RUNNING("2"),
  /** Hyper-V's 6. */
  SAVED("6"),
  /** Hyper-V's 9. */
  PAUSED("9"),
  /** On the way from one to another, or unknown. */
  OTHER("");

  private final String number;

  VmState(String number) {
    this.number = number;
  }

  /** Of the word or the number. */
  static VmState of(Optional<String> wordOrNumber) {
    for (VmState state : values()) {
      boolean known =
          wordOrNumber
              .filter(text -> text.equals(state.number) || text.equalsIgnoreCase(state.name()))
              .isPresent();
      if (known) {
        return state;
      }
    }
    return OTHER;
  }

  /** Such as {@code running}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
