package dev.keyward.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Exports as PowerShell writes them, with random names and all that may stand beside: properties of
 * any order and case, objects with names of their own, numbers, values of several forms. Seeded.
 */
final class RandomExports {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "Name";
  private static final String PROTECTOR = "KeyProtector";

  private final Random random;
  private final RandomNames names;
  private final byte[] document;

  RandomExports(long seed, byte[] document) {
    this.random = new Random(seed);
    this.names = new RandomNames(seed);
    this.document = document.clone();
  }

  /** An export and the names in it, in its order. */
  record Export(String file, byte[] content, List<String> names) {}

  Export next(int machines) throws IOException {
    List<String> all = new ArrayList<>();
    while (all.size() < machines) {
      String name = names.next();
      // A name of blanks is none.
      if (!name.isBlank()) {
        all.add(name);
      }
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Export("vms.json", json(all), all);
      case 1 -> new Export("vms.csv", csv(all), all);
      default -> new Export("vms.clixml", clixml(all), all);
    };
  }

  private String base64() {
    return Base64.getEncoder().encodeToString(document);
  }

  /** Words that no reader takes for a name or a protector. */
  private List<String> others() {
    List<String> others = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      others.add("Other" + left);
    }
    return others;
  }

  private byte[] json(List<String> all) throws IOException {
    ArrayNode vms = JSON.createArrayNode();
    for (String name : all) {
      List<String> keys = new ArrayList<>(List.of(NAME, PROTECTOR));
      keys.addAll(others());
      Collections.shuffle(keys, random);
      ObjectNode vm = vms.addObject();
      for (String key : keys) {
        vm.set(anyCase(key), jsonValue(key, name));
      }
    }
    byte[] plain = JSON.writeValueAsBytes(vms);
    return random.nextBoolean() ? plain : escaped(new String(plain, StandardCharsets.UTF_8));
  }

  /** Windows PowerShell escapes much that need not be. */
  private static byte[] escaped(String json) {
    StringBuilder text = new StringBuilder();
    json.chars()
        .forEach(
            c -> {
              if (c > 0x7e || "<>&'".indexOf(c) >= 0) {
                text.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                text.append((char) c);
              }
            });
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private JsonNode jsonValue(String key, String name) {
    if (key.equals(NAME)) {
      return JSON.getNodeFactory().textNode(name);
    }
    if (key.equals(PROTECTOR)) {
      if (random.nextBoolean()) {
        return JSON.getNodeFactory().textNode(base64());
      }
      ArrayNode numbers = JSON.createArrayNode();
      for (byte each : document) {
        numbers.add(each & 0xff);
      }
      return numbers;
    }
    return switch (random.nextInt(4)) {
      case 0 -> JSON.createObjectNode().put(NAME, names.next()).put("x", 1);
      case 1 -> JSON.getNodeFactory().numberNode(random.nextInt());
      case 2 -> JSON.getNodeFactory().nullNode();
      default -> JSON.getNodeFactory().textNode(names.next());
    };
  }

  private String anyCase(String key) {
    return switch (random.nextInt(4)) {
      case 0 -> key.toLowerCase(Locale.ROOT);
      case 1 -> key.toUpperCase(Locale.ROOT);
      default -> key;
    };
  }

  private byte[] csv(List<String> all) {
    String mark = random.nextBoolean() ? "," : ";";
    List<String> columns = new ArrayList<>(List.of(NAME, PROTECTOR));
    columns.addAll(others());
    Collections.shuffle(columns, random);
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
    text.append(random.nextBoolean() ? "#TYPE Selected.Microsoft.HyperV.VirtualMachine\r\n" : "");
    text.append(row(mark, columns));
    for (String name : all) {
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        cells.add(
            switch (column) {
              case NAME -> name;
              case PROTECTOR -> base64();
              default -> names.next();
            });
      }
      text.append(row(mark, cells));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String row(String mark, List<String> cells) {
    return String.join(
            mark, cells.stream().map(cell -> '"' + cell.replace("\"", "\"\"") + '"').toList())
        + "\r\n";
  }

  private byte[] clixml(List<String> all) {
    StringBuilder text =
        new StringBuilder(
            "<Objs Version=\"1.1.0.1\""
                + " xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">");
    int reference = 0;
    for (String name : all) {
      List<String> values = new ArrayList<>();
      values.add("<S N=\"" + NAME + "\">" + xml(name) + "</S>");
      values.add("<BA N=\"" + PROTECTOR + "\">" + base64() + "</BA>");
      for (String other : others()) {
        values.add(xmlValue(other, ++reference));
      }
      Collections.shuffle(values, random);
      String members = random.nextBoolean() ? "MS" : "Props";
      text.append("<Obj RefId=\"").append(++reference).append("\"><").append(members).append('>');
      values.forEach(text::append);
      text.append("</").append(members).append("></Obj>");
    }
    return text.append("</Objs>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private String xmlValue(String key, int reference) {
    return switch (random.nextInt(4)) {
      case 0 ->
          "<Obj N=\""
              + key
              + "\" RefId=\""
              + reference
              + "\"><MS><S N=\""
              + NAME
              + "\">"
              + xml(names.next())
              + "</S></MS></Obj>";
      case 1 -> "<I32 N=\"" + key + "\">" + random.nextInt() + "</I32>";
      case 2 -> "<Nil N=\"" + key + "\" />";
      default -> "<S N=\"" + key + "\">" + xml(names.next()) + "</S>";
    };
  }

  /** As Export-Clixml writes texts: what XML cannot hold, and what looks like an escape. */
  private static String xml(String text) {
    StringBuilder xml = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean pair = Character.isSurrogate(c);
      if (c < 0x20 || c > 0xfffd || (c >= 0x7f && c < 0xa0) || (c == '_' && isEscape(text, at))) {
        xml.append(String.format(Locale.ROOT, "_x%04X_", (int) c));
      } else if (pair && Character.isHighSurrogate(c)) {
        xml.append(c).append(text.charAt(++at));
      } else {
        xml.append(
            switch (c) {
              case '<' -> "&lt;";
              case '>' -> "&gt;";
              case '&' -> "&amp;";
              default -> String.valueOf(c);
            });
      }
    }
    return xml.toString();
  }

  private static boolean isEscape(String text, int at) {
    return text.startsWith("x", at + 1) || text.startsWith("X", at + 1);
  }
}
