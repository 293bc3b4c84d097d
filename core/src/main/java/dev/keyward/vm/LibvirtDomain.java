package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.XmlCursor;
import java.util.Optional;

/** Reads from a libvirt domain XML which machine it is, and that it starts from UEFI. */
final class LibvirtDomain {

  private String id;
  private String name;
  private boolean uefi;

  private LibvirtDomain() {}

  /** A domain XML tells nothing of what the machine is doing. */
  static VmDescription read(byte[] document) throws KeywardException {
    return new LibvirtDomain().domain(XmlCursor.lenient(document));
  }

  private VmDescription domain(XmlCursor xml) throws KeywardException {
    if (!xml.tryEnterAny() || !is(xml, "domain")) {
      throw VmDescription.bad("bad-structure", "", "no domain", "a libvirt domain XML");
    }
    while (xml.tryEnterAny()) {
      if (is(xml, "uuid")) {
        id = once(id, xml);
      } else if (is(xml, "name")) {
        name = once(name, xml);
      } else if (is(xml, "os")) {
        firmware(xml);
      } else {
        xml.skipContent();
      }
      xml.leave();
    }
    xml.leave();
    xml.end();
    if (id == null || name == null) {
      throw VmDescription.bad("missing-field", "domain", "no uuid or no name", "both");
    }
    if (!uefi) {
      throw VmDescription.firstGeneration("a domain that starts from a BIOS");
    }
    return new VmDescription(VmIdentity.parse(id, name), VmState.OTHER);
  }

  private void firmware(XmlCursor xml) throws MalformedInputException {
    Optional<String> wanted = xml.optionalAttribute("firmware");
    uefi = wanted.filter("efi"::equals).isPresent();
    while (xml.tryEnterAny()) {
      if (is(xml, "loader") && wanted.isEmpty()) {
        uefi |= xml.optionalAttribute("type").filter("pflash"::equals).isPresent();
      }
      xml.skipContent();
      xml.leave();
    }
  }

  private static String once(String before, XmlCursor xml) throws MalformedInputException {
    if (before != null) {
      throw VmDescription.bad("bad-structure", xml.place(), "a second one", "one");
    }
    return xml.text().strip();
  }

  private static boolean is(XmlCursor xml, String name) {
    return xml.namespace().isEmpty() && xml.localName().equals(name);
  }
}
