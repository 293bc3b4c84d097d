package dev.keyward.internal.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The namespace declarations that the canonical output has at the place it has come to. */
final class RenderedNamespaces {

  private record Change(int depth, String prefix, String before) {}

  private final Map<String, String> bindings = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();

  /** Whether {@code prefix} must be declared as {@code uri} here; takes note that it then is. */
  boolean declare(int depth, String prefix, String uri) {
    String bound = bindings.getOrDefault(prefix, "");
    if (uri.equals(bound)) {
      return false;
    }
    changes.add(new Change(depth, prefix, bound));
    bindings.put(prefix, uri);
    return true;
  }

  /** Forgets what was declared at {@code depth}. */
  void leave(int depth) {
    for (int i = changes.size() - 1; i >= 0 && changes.get(i).depth == depth; i--) {
      Change change = changes.remove(i);
      bindings.put(change.prefix, change.before);
    }
  }
}
