package dev.keyward.vm.shielding;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.XmlAttribute;
import dev.keyward.internal.xml.XmlCursor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be said of an answer file for Windows setup (unattend XML), or of one that specializes
 * Linux, without setting up anything: it is well formed, its root is {@code unattend} or {@code
 * LinuxOSSpecialization}, and which strings in texts and attributes the host is to replace. The
 * content itself, which may hold passwords, is not kept.
 *
 * @param substitutions those that hosts know, in the order of their texts, at most 256
 * @param unknown where others that look like them stand, and will stay as they are: elements such
 *     as {@code unattend/settings/Owner}, and attributes as {@code unattend/settings/@pass}. Their
 *     texts may be pieces of a password, so nothing keeps them
 */
public record AnswerFile(List<Substitution> substitutions, List<String> unknown) {

  /** The longest answer file in bytes. */
  public static final int MAX_SIZE = XmlCursor.MAX_DOCUMENT;

  /** The most different strings to replace. */
  static final int MAX_SUBSTITUTIONS = 256;

  private static final String NAMESPACE = "urn:schemas-microsoft-com:unattend";
  private static final String LINUX = "http://www.microsoft.com/schema/linuxvmmst";
  private static final Pattern STRING =
      Pattern.compile("@[A-Za-z][A-Za-z0-9]{0,31}(?:-[0-9]{1,9}){0,3}@");

  /** Copies the lists. */
  public AnswerFile {
    substitutions = List.copyOf(substitutions);
    unknown = List.copyOf(unknown);
  }

  /**
   * Reads an answer file.
   *
   * @throws MalformedInputException where it is not well formed or has a DTD; code {@code
   *     not-unattend} for another root element; {@code too-many-substitutions}
   */
  public static AnswerFile parse(byte[] document) throws MalformedInputException {
    Strings found = new Strings(new TreeSet<>(), new LinkedHashSet<>());
    XmlCursor xml = XmlCursor.lenient(document);
    if (!xml.tryEnterAny() || !isAnswer(xml)) {
      throw bad(
          "not-unattend",
          "another root element",
          "unattend of " + NAMESPACE + ", or LinuxOSSpecialization of " + LINUX);
    }
    walk(xml, found);
    xml.leave();
    xml.end();
    if (found.count() > MAX_SUBSTITUTIONS) {
      throw bad(
          "too-many-substitutions",
          "more than " + MAX_SUBSTITUTIONS + " strings to replace",
          "fewer");
    }
    return new AnswerFile(
        found.known().stream().flatMap(text -> Substitution.find(text).stream()).toList(),
        List.copyOf(found.places()));
  }

  private static boolean isAnswer(XmlCursor xml) {
    return switch (xml.localName()) {
      case "unattend" -> xml.namespace().equals(NAMESPACE);
      case "LinuxOSSpecialization" -> xml.namespace().equals(LINUX);
      default -> false;
    };
  }

  private static void walk(XmlCursor xml, Strings found) throws MalformedInputException {
    for (XmlAttribute attribute : xml.attributes()) {
      found.collect(attribute.value(), () -> xml.place() + "/@" + attribute.localName());
    }
    found.collect(xml.leadingText(), xml::place);
    while (xml.tryEnterAny()) {
      walk(xml, found);
      xml.leave();
      found.collect(xml.leadingText(), xml::place);
    }
  }

  /** What is found on the way: the texts of those that hosts know, and the places of others. */
  private record Strings(Set<String> known, Set<String> places) {

    int count() {
      return known.size() + places.size();
    }

    /**
     * Neighbours share the sign between them: {@code @A@B@} may mean either, so both are listed.
     */
    void collect(String text, Supplier<String> place) {
      Matcher matcher = STRING.matcher(text);
      int from = 0;
      while (count() <= MAX_SUBSTITUTIONS && matcher.find(from)) {
        boolean isKnown = Substitution.find(matcher.group()).isPresent();
        if (isKnown) {
          known.add(matcher.group());
        } else {
          places.add(place.get());
        }
        from = isKnown ? matcher.end() : matcher.end() - 1;
      }
    }
  }

  private static MalformedInputException bad(String code, String found, String expected) {
    return new MalformedInputException(Fault.of(code, "", found, expected));
  }
}
