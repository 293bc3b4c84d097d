package dev.keyward.internal.json;

import java.util.List;

/**
 * A list of a YAML text.
 *
 * @param at where it starts: its bracket or first dash
 * @param items in the order of the text
 */
public record YamlSequence(YamlPosition at, List<YamlNode> items) implements YamlNode {

  /** Copies the items. */
  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String kind() {
    return "a list";
  }
}
