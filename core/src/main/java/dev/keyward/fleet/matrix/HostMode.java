package dev.keyward.fleet.matrix;

import java.util.Locale;
import java.util.Optional;

/** Where a Hyper-V host gets the keys of its machines from. */
public enum HostMode {
  /** From its own certificate store. */
  LOCAL("local", "0"),
  /** From a Host Guardian Service; its own certificates do not count. */
  HGS("hostguardianservice", "1"),
  /** Nobody said, so its own store was assumed. */
  ASSUMED_LOCAL("", "");

  private final String word;
  private final String number;

  HostMode(String word, String number) {
    this.word = word;
    this.number = number;
  }

  /** The mode that {@code Get-HgsClientConfiguration} calls so; empty for another word. */
  static Optional<HostMode> find(String said) {
    String text = said.toLowerCase(Locale.ROOT);
    for (HostMode mode : values()) {
      if (!mode.word.isEmpty() && (text.equals(mode.word) || text.equals(mode.number))) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** Lower case, as programs read it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
