package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.cli.console.Console;
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.GuardianName;
import java.util.HashSet;
import java.util.Set;

/** Warns once about each damaged entry of the store, because its guardian is unknown here. */
final class StoreDamage {

  private final Console console;
  private final Set<GuardianName> known = new HashSet<>();

  StoreDamage(Console console) {
    this.console = console;
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
