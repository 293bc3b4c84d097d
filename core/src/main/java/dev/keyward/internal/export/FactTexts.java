package dev.keyward.internal.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The texts of some columns of one object. An enumeration comes as its word, its number, or both in
 * one of several forms. If there is a word, it counts. Two different words say nothing.
 */
public final class FactTexts {

  private static final int MOST = 256;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

  private final Map<String, String> texts = new HashMap<>(4);
  private final Set<String> doubtful = new HashSet<>(0);

  /** Takes a text that is in a column, or in the object in that column. */
  public void put(String column, String text) {
    String key = column.toLowerCase(Locale.ROOT);
    String fresh = text.strip();
    if (fresh.isEmpty() || fresh.length() > MOST) {
      return;
    }
    Optional<String> before = Optional.ofNullable(texts.get(key));
    if (before.isEmpty() || isNumber(before.get())) {
      texts.put(key, fresh);
    } else if (!isNumber(fresh) && !before.get().equalsIgnoreCase(fresh)) {
      doubtful.add(key);
    }
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * The text of a column.
   *
   * @param key its name in lower case
   */
  public Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key)).filter(text -> !doubtful.contains(key));
  }

  /** The value of a column that says yes or no; empty for all else. */
  public Optional<Boolean> flag(String key) {
    return text(key)
        .filter(text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))
        .map(Boolean::parseBoolean);
  }
}
