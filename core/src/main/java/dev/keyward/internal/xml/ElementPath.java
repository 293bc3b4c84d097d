package dev.keyward.internal.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The elements that are open, numbered among siblings of the same name from the second on. */
final class ElementPath {

  private record Step(String name, int number, Map<String, Integer> children) {}

  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> roots = new HashMap<>();

  int depth() {
    return steps.size();
  }

  void enter(String name) {
    Map<String, Integer> siblings = steps.isEmpty() ? roots : steps.get(steps.size() - 1).children;
    steps.add(new Step(name, siblings.merge(name, 1, Integer::sum), new HashMap<>(8)));
  }

  void leave() {
    steps.remove(steps.size() - 1);
  }

  String innermost() {
    return steps.isEmpty() ? "document" : XmlText.shown(steps.get(steps.size() - 1).name);
  }

  /** Such as {@code Protector/Wrappings/Wrapping[2]/Id}; {@code document} outside the root. */
  @Override
  public String toString() {
    if (steps.isEmpty()) {
      return "document";
    }
    StringBuilder out = new StringBuilder();
    for (Step step : steps) {
      if (out.length() > 0) {
        out.append('/');
      }
      out.append(XmlText.shown(step.name));
      if (step.number > 1) {
        out.append('[').append(step.number).append(']');
      }
    }
    return out.toString();
  }
}
