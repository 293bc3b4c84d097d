package dev.keyward.cli.report;

import java.util.List;
import java.util.Random;

/** Names of machines and files as somebody chooses them who knows every form of report. Seeded. */
public final class RandomNames {

  private static final int LONGEST = 1000;

  private static final List<String> PIECES =
      List.of(
          "<script>window.harmed=1</script>",
          "</script>",
          "</bdi></td></tr></table>",
          "<!--",
          "-->",
          "<img src=x onerror=alert(1)>",
          "\" onload=\"x",
          "' x='",
          "&lt;",
          "&amp;",
          "&#0;",
          "]]>",
          "{{vm}}",
          "{{{.}}}",
          "{0}",
          "{{",
          "}}",
          "{{/rows}}",
          "[a](https://example.org)",
          "](",
          "=cmd|' /C calc'!A0",
          "+1",
          "-1",
          "@SUM(1)",
          "'=1",
          "\t=1",
          ";=1",
          ";'=1",
          ",",
          "\"",
          "\"\"",
          "\r\n",
          "\n",
          "\r",
          "\u0000",
          "\u001b[31m",
          "\u0085",
          "\u2028",
          "\u2029",
          "\ufeff",
          "\u202e",
          "\u2066",
          "\u200b",
          "\u00ad",
          "\u034f",
          "\u3164",
          "\ufe00",
          "\u00a0",
          "\u3000",
          "\u2800",
          "<U+0041>",
          "<U+200B>",
          "<",
          "U+",
          "\\",
          "\\\\",
          "/",
          "..",
          "...",
          "[0123456789ab]",
          " ",
          "  ",
          "$(id)",
          "`id`",
          "%PATH%",
          "#1",
          "dc01",
          "vm",
          "m",
          "rn",
          "l",
          "1",
          "I",
          "\u0441",
          "\u0501",
          "\u00f6",
          "o\u0308",
          "\u05d0",
          "\u0627",
          "\u0663",
          "\ud83d\udd11",
          "\u4e2d",
          "\uff1d1",
          "\uff20",
          "xml",
          ".xml",
          "+ ",
          "unknown: ",
          "error,",
          "\u0000x",
          "data:",
          "null");

  private final Random random;

  public RandomNames(long seed) {
    random = new Random(seed);
  }

  public String next() {
    StringBuilder name = new StringBuilder();
    int pieces = 1 + random.nextInt(random.nextInt(20) == 0 ? 200 : 6);
    for (int count = 0; count < pieces; count++) {
      name.append(random.nextInt(4) == 0 ? letter() : PIECES.get(random.nextInt(PIECES.size())));
    }
    return name.length() <= LONGEST ? name.toString() : whole(name.substring(0, LONGEST));
  }

  /** Any character of Unicode but half of one. */
  private String letter() {
    int point = random.nextInt(random.nextBoolean() ? 0x250 : Character.MAX_CODE_POINT + 1);
    return Character.getType(point) == Character.SURROGATE ? "x" : Character.toString(point);
  }

  private static String whole(String cut) {
    char last = cut.charAt(cut.length() - 1);
    return Character.isHighSurrogate(last) ? cut.substring(0, cut.length() - 1) : cut;
  }
}
