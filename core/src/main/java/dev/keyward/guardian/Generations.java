package dev.keyward.guardian;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pairs of keys that a guardian has and had. All of them have one name.
 *
 * @param current the pair that grants use
 * @param past those that were replaced, the latest first
 */
record Generations(Guardian current, List<Guardian> past) {

  Generations {
    past = List.copyOf(past);
  }

  /** Of a guardian that never changed. */
  static Generations of(Guardian guardian) {
    return new Generations(guardian, List.of());
  }

  /**
   * All of them.
   *
   * @param generations the current one first
   */
  static Generations of(List<Guardian> generations) {
    return new Generations(generations.get(0), generations.subList(1, generations.size()));
  }

  /** The current one first. */
  List<Guardian> all() {
    return Stream.concat(Stream.of(current), past.stream()).toList();
  }

  /** With another current pair; the same two keys are one generation under all certificates. */
  Generations replacedBy(Guardian fresh) {
    requireSameName(fresh);
    List<Guardian> older = new ArrayList<>(all());
    older.removeIf(fresh::hasKeysOf);
    return new Generations(fresh, older);
  }

  /** With one more former pair, unless its two keys are known. */
  Generations withFormer(Guardian former) {
    requireSameName(former);
    List<Guardian> older = new ArrayList<>(past);
    if (all().stream().noneMatch(former::hasKeysOf)) {
      older.add(former);
    }
    return new Generations(current, older);
  }

  private void requireSameName(Guardian other) {
    if (!other.name().equals(current.name())) {
      throw new IllegalArgumentException("a generation of another guardian");
    }
  }

  /** How many there are. */
  int count() {
    return past.size() + 1;
  }

  /** The certificates that their metadata lists beside their own. */
  Stream<GuardianCertificate> otherSigning() {
    return all().stream().flatMap(each -> each.otherSigning().stream());
  }
}
