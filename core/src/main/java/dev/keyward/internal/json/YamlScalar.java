package dev.keyward.internal.json;

/**
 * A single value of a YAML text.
 *
 * @param at where it starts
 * @param type what it stands for: a value in quotes is always text
 * @param text as written, quotes and escapes resolved
 */
public record YamlScalar(YamlPosition at, Type type, String text) implements YamlNode {

  /**
   * What a scalar stands for. Unquoted {@code yes}, {@code no}, {@code on} and {@code off} are
   * truth values, as YAML 1.1 has them and many tools read them.
   */
  public enum Type {
    TEXT,
    NUMBER,
    TRUTH,
    NOTHING
  }

  @Override
  public String kind() {
    return switch (type) {
      case TEXT -> "\"" + YamlText.shown(text) + "\"";
      case NUMBER -> "the number " + YamlText.shown(text);
      case TRUTH -> "the truth value " + YamlText.shown(text);
      case NOTHING -> "nothing";
    };
  }
}
