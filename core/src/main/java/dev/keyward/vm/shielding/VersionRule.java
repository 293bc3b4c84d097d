package dev.keyward.vm.shielding;

import dev.keyward.vm.template.DiskVersion;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Which versions of a template disk shielding data accepts, measured by the one it names. */
public enum VersionRule {
  /** That disk only: the version, and the root of the digests over its content. */
  EXACTLY("exactly", order -> order == 0),
  /** That version only. */
  EQUALS("equals", order -> order == 0),
  /** Later ones only. */
  GREATER("greater", order -> order > 0),
  /** That version and later ones. */
  GREATER_OR_EQUALS("greater-or-equals", order -> order >= 0);

  private final String code;
  private final IntPredicate accepted;

  VersionRule(String code, IntPredicate accepted) {
    this.code = code;
    this.accepted = accepted;
  }

  /** Such as {@code greater-or-equals}. */
  public String code() {
    return code;
  }

  /** Whether it names the content of a disk too. */
  public boolean isOfContent() {
    return this == EXACTLY;
  }

  /** The rule of that code. */
  public static Optional<VersionRule> find(String code) {
    return Stream.of(values()).filter(rule -> rule.code.equals(code)).findFirst();
  }

  /** Whether a disk of version {@code offered} is accepted where {@code named} is named. */
  public boolean accepts(DiskVersion offered, DiskVersion named) {
    return accepted.test(offered.compareTo(named));
  }
}
