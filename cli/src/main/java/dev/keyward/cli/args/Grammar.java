package dev.keyward.cli.args;

import java.util.List;
import java.util.Set;

/**
 * How many words a command has: one, two, or three.
 *
 * @param whole the nouns that are whole commands, such as {@code audit}
 * @param verbs noun and verb where a whole command has a verb all the same, such as {@code audit
 *     merge}: it is meant only by exactly that word, as the first one
 * @param groups noun and first word of the verbs that have two, such as {@code hgs certificate}
 */
public record Grammar(Set<String> whole, Set<String> verbs, Set<String> groups) {

  /** Copies the sets. */
  public Grammar {
    whole = Set.copyOf(whole);
    verbs = Set.copyOf(verbs);
    groups = Set.copyOf(groups);
  }

  /** Whether the whole command {@code found} may have a verb. */
  boolean mayHaveVerb(List<String> found) {
    return found.size() == 1
        && verbs.stream().anyMatch(command -> command.startsWith(found.get(0) + " "));
  }

  /** Whether the word is a verb of the whole command {@code found}. */
  boolean isVerb(List<String> found, String word) {
    return found.size() == 1 && verbs.contains(found.get(0) + " " + word);
  }

  /** How many words the command has that begins with {@code found}, which is not empty. */
  int wordsAfter(List<String> found) {
    if (whole.contains(found.get(0))) {
      return 1;
    }
    return found.size() > 1 && groups.contains(found.get(0) + " " + found.get(1)) ? 3 : 2;
  }
}
