package dev.keyward.protector;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Documents that differ from a good one in their structure, as a seed has it. Test-only. */
final class Mutants {

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern ELEMENT = Pattern.compile("<([A-Za-z:]+)[^<>]*>[^<>]*</\\1>");
  private static final List<String> INSERTS =
      List.of(
          "<!-- x -->",
          "<?x y?>",
          "<![CDATA[AAAA]]>",
          "&lt;",
          "&x;",
          "&#0;",
          "&#65;",
          " ",
          "\n\t",
          "x",
          "<x/>",
          "<Id>0</Id>",
          "</Wrapping>",
          "<Wrapping>",
          "=",
          "\u00e9",
          "]]>",
          " xmlns:x=\"u\"",
          " MaxOfflineUnwraps=\"1\"");

  private Mutants() {}

  /** The text with a tag or an element removed, doubled, replaced, renamed, or something in it. */
  static String structural(String text, Random random) {
    MatchResult one = pick(random.nextBoolean() ? TAG : ELEMENT, text, random);
    MatchResult other = pick(ELEMENT, text, random);
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, one.start()) + text.substring(one.end());
      case 1 -> text.substring(0, one.end()) + one.group() + text.substring(one.end());
      case 2 -> insert(text, one.start(), INSERTS.get(random.nextInt(INSERTS.size())));
      case 3 ->
          insert(
              text,
              one.start() + random.nextInt(one.group().length()),
              INSERTS.get(random.nextInt(INSERTS.size())));
      case 4 -> text.substring(0, one.start()) + other.group() + text.substring(one.end());
      default -> text.replace("Wrapping>", random.nextBoolean() ? "k:Wrapping>" : "wrapping>");
    };
  }

  private static String insert(String text, int at, String what) {
    return text.substring(0, at) + what + text.substring(at);
  }

  private static MatchResult pick(Pattern pattern, String text, Random random) {
    List<MatchResult> all = pattern.matcher(text).results().toList();
    return all.isEmpty()
        ? TAG.matcher("<x>").results().findFirst().orElseThrow()
        : all.get(random.nextInt(all.size()));
  }
}
