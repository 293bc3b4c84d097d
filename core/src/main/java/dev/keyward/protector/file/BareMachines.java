package dev.keyward.protector.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The virtual machines of an export that have no column for a protector, and the columns that there
 * are.
 */
final class BareMachines {

  /** Names are kept for the case that other entries have the column; this bounds them. */
  private static final int MOST_CHARACTERS = 1 << 18;

  private final List<VmLabel> machines = new ArrayList<>();
  private List<String> columns = List.of();
  private int characters;
  private boolean any;
  private boolean full;

  /** An object has ended. */
  void note(ExportScope closed) {
    Map<String, String> seen = closed.columns();
    if (closed.hasProtector() || seen.isEmpty() || !closed.isTop()) {
      return;
    }
    boolean machine = ExportColumns.areOfMachine(seen.keySet());
    if (columns.isEmpty() || (machine && !any)) {
      columns = List.copyOf(seen.values());
    }
    if (machine) {
      any = true;
      keep(closed);
    }
  }

  private void keep(ExportScope closed) {
    Optional<String> name = closed.first(ExportColumns.NAMES);
    characters += 64 + name.map(String::length).orElse(0);
    if (characters <= MOST_CHARACTERS) {
      machines.add(
          new VmLabel(
              name,
              closed.first(ExportColumns.IDS),
              closed.first(ExportColumns.HOSTS),
              false,
              closed.texts().facts(Optional.empty())));
    } else if (!full) {
      // The last label is for all further ones.
      full = true;
      machines.add(VmLabel.NONE);
    }
  }

  boolean any() {
    return any;
  }

  List<VmLabel> machines() {
    return machines;
  }

  List<String> columns() {
    return columns;
  }
}
