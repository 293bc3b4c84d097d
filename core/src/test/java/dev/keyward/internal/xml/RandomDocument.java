package dev.keyward.internal.xml;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A document in one of the styles the reader takes, with the element {@code apex} two levels down.
 */
final class RandomDocument {

  private static final String[] PREFIXES = {"", "", "a", "b", "c"};
  private static final String[] URIS = {
    "urn:1", "urn:2", "http://x.example/?a=1&amp;b=2", "urn:&#x9;q&quot;", "urn:\u00e9"
  };
  private static final String[] NAMES = {"x", "y", "z1", "w-w", "\u00e9t\u00e9", "X"};
  private static final String[] PIECES = {
    "text",
    " ",
    "\n  ",
    "\r\n",
    "\r",
    "\t",
    "&amp;",
    "&lt;",
    "&gt;",
    ">",
    "\"",
    "'",
    "&quot;",
    "&apos;",
    "&#13;",
    "&#10;",
    "&#9;",
    "&#x20;",
    "&#xD;&#xA;",
    "\u00e9",
    "\u20ac",
    "\ud83d\ude00",
    "&#x1F600;",
    "\u0085",
    "\u2028",
    "]]",
    "]",
    "&#x7F;",
    "&#xE000;",
    "MIIC+/=="
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private RandomDocument(Random random) {
    this.random = random;
  }

  /** The text, without byte order mark and declaration. */
  static String text(Random random) {
    RandomDocument document = new RandomDocument(random);
    Map<String, String> scope = new HashMap<>();
    scope.put("", "");
    document.element("root", scope, -2);
    return document.out.toString();
  }

  /** The text in one of the encodings, with what belongs before and after it. */
  static byte[] bytes(String text, Random random) {
    String after = random.nextBoolean() ? "\n<!-- end --><?p?>\n" : "";
    String before = random.nextBoolean() ? "\n<?p q?><!-- begin -->\r\n" : "";
    Charset[] charsets = {
      StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
    };
    Charset charset = charsets[Math.max(0, random.nextInt(6) - 3)];
    boolean wide = !charset.equals(StandardCharsets.UTF_8);
    String mark = wide || random.nextInt(3) == 0 ? "\ufeff" : "";
    String name = wide ? "utf-16" : "utf-8";
    String declaration =
        switch (random.nextInt(3)) {
          case 0 -> "<?xml version=\"1.0\" encoding=\"" + name + "\"?>";
          case 1 -> "<?xml version='1.0' standalone='yes' ?>";
          default -> "";
        };
    return (mark + declaration + before + text + after).getBytes(charset);
  }

  private void element(String forcedName, Map<String, String> outer, int level) {
    Map<String, String> scope = new HashMap<>(outer);
    List<String> parts = new ArrayList<>();
    declarations(scope, parts);
    String prefix = pick(scope.keySet().stream().sorted().toArray(String[]::new));
    String name = (prefix.isEmpty() ? "" : prefix + ":") + name(forcedName, level);
    attributes(scope, parts);
    out.append('<').append(name);
    for (String part : parts) {
      out.append(pick(" ", " ", "\n  ", "\t", "\r\n")).append(part);
    }
    out.append(pick("", "", " "));
    boolean empty = level > 0 && random.nextInt(6) == 0;
    if (empty) {
      out.append("/>");
      return;
    }
    out.append('>');
    content(scope, level);
    out.append("</").append(name).append(pick("", "", " ", "\n")).append('>');
  }

  private String name(String forcedName, int level) {
    return level == 0 ? "apex" : level < 0 ? forcedName : pick(NAMES);
  }

  private void content(Map<String, String> scope, int level) {
    if (level < 0) {
      out.append(pick("", "\n ", "t"));
      element("middle", scope, level + 1);
      out.append(pick("", "\n", "t"));
      return;
    }
    int parts = level > 5 ? random.nextInt(2) : random.nextInt(5);
    for (int i = 0; i < parts; i++) {
      if (random.nextInt(3) > 0 && level <= 5) {
        element(null, scope, level + 1);
      } else {
        // A closing ">" right after "]]" would not be well-formed.
        out.append(pick(PIECES)).append(random.nextBoolean() ? "" : "-");
        if (out.charAt(out.length() - 1) == ']') {
          out.append('.');
        }
      }
    }
  }

  private void declarations(Map<String, String> scope, List<String> parts) {
    for (String prefix : new String[] {"", "a", "b", "c"}) {
      if (random.nextInt(4) != 0) {
        continue;
      }
      String uri = prefix.isEmpty() && random.nextInt(3) == 0 ? "" : pick(URIS);
      scope.put(prefix, uri);
      parts.add(
          random.nextInt(parts.size() + 1),
          "xmlns" + (prefix.isEmpty() ? "" : ":") + prefix + "=" + quoted(uri));
    }
  }

  private void attributes(Map<String, String> scope, List<String> parts) {
    Map<String, String> taken = new HashMap<>();
    int count = Math.max(0, random.nextInt(6) - 2);
    for (int i = 0; i < count; i++) {
      String prefix = random.nextInt(8) == 0 ? "xml" : pick(PREFIXES);
      String name = prefix.equals("xml") ? "lang" : pick(NAMES);
      String uri = prefix.isEmpty() ? "" : prefix.equals("xml") ? "xml" : scope.get(prefix);
      if (uri == null || taken.put(uri + "}" + name, "") != null) {
        continue;
      }
      StringBuilder value = new StringBuilder();
      for (int j = random.nextInt(4); j > 0; j--) {
        value.append(pick(PIECES));
      }
      parts.add(
          random.nextInt(parts.size() + 1),
          (prefix.isEmpty() ? "" : prefix + ":") + name + pick("=", " = ") + quoted(value + ""));
    }
  }

  private String quoted(String value) {
    return random.nextBoolean()
        ? '"' + value.replace("\"", "&#34;") + '"'
        : "'" + value.replace("'", "&#39;") + "'";
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
