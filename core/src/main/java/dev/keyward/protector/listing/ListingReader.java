package dev.keyward.protector.listing;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.xml.XmlAttribute;
import dev.keyward.internal.xml.XmlCursor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lenient reader: walks any well-formed XML and takes elements for what their local names say,
 * whatever their namespace, order or surroundings.
 */
final class ListingReader {

  private final XmlCursor xml;
  private final List<ListedWrapping> wrappings = new ArrayList<>();
  private final Set<String> algorithms = new LinkedHashSet<>();
  private Optional<String> maxOfflineUnwraps = Optional.empty();
  private Optional<String> sealer = Optional.empty();
  private boolean protector;

  ListingReader(byte[] document) throws MalformedInputException {
    this.xml = XmlCursor.lenient(document);
  }

  ProtectorListing read(Optional<Fault> difference) throws MalformedInputException {
    while (xml.tryEnterAny()) {
      walk(new Draft(), algorithms);
    }
    xml.end();
    if (!protector && wrappings.isEmpty()) {
      throw new MalformedInputException(
          Fault.of("not-a-protector", "", "an XML document of another kind", "a key protector"));
    }
    return new ProtectorListing(
        maxOfflineUnwraps, wrappings, sealer, List.copyOf(algorithms), difference);
  }

  /** Walks the element that was entered last, to its end. */
  private void walk(Draft wrapping, Set<String> uris) throws MalformedInputException {
    String name = xml.localName();
    readAttributes(name, wrapping, uris);
    boolean own = name.equals("Wrapping");
    Draft inner = own ? new Draft() : wrapping;
    Set<String> innerUris = own ? inner.algorithms : uris;
    String text = xml.leadingText();
    boolean leaf = true;
    while (xml.tryEnterAny()) {
      leaf = false;
      walk(inner, innerUris);
    }
    if (leaf) {
      inner.take(name, text);
    }
    xml.leave();
    if (own) {
      wrappings.add(inner.listed());
    }
  }

  private void readAttributes(String name, Draft wrapping, Set<String> uris) {
    for (XmlAttribute attribute : xml.attributes()) {
      switch (attribute.localName()) {
        case "Algorithm" -> uris.add(attribute.value());
        case "ParentWrappingId" -> wrapping.parent = Optional.of(attribute.value());
        case "WrappingId" -> sealer = Optional.of(attribute.value());
        case "MaxOfflineUnwraps" -> maxOfflineUnwraps = Optional.of(attribute.value());
        default -> {}
      }
    }
    protector |= name.equals("Protector");
  }

  /** A wrapping while it is read. */
  private static final class Draft {

    private final Set<String> algorithms = new LinkedHashSet<>();
    private Optional<String> id = Optional.empty();
    private Optional<String> parent = Optional.empty();
    private Optional<GuardianCertificate> signing = Optional.empty();
    private Optional<GuardianCertificate> encryption = Optional.empty();

    void take(String element, String text) {
      switch (element) {
        case "Id" -> id = Optional.of(text.strip());
        case "SigningCertificate" -> signing = certificate(text);
        case "EncryptionCertificate" -> encryption = certificate(text);
        default -> {}
      }
    }

    private static Optional<GuardianCertificate> certificate(String text) {
      try {
        return Optional.of(GuardianCertificate.parse(Base64.getMimeDecoder().decode(text), ""));
      } catch (MalformedInputException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    ListedWrapping listed() {
      return new ListedWrapping(id, parent, signing, encryption, List.copyOf(algorithms));
    }
  }
}
