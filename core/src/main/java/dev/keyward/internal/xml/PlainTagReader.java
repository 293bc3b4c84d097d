package dev.keyward.internal.xml;

import dev.keyward.internal.xml.PlainTag.Binding;
import dev.keyward.internal.xml.text.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one start tag of a plain document. */
final class PlainTagReader {

  private static final int MOST_ATTRIBUTES = 16;
  private static final int MOST_BINDINGS = 32;
  private static final String XMLNS = "xmlns";
  private static final String RESERVED_PREFIX = "xml";
  private static final String RESERVED_URIS = "http://www.w3.org/";

  private final byte[] bytes;
  private final List<Binding> outer;
  private int at;
  // Of the name read last: where its colon is, or where it begins if it has none.
  private int colon;
  private List<Binding> scope;
  private List<XmlAttribute> attributes = List.of();
  private boolean emptyElement;
  private boolean tight = true;
  // Whether a declaration comes behind another attribute.
  private boolean late;

  /**
   * Before a tag's name.
   *
   * @param outer the declarations that hold around the element
   */
  PlainTagReader(byte[] bytes, int at, List<Binding> outer) {
    this.bytes = bytes;
    this.at = at;
    this.outer = outer;
    this.scope = outer;
  }

  /** The tag; empty where it is not plain. */
  Optional<PlainTag> read() {
    int start = at;
    if (!name()) {
      return Optional.empty();
    }
    int end = at;
    int prefixEnd = colon;
    while (!atEnd()) {
      if (!attribute()) {
        return Optional.empty();
      }
    }
    if (!tagEnd()) {
      return Optional.empty();
    }
    int localStart = prefixEnd == start ? start : prefixEnd + 1;
    return binding(ascii(start, prefixEnd))
        .map(
            binding ->
                new PlainTag(
                    start,
                    at - start,
                    end - start,
                    new PlainTag.Name(binding, ascii(localStart, end)),
                    outer,
                    scope,
                    List.copyOf(attributes),
                    form(binding)));
  }

  private PlainTag.Form form(Binding binding) {
    boolean declares = scope.size() > outer.size();
    boolean own = declares && scope.get(outer.size()).equals(binding) && !late;
    return new PlainTag.Form(emptyElement, tight && !emptyElement, own);
  }

  private boolean atEnd() {
    return at >= bytes.length || bytes[at] == '>' || bytes[at] == '/';
  }

  private boolean tagEnd() {
    emptyElement = at < bytes.length && bytes[at] == '/';
    at += emptyElement ? 1 : 0;
    return at < bytes.length && bytes[at++] == '>';
  }

  /** White space, and behind it an attribute or a declaration if there is any. */
  private boolean attribute() {
    int space = at;
    while (at < bytes.length && XmlText.isSpace(bytes[at])) {
      at++;
    }
    if (at == space) {
      return false;
    }
    tight &= at == space + 1 && bytes[space] == ' ' && !atEnd();
    if (atEnd()) {
      return true;
    }
    int start = at;
    if (!name()) {
      return false;
    }
    int end = at;
    int prefixEnd = colon;
    int value = value();
    if (value < 0) {
      return false;
    }
    String text = ascii(value, at - 1);
    String name = ascii(start, end);
    if (name.startsWith(XMLNS)) {
      return declare(name, text);
    }
    return prefixEnd == start && add(new XmlAttribute("", "", name, text));
  }

  private boolean declare(String name, String uri) {
    boolean isDefault = name.equals(XMLNS);
    if (!isDefault && (!name.startsWith(XMLNS + ":") || uri.isEmpty())) {
      return false;
    }
    String prefix = isDefault ? "" : name.substring(XMLNS.length() + 1);
    // Rules of their own hold for these two, which only the parser knows.
    if (prefix.startsWith(RESERVED_PREFIX) || isReserved(uri)) {
      return false;
    }
    for (int i = outer.size(); i < scope.size(); i++) {
      if (scope.get(i).prefix().equals(prefix)) {
        return false;
      }
    }
    late |= !attributes.isEmpty();
    if (scope == outer) {
      scope = new ArrayList<>(outer);
    }
    scope.add(new Binding(prefix, uri));
    return scope.size() <= MOST_BINDINGS;
  }

  private static boolean isReserved(String uri) {
    return uri.startsWith(RESERVED_URIS)
        && (uri.startsWith("XML/", RESERVED_URIS.length())
            || uri.startsWith("2000/xmlns", RESERVED_URIS.length()));
  }

  private boolean add(XmlAttribute attribute) {
    for (XmlAttribute before : attributes) {
      if (before.localName().equals(attribute.localName())) {
        return false;
      }
    }
    if (attributes.isEmpty()) {
      attributes = new ArrayList<>(1);
    }
    attributes.add(attribute);
    return attributes.size() <= MOST_ATTRIBUTES;
  }

  private Optional<Binding> binding(String prefix) {
    for (int i = scope.size() - 1; i >= 0; i--) {
      if (scope.get(i).prefix().equals(prefix)) {
        return Optional.of(scope.get(i));
      }
    }
    return prefix.isEmpty() ? Optional.of(Binding.NONE) : Optional.empty();
  }

  private String ascii(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** A name with at most one colon, which is neither its first sign nor its last. */
  private boolean name() {
    colon = at;
    if (!nameStart()) {
      return false;
    }
    int start = at - 1;
    nameRest();
    if (at < bytes.length && bytes[at] == ':') {
      colon = at++;
      if (!nameStart()) {
        return false;
      }
      nameRest();
      return true;
    }
    colon = start;
    return true;
  }

  private boolean nameStart() {
    return at < bytes.length && PlainBytes.startsName(bytes[at++]);
  }

  private void nameRest() {
    while (at < bytes.length && PlainBytes.isInName(bytes[at])) {
      at++;
    }
  }

  /** Reads a value with its quotation marks. Where it begins; -1 if there is none. */
  private int value() {
    if (at + 2 >= bytes.length || bytes[at] != '=') {
      return -1;
    }
    byte quote = bytes[at + 1];
    int start = at + 2;
    tight &= quote == '"';
    if (quote != '"' && quote != '\'') {
      return -1;
    }
    int end = start;
    while (end < bytes.length && PlainBytes.isInValue(bytes[end]) && bytes[end] != quote) {
      end++;
    }
    at = end + 1;
    return end < bytes.length && bytes[end] == quote ? start : -1;
  }
}
