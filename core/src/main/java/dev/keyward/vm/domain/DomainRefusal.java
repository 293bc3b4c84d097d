package dev.keyward.vm.domain;

/**
 * What a policy refuses in a domain.
 *
 * @param element the XML element with the attribute that matters, such as {@code <serial>} or
 *     {@code <memory dumpCore='on'>}; printable ASCII
 * @param place where it is, such as {@code domain/devices}; where an element is missing, where it
 *     belongs
 * @param reason why it is refused, lower case
 */
public record DomainRefusal(String element, String place, String reason) {

  /** The element and the reason. */
  @Override
  public String toString() {
    return element + ": " + reason;
  }
}
