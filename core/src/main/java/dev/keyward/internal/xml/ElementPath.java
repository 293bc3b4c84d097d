package dev.keyward.internal.xml;

import dev.keyward.internal.xml.text.XmlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The elements that are open, numbered among siblings of the same name from the second on. */
final class ElementPath {

  /** How many names of children are looked through one by one. */
  private static final int FEW = 8;

  /** An element and how many children of each name it has had. */
  private static final class Step {
    private String name = "";
    private int number = 1;
    private final String[] few = new String[FEW];
    private final int[] counts = new int[FEW];
    private int names;
    private Map<String, Integer> more = Map.of();

    void begin(String stepName, int stepNumber) {
      name = stepName;
      number = stepNumber;
      names = 0;
      more = Map.of();
    }

    int count(String child) {
      for (int i = 0; i < names; i++) {
        if (few[i].equals(child)) {
          return ++counts[i];
        }
      }
      if (names < FEW) {
        few[names] = child;
        counts[names++] = 1;
        return 1;
      }
      if (more.isEmpty()) {
        more = new HashMap<>();
      }
      return more.merge(child, 1, Integer::sum);
    }
  }

  // The document, and the elements of each depth that there has been: steps are used again.
  private final List<Step> steps = new ArrayList<>(List.of(new Step()));
  private int depth;

  int depth() {
    return depth;
  }

  void enter(String name) {
    int number = steps.get(depth).count(name);
    depth++;
    if (depth == steps.size()) {
      steps.add(new Step());
    }
    steps.get(depth).begin(name, number);
  }

  void leave() {
    depth--;
  }

  String innermost() {
    return depth == 0 ? "document" : XmlText.shown(steps.get(depth).name);
  }

  /** Such as {@code Protector/Wrappings/Wrapping[2]/Id}; {@code document} outside the root. */
  @Override
  public String toString() {
    if (depth == 0) {
      return "document";
    }
    StringBuilder out = new StringBuilder();
    for (Step step : steps.subList(1, depth + 1)) {
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
