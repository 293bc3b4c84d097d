package dev.keyward.protector.file;

import dev.keyward.internal.export.ExportSink.Members;
import dev.keyward.text.ForeignText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A column of an object in which a protector stands; whether it is the only one of its name. */
final class ColumnUse {

  private static final int MOST_SHOWN = 40;

  private final String column;
  private final int place;
  private final Members members;
  private Optional<String> other = Optional.empty();
  private boolean hidden;

  private ColumnUse(String column, int place, Members members) {
    this.column = column;
    this.place = place;
    this.members = members;
  }

  /** The columns of one object. */
  static final class Columns {

    /** Of each name 8 bytes are kept; two that meet there are an error, and never lost. */
    private final Map<Long, ColumnUse> uses = new HashMap<>(2);

    int size() {
      return uses.size();
    }

    /**
     * A value stands in a column.
     *
     * @param place which of the object's values it is in
     */
    ColumnUse use(String column, int place, Members members) {
      ColumnUse use = new ColumnUse(column, place, members);
      long key = hash(ExportColumns.key(column));
      Optional<ColumnUse> before = Optional.ofNullable(uses.get(key));
      int order = before.map(each -> each.members.compareTo(members)).orElse(-1);
      if (before.isPresent() && before.get().place == place) {
        return before.get();
      }
      if (order == 0) {
        before.get().markTwice(column);
        return before.get();
      }
      if (order > 0) {
        use.hidden = true;
      } else {
        before.ifPresent(each -> each.hidden = true);
        uses.put(key, use);
      }
      return use;
    }

    private static long hash(String key) {
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < key.length(); i++) {
        hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
      }
      return hash;
    }
  }

  /** Another value has the same name. */
  void markTwice(String name) {
    other = other.or(() -> Optional.of(name));
  }

  /** Why its value is not for sure what PowerShell shows; empty where it is. */
  Optional<String> problem() {
    if (other.isPresent()) {
      return Optional.of(ExportColumns.twice(shown(column), shown(other.get())));
    }
    return hidden
        ? Optional.of(
            "a value for "
                + shown(column)
                + " that PowerShell does not show, behind one that was added to the object")
        : Optional.empty();
  }

  private static String shown(String name) {
    return ForeignText.line(name, MOST_SHOWN);
  }
}
