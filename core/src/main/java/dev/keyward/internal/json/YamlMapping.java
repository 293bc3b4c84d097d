package dev.keyward.internal.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mapping of a YAML text; its keys are text, and each is there once. {@link #fields} reads it.
 *
 * @param at where it starts: its brace or first key
 * @param entries by key, in the order of the text
 */
public record YamlMapping(YamlPosition at, Map<String, Entry> entries) implements YamlNode {

  /**
   * What a key holds.
   *
   * @param keyAt where the key starts
   * @param value its value; never null, an absent one is a scalar of nothing
   */
  public record Entry(YamlPosition keyAt, YamlNode value) {}

  /** Copies the entries. */
  public YamlMapping {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  @Override
  public String kind() {
    return "a mapping";
  }
}
