package dev.keyward.vm.domain;

import dev.keyward.text.ForeignText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a domain as it was read.
 *
 * @param namespace its namespace, empty for none
 * @param name its name without prefix
 * @param parent the place of the element around it, such as {@code domain/devices}
 * @param attributes the attributes in no namespace
 * @param text the text of an element without children, without white space at its ends; empty for
 *     an element with children
 * @param children the elements in it
 */
record DomainElement(
    String namespace,
    String name,
    String parent,
    Map<String, String> attributes,
    String text,
    List<DomainElement> children) {

  private static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";
  private static final int LONGEST_SHOWN = 64;

  /** Copies both. */
  DomainElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** Its own place. */
  String place() {
    return parent.isEmpty() ? shownName() : parent + "/" + shownName();
  }

  /** The children of that name, in order. */
  List<DomainElement> all(String wanted) {
    return children.stream().filter(child -> child.is(wanted)).toList();
  }

  /** The first child of that name. */
  Optional<DomainElement> first(String wanted) {
    return children.stream().filter(child -> child.is(wanted)).findFirst();
  }

  /** All elements at the end of that path, such as {@code os/loader}, in order. */
  List<DomainElement> path(String names) {
    List<DomainElement> at = List.of(this);
    for (String step : names.split("/", -1)) {
      at = at.stream().flatMap(element -> element.all(step).stream()).toList();
    }
    return at;
  }

  boolean is(String wanted) {
    return namespace.isEmpty() && name.equals(wanted);
  }

  Optional<String> attribute(String wanted) {
    return Optional.ofNullable(attributes.get(wanted));
  }

  boolean has(String attribute, String value) {
    return value.equals(attributes.get(attribute));
  }

  /** Whether the attribute is missing or has one of these values. */
  boolean allows(String attribute, String... values) {
    return !attributes.containsKey(attribute)
        || List.of(values).contains(attributes.get(attribute));
  }

  /** Refuses it as a whole. */
  DomainRefusal refused(String reason) {
    return new DomainRefusal("<" + shownName() + ">", shownParent(), reason);
  }

  /** Refuses it for these attributes, in this order; those that are missing are not shown. */
  DomainRefusal refusedFor(List<String> shown, String reason) {
    StringBuilder element = new StringBuilder("<").append(shownName());
    for (String attribute : shown) {
      attribute(attribute)
          .ifPresent(
              value ->
                  element
                      .append(' ')
                      .append(attribute)
                      .append("='")
                      .append(ForeignText.ascii(value, LONGEST_SHOWN))
                      .append('\''));
    }
    return new DomainRefusal(element.append('>').toString(), shownParent(), reason);
  }

  private String shownParent() {
    return parent.isEmpty() ? name : parent;
  }

  private String shownName() {
    String shown = ForeignText.ascii(name, LONGEST_SHOWN);
    return namespace.equals(QEMU) ? "qemu:" + shown : shown;
  }
}
