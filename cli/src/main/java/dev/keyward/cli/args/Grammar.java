package dev.keyward.cli.args;

import java.util.List;
import java.util.Set;

/**
 * How many words a command has: one, two, or three.
 *
 * @param whole the nouns that are whole commands and take no verb, such as {@code audit}
 * @param groups noun and first word of the verbs that have two, such as {@code hgs certificate}
 */
public record Grammar(Set<String> whole, Set<String> groups) {

  /** Copies the sets. */
  public Grammar {
    whole = Set.copyOf(whole);
    groups = Set.copyOf(groups);
  }

  /** How many words the command has that begins with {@code found}, which is not empty. */
  int wordsAfter(List<String> found) {
    if (whole.contains(found.get(0))) {
      return 1;
    }
    return found.size() > 1 && groups.contains(found.get(0) + " " + found.get(1)) ? 3 : 2;
  }
}
