package dev.keyward.internal.xml;

import java.util.ArrayList;
import java.util.Collections;
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
    bind(prefix, uri);
    return true;
  }

  /** What is declared, by prefix; nothing for what has no namespace. */
  Map<String, String> declared() {
    return Collections.unmodifiableMap(bindings);
  }

  /** Forgets what was declared at {@code depth}. */
  void leave(int depth) {
    for (int i = changes.size() - 1; i >= 0 && changes.get(i).depth == depth; i--) {
      Change change = changes.remove(i);
      bind(change.prefix, change.before);
    }
  }

  private void bind(String prefix, String uri) {
    if (uri.isEmpty()) {
      bindings.remove(prefix);
    } else {
      bindings.put(prefix, uri);
    }
  }
}
