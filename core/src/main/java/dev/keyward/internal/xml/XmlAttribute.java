package dev.keyward.internal.xml;

/**
 * An attribute that is no namespace declaration.
 *
 * @param namespace its namespace, empty for none
 * @param prefix its prefix, empty for none
 * @param localName its name without prefix
 * @param value its normalized value
 */
public record XmlAttribute(String namespace, String prefix, String localName, String value) {}
