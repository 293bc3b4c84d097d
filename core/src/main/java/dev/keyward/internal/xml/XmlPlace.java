package dev.keyward.internal.xml;

import java.util.ArrayList;
import java.util.List;

/** Where in a document a reader is, such as {@code Protector/Wrappings/Wrapping[2]/Id}. */
final class XmlPlace {

  private static final int LONGEST_NAME = 40;

  private final List<Step> steps = new ArrayList<>();
  private String lastLeft = "";
  private int lastIndex;

  private record Step(String name, int index) {}

  void enter(String name) {
    int index = name.equals(lastLeft) ? lastIndex + 1 : 1;
    steps.add(new Step(name, index));
    lastLeft = "";
  }

  void leave() {
    Step left = steps.remove(steps.size() - 1);
    lastLeft = left.name();
    lastIndex = left.index();
  }

  int depth() {
    return steps.size();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(text.isEmpty() ? "" : "/").append(shown(step.name()));
      if (step.index() > 1) {
        text.append('[').append(step.index()).append(']');
      }
    }
    return text.isEmpty() ? "document" : text.toString();
  }

  /** A name from a document as a message may hold it. */
  static String shown(String name) {
    String printable = name.replaceAll("[^\\x21-\\x7e]", "?");
    return printable.length() <= LONGEST_NAME ? printable : printable.substring(0, LONGEST_NAME);
  }
}
