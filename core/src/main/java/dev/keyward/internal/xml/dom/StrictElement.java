package dev.keyward.internal.xml.dom;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * One element of a tree, read strictly: children in order, each taken once, no text between them,
 * no attribute that was not asked for. Errors name the path.
 */
public final class StrictElement {

  private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  private final Element element;
  private final String path;
  private final List<Element> children;
  private int next;

  private StrictElement(Element element, String path, List<Element> children) {
    this.element = element;
    this.path = path;
    this.children = children;
  }

  /** The root, which must have this name. */
  public static StrictElement root(Element root, String namespace, String name, String where)
      throws MalformedInputException {
    if (!isNamed(root, namespace, name)) {
      throw bad(where, "element " + root.getNodeName(), name + " in " + namespace);
    }
    String path = where + ": " + name;
    return new StrictElement(root, path, childrenOf(root, path));
  }

  /** The element of the tree. */
  public Element element() {
    return element;
  }

  /** Where it is, for errors. */
  public String path() {
    return path;
  }

  /** The next child, which must have this name. */
  public StrictElement child(String namespace, String name) throws MalformedInputException {
    return optional(namespace, name)
        .orElseThrow(() -> bad(path, nextFound(), name + " in " + namespace));
  }

  /** The next child if it has this name; else nothing is taken. */
  public Optional<StrictElement> optional(String namespace, String name)
      throws MalformedInputException {
    if (next == children.size() || !isNamed(children.get(next), namespace, name)) {
      return Optional.empty();
    }
    Element child = children.get(next++);
    String childPath = path + "/" + name;
    return Optional.of(new StrictElement(child, childPath, childrenOf(child, childPath)));
  }

  /** All children that were not taken yet, whatever their names. */
  public List<StrictElement> rest() throws MalformedInputException {
    List<StrictElement> rest = new ArrayList<>();
    while (next < children.size()) {
      Element child = children.get(next++);
      String childPath = path + "/" + child.getLocalName();
      rest.add(new StrictElement(child, childPath, childrenOf(child, childPath)));
    }
    return rest;
  }

  /** Whether the element has this name. */
  public boolean isNamed(String namespace, String name) {
    return isNamed(element, namespace, name);
  }

  /** Refuses children that were not taken. */
  public void end() throws MalformedInputException {
    if (next < children.size()) {
      throw bad(path, nextFound(), "no more elements");
    }
  }

  /** The text; there must be no child elements. */
  public String text() throws MalformedInputException {
    if (element.getFirstChild() != null && !children.isEmpty()) {
      throw bad(path, nextFound(), "text");
    }
    return element.getTextContent();
  }

  /** The text as base64, which may be wrapped in lines. */
  public byte[] base64() throws MalformedInputException {
    String digits = text().replaceAll("[ \t\r\n]", "");
    try {
      byte[] decoded = Base64.getDecoder().decode(digits);
      if (decoded.length > 0 && Base64.getEncoder().encodeToString(decoded).equals(digits)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      throw bad(path, "text that is not base64", "base64 with padding");
    }
    throw bad(path, digits.isEmpty() ? "nothing" : "loose base64", "base64 with padding");
  }

  /** The value of an attribute without a namespace. */
  public String attribute(String name) throws MalformedInputException {
    return optionalAttribute(name).orElseThrow(() -> bad(path, "no attribute " + name, "one"));
  }

  /** The value of an attribute without a namespace, if it is there. */
  public Optional<String> optionalAttribute(String name) {
    Attr attribute = element.getAttributeNodeNS(null, name);
    return Optional.ofNullable(attribute).map(Attr::getValue);
  }

  /** Refuses attributes other than these; namespace declarations may always stand. */
  public void onlyAttributes(String... names) throws MalformedInputException {
    Set<String> known = new HashSet<>(List.of(names));
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      boolean declaration = XMLNS.equals(attribute.getNamespaceURI());
      boolean plain = attribute.getNamespaceURI() == null;
      if (!declaration && !(plain && known.contains(attribute.getLocalName()))) {
        throw bad(path, "attribute " + attribute.getNodeName(), "none such");
      }
    }
  }

  /** A structural error. */
  public static MalformedInputException bad(String where, String found, String expected) {
    return new MalformedInputException(Fault.of("bad-structure", where, found, expected));
  }

  private String nextFound() {
    return next < children.size()
        ? "element " + children.get(next).getNodeName()
        : "no further element";
  }

  private static boolean isNamed(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  private static List<Element> childrenOf(Element parent, String path)
      throws MalformedInputException {
    List<Element> elements = new ArrayList<>();
    boolean text = false;
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        elements.add(child);
      } else if (!node.getNodeValue().matches("[ \t\r\n]*")) {
        text = true;
      }
    }
    if (text && !elements.isEmpty()) {
      throw bad(path, "text between elements", "elements only");
    }
    return elements;
  }
}
