package dev.keyward.internal.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The elements that are open, numbered among siblings of the same name from the second on. */
final class ElementPath {

  /** An element and how many children of each name it has had; most have none. */
  private static final class Step {
    private final String name;
    private final int number;
    private Map<String, Integer> children = Map.of();

    Step(String name, int number) {
      this.name = name;
      this.number = number;
    }

    int count(String child) {
      if (children.isEmpty()) {
        children = new HashMap<>(8);
      }
      return children.merge(child, 1, Integer::sum);
    }
  }

  private final Step document = new Step("", 1);
  private final List<Step> steps = new ArrayList<>();

  int depth() {
    return steps.size();
  }

  void enter(String name) {
    Step parent = steps.isEmpty() ? document : steps.get(steps.size() - 1);
    steps.add(new Step(name, parent.count(name)));
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
