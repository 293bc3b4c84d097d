package dev.keyward.protector.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A second reader of CLIXML, which holds the whole tree: slow, and as plain as the rules of the
 * published serialization (MS-PSRP 2.2.5). It shares no code with the first one.
 */
final class ClixmlWitness {

  private final Map<String, Thing> byReference = new HashMap<>();

  /**
   * An object: its value, what its class has and what was added, each by the name in lower case.
   */
  static final class Thing {
    Optional<Object> value = Optional.empty();
    final Map<String, List<Object>> adapted = new LinkedHashMap<>();
    final Map<String, List<Object>> extended = new LinkedHashMap<>();

    /** What PowerShell shows under that name: of several of one kind all. */
    List<Object> shown(String name) {
      return extended.containsKey(name)
          ? extended.get(name)
          : adapted.getOrDefault(name, List.of());
    }

    /** What it does not show because another stands in front of it. */
    List<Object> hidden(String name) {
      return extended.containsKey(name) ? adapted.getOrDefault(name, List.of()) : List.of();
    }
  }

  /** The entries of a hashtable. */
  record Entry(String key, Object value) {}

  /** Nothing, or something that says nothing here. */
  enum Other {
    NOTHING,
    UNKNOWN
  }

  /** The objects at the root. */
  List<Object> read(String export) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    byte[] bytes = export.getBytes(StandardCharsets.UTF_8);
    Element root =
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)).getDocumentElement();
    List<Object> objects = new ArrayList<>();
    for (Element each : children(root)) {
      objects.add(value(each));
    }
    return objects;
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private Object value(Element element) {
    String text = element.getTextContent();
    return switch (element.getLocalName()) {
      case "S", "G" -> decoded(text);
      case "I32", "By" -> new BigInteger(text);
      case "BA" -> Base64.getDecoder().decode(text);
      case "Nil" -> Other.NOTHING;
      case "Ref" ->
          Optional.<Object>ofNullable(byReference.get(element.getAttribute("RefId")))
              .orElse(Other.UNKNOWN);
      case "Obj" -> object(element);
      case "LST" -> children(element).stream().map(this::value).toList();
      case "DCT" -> children(element).stream().map(this::entry).toList();
      default -> Other.UNKNOWN;
    };
  }

  private Entry entry(Element element) {
    List<Element> parts = children(element);
    return new Entry((String) value(parts.get(0)), value(parts.get(1)));
  }

  private Thing object(Element element) {
    Thing thing = new Thing();
    if (element.hasAttribute("RefId")) {
      byReference.put(element.getAttribute("RefId"), thing);
    }
    for (Element child : children(element)) {
      switch (child.getLocalName()) {
        case "TN", "TNRef", "ToString" -> {}
        case "Props" -> members(child, thing.adapted);
        case "MS" -> members(child, thing.extended);
        default -> thing.value = Optional.of(value(child));
      }
    }
    return thing;
  }

  private void members(Element group, Map<String, List<Object>> members) {
    for (Element each : children(group)) {
      String name = decoded(each.getAttribute("N")).toLowerCase(Locale.ROOT);
      Object value = each.getLocalName().equals("MS") ? Other.UNKNOWN : value(each);
      members.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
  }

  private static String decoded(String text) {
    StringBuilder decoded = new StringBuilder();
    Matcher escape = Pattern.compile("_x([0-9A-Fa-f]{4})_").matcher(text);
    int at = 0;
    while (escape.find()) {
      decoded.append(text, at, escape.start());
      decoded.append((char) Integer.parseInt(escape.group(1), 16));
      at = escape.end();
    }
    return decoded.append(text.substring(at)).toString();
  }

  /** What a value is when it is printed; empty where that is no text. */
  static Optional<String> text(Object value) {
    if (value instanceof Thing thing) {
      return thing.value.flatMap(ClixmlWitness::text);
    }
    return value instanceof String || value instanceof BigInteger
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  /** The bytes that a value stands for; empty where it is none. */
  static Optional<byte[]> bytes(Object value) {
    return bytes(value, 0);
  }

  /** A list may hold itself. */
  private static Optional<byte[]> bytes(Object value, int depth) {
    if (depth > 40) {
      return Optional.empty();
    }
    if (value instanceof Thing thing) {
      return thing.value.flatMap(each -> bytes(each, depth + 1));
    }
    if (value instanceof String text && text.length() > 99) {
      return Optional.of(Base64.getDecoder().decode(text));
    }
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list.get(0) instanceof BigInteger ? numbers(list) : bytes(list.get(0), depth + 1);
    }
    return value instanceof byte[] bytes && bytes.length > 0
        ? Optional.of(bytes)
        : Optional.empty();
  }

  private static Optional<byte[]> numbers(List<?> list) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    list.forEach(each -> bytes.write(((BigInteger) each).intValue()));
    return Optional.of(bytes.toByteArray());
  }
}
