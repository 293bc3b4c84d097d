package dev.keyward.cli.pages;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one list of what may differ from one run of a page to the next: fingerprints of keys, whole
 * or shortened, dates, times, the name of the machine, the port that was free, and two sizes that
 * follow from keys. Everything else on a page is compared to the letter.
 */
final class Masks {

  private static final Map<Pattern, String> ALL = new LinkedHashMap<>();

  static {
    mask("\\b[0-9a-f]{64}\\b", "SHA-256");
    mask("\\b[0-9a-fA-F]{40}\\b", "SHA-1");
    mask("\\b[0-9a-f]{32}\\b", "LINEAGE");
    mask("\\b[0-9a-f]{16}\\b", "SHORT");
    mask("\\[[0-9a-f]{12}\\]", "[LABEL]");
    // In a URI a space before such a key is %20, whose digits would run on into the key's.
    mask("(?<=%20)[0-9a-f]{16}\\b", "SHORT");
    mask("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME");
    mask("\\b\\d{4}-\\d\\d-\\d\\d\\b", "DATE");
    mask("(Certificate \\([^)]*\\)) \\([^)]*\\)", "$1 (HOST)");
    mask("http://127\\.0\\.0\\.1:\\d+", "URL");
    // Certificates of one kind differ by a few bytes, and so do files that hold them.
    mask("(read out: \\d+ files?), \\d+ bytes", "$1, SIZE");
    mask("under a length of \\d+", "under a length of SIZE");
  }

  private Masks() {}

  private static void mask(String pattern, String name) {
    ALL.put(Pattern.compile(pattern), name);
  }

  static String apply(String text) {
    String masked = text;
    for (Map.Entry<Pattern, String> mask : ALL.entrySet()) {
      masked = mask.getKey().matcher(masked).replaceAll(mask.getValue());
    }
    return masked;
  }
}
