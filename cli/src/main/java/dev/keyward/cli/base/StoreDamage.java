package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.cli.console.Console;
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.GuardianName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Warns once about each damaged entry of the store, because its guardian is unknown here. */
final class StoreDamage {

  private final Console console;
  private final Set<GuardianName> known = new LinkedHashSet<>();

  StoreDamage(Console console) {
    this.console = console;
  }

  /** Their names, in the order in which they were read. */
  List<String> names() {
    return known.stream().map(GuardianName::toString).toList();
  }

  void tell(DamagedGuardian damaged) {
    if (known.add(damaged.name())) {
      Fault why = Failures.of(damaged);
      console.warning(
          "guardian "
              + damaged.name()
              + " of the store is damaged, so it is unknown here: "
              + why.message()
              + why.hint().map(hint -> "; " + hint).orElse(""));
    }
  }
}
