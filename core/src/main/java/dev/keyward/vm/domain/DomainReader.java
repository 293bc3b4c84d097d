package dev.keyward.vm.domain;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.XmlAttribute;
import dev.keyward.internal.xml.XmlCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a domain so that libvirt cannot read something else in it. libvirt takes the first or the
 * last of two equal elements, and takes an attribute of any namespace for its own. So the reader
 * refuses what can be read in two ways. It passes over what libvirt keeps for other programs.
 */
final class DomainReader {

  private static final int MOST_ELEMENTS = 20_000;

  /** Elements that may be there more than once. */
  private static final Set<String> REPEATED =
      Set.of("seclabel", "sysinfo", "metadata", "title", "description");

  private static final Set<String> REPEATED_IN_OS =
      Set.of("boot", "initarg", "initenv", "feature", "table");

  /** For people and for other programs: libvirt reads nothing in it. */
  private static final Set<String> UNREAD = Set.of("metadata", "title", "description");

  private final XmlCursor xml;
  private int count;

  private DomainReader(byte[] document) throws MalformedInputException {
    xml = XmlCursor.lenient(document);
  }

  static DomainElement read(byte[] document) throws MalformedInputException {
    DomainReader reader = new DomainReader(document);
    if (!reader.xml.tryEnterAny()
        || !reader.xml.namespace().isEmpty()
        || !reader.xml.localName().equals("domain")) {
      throw bad("bad-structure", "", "not a domain", "a libvirt domain XML");
    }
    DomainElement domain = reader.element("");
    reader.xml.leave();
    reader.xml.end();
    requireOnce(domain, REPEATED);
    for (DomainElement os : domain.all("os")) {
      requireOnce(os, REPEATED_IN_OS);
      for (DomainElement firmware : os.all("firmware")) {
        requireOnce(firmware, REPEATED_IN_OS);
      }
    }
    for (DomainElement tpm : domain.path("devices/tpm")) {
      requireOnce(tpm, Set.of());
    }
    return domain;
  }

  /** The element that the cursor entered, up to its end. */
  private DomainElement element(String parent) throws MalformedInputException {
    count++;
    if (count > MOST_ELEMENTS) {
      throw bad("too-large", "domain", "more than " + MOST_ELEMENTS + " elements", "fewer");
    }
    String namespace = xml.namespace();
    String name = xml.localName();
    if (!namespace.isEmpty() && !parent.equals("domain")) {
      throw bad("bad-structure", xml.place(), "an element in a namespace", "an element of libvirt");
    }
    Map<String, String> attributes = attributes();
    String text = "";
    List<DomainElement> children = new ArrayList<>();
    if (!namespace.isEmpty() || (parent.equals("domain") && UNREAD.contains(name))) {
      xml.skipContent();
    } else {
      text = xml.leadingText().strip();
      String place = parent.isEmpty() ? name : parent + "/" + name;
      while (xml.tryEnterAny()) {
        children.add(element(place));
        xml.leave();
      }
    }
    if (!text.isEmpty() && !children.isEmpty()) {
      throw bad("bad-structure", xml.place(), "text beside elements", "one of both");
    }
    return new DomainElement(namespace, name, parent, attributes, text, children);
  }

  private Map<String, String> attributes() throws MalformedInputException {
    Map<String, String> attributes = new HashMap<>();
    for (XmlAttribute attribute : xml.attributes()) {
      if (!attribute.namespace().isEmpty()) {
        throw bad(
            "bad-structure", xml.place(), "an attribute in a namespace", "attributes of libvirt");
      }
      attributes.put(attribute.localName(), attribute.value());
    }
    return attributes;
  }

  private static void requireOnce(DomainElement element, Set<String> repeated)
      throws MalformedInputException {
    Set<String> names = new HashSet<>();
    for (DomainElement child : element.children()) {
      if (!repeated.contains(child.name()) && !names.add(child.namespace() + " " + child.name())) {
        throw bad("bad-structure", child.place(), "a second one", "one");
      }
    }
  }

  static MalformedInputException bad(String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
