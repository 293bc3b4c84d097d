package dev.keyward.internal.json;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.text.Nearest;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A cursor over the keys of one mapping. A reader takes every key it knows, present or not, and
 * ends with {@link #end}, which refuses whatever was not asked for:
 *
 * <pre>{@code
 * YamlFields fields = node.fields("a mapping of key rules");
 * Optional<YamlNode> bits = fields.take("minimum-bits");
 * fields.end();
 * }</pre>
 */
public final class YamlFields {

  private final YamlMapping mapping;
  private final Set<String> known = new LinkedHashSet<>();

  YamlFields(YamlMapping mapping) {
    this.mapping = mapping;
  }

  /** The value of a key that may be absent. */
  public Optional<YamlNode> take(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.entries().get(key)).map(YamlMapping.Entry::value);
  }

  /**
   * The value of a key that has to be there.
   *
   * @param expected its value in words
   * @throws MalformedInputException code {@code missing-key}, at the start of the mapping
   */
  public YamlNode need(String key, String expected) throws MalformedInputException {
    return take(key)
        .orElseThrow(() -> mapping.fault("missing-key", "no key \"" + key + "\"", expected));
  }

  /**
   * Ends the reading.
   *
   * @throws MalformedInputException code {@code unknown-key}, at the first key that was not asked
   *     for; the hint names the nearest known one
   */
  public void end() throws MalformedInputException {
    for (var entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        String where = entry.getValue().keyAt().toString();
        String found = "unknown key \"" + YamlText.shown(key) + "\"";
        Fault fault = Fault.of("unknown-key", where, found, "one of " + String.join(", ", known));
        throw new MalformedInputException(
            Nearest.to(key, known)
                .map(near -> fault.withHint("did you mean \"" + near + "\"?"))
                .orElse(fault));
      }
    }
  }
}
