package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keyward.text.ForeignText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which key an object has twice, where that is what the parser refused. */
final class RepeatedKey {

  private static final int MOST_CHARACTERS = 100;

  /** What the parser says about a key that is there twice. */
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  private RepeatedKey() {}

  /** The words for an error; empty where the parser refused something else. */
  static Optional<String> in(JsonProcessingException refused) {
    Matcher twice = TWICE.matcher(refused.getOriginalMessage());
    if (!twice.matches()) {
      return Optional.empty();
    }
    // The second key ends in that line.
    String line = " in one object, for the second time in line ";
    String key = ForeignText.ascii(twice.group(1), MOST_CHARACTERS);
    return Optional.of("the key \"" + key + "\" twice" + line + refused.getLocation().getLineNr());
  }
}
