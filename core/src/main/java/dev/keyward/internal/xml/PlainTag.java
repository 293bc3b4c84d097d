package dev.keyward.internal.xml;

import java.util.List;

/**
 * A start tag of a plain document. The same bytes within the same declarations are the same tag.
 *
 * @param start where its name begins, the first time that the document has this tag
 * @param size of the whole tag from its name on, in bytes
 * @param nameSize of its name with prefix, in bytes
 * @param name what it is called
 * @param outer all declarations that hold around the element, the innermost last
 * @param scope the same within the element
 * @param attributes in the order of the document
 * @param form how it is written
 */
record PlainTag(
    int start,
    int size,
    int nameSize,
    Name name,
    List<Binding> outer,
    List<Binding> scope,
    List<XmlAttribute> attributes,
    Form form) {

  /**
   * How a tag is written.
   *
   * @param empty whether the element has no content and no end tag
   * @param tight whether there is one blank before each attribute, its value is in double quotes,
   *     and no other white space or slash is in the tag
   * @param own whether the first declaration is the one of its own prefix, before other attributes
   */
  record Form(boolean empty, boolean tight, boolean own) {}

  /** A prefix, empty for the default namespace, and the namespace that it stands for. */
  record Binding(String prefix, String uri) {

    static final Binding NONE = new Binding("", "");
  }

  /** What an element is called. */
  record Name(Binding binding, String local) {}

  /** Whether canonical XML writes it so, with that many declarations, which are of its prefix. */
  boolean isCanonical(int rendered) {
    int declarations = scope.size() - outer.size();
    return form.tight
        && attributes.size() <= 1
        && rendered == declarations
        && (declarations == 0 || declarations == 1 && form.own);
  }
}
