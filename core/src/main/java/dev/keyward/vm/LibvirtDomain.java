package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.XmlCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads from a libvirt domain XML which machine it is, that it starts from UEFI, and whether it has
 * what every policy requires: Secure Boot and a virtual TPM.
 */
final class LibvirtDomain {

  private Optional<String> id = Optional.empty();
  private Optional<String> name = Optional.empty();
  private boolean uefi;
  private boolean tpm;
  private final List<String> gaps = new ArrayList<>();

  private LibvirtDomain() {}

  static VmDescription read(byte[] document) throws KeywardException {
    return new LibvirtDomain().domain(XmlCursor.lenient(document));
  }

  private VmDescription domain(XmlCursor xml) throws KeywardException {
    if (!xml.tryEnterAny() || !is(xml, "domain")) {
      throw VmDescription.bad("bad-structure", "", "no domain", "a libvirt domain XML");
    }
    // libvirt numbers the domains that run. A definition has no number, even while the domain runs.
    VmState state = xml.optionalAttribute("id").isPresent() ? VmState.RUNNING : VmState.UNSAID;
    while (xml.tryEnterAny()) {
      if (is(xml, "uuid")) {
        id = once(id, xml);
      } else if (is(xml, "name")) {
        name = once(name, xml);
      } else if (is(xml, "os")) {
        firmware(xml);
      } else if (is(xml, "devices")) {
        devices(xml);
      } else {
        xml.skipContent();
      }
      xml.leave();
    }
    xml.leave();
    xml.end();
    if (id.isEmpty() || name.isEmpty()) {
      throw VmDescription.bad("missing-field", "domain", "no uuid or no name", "both");
    }
    if (!uefi) {
      throw VmDescription.firstGeneration("a domain that starts from a BIOS");
    }
    if (!tpm) {
      gaps.add("no <tpm> element in <devices>: the machine has no virtual TPM");
    }
    return new VmDescription(VmIdentity.parse(id.get(), name.get()), state, gaps);
  }

  private void firmware(XmlCursor xml) throws MalformedInputException {
    Optional<String> wanted = xml.optionalAttribute("firmware");
    uefi = wanted.filter("efi"::equals).isPresent();
    while (xml.tryEnterAny()) {
      if (is(xml, "loader")) {
        uefi |= wanted.isEmpty() && has(xml, "type", "pflash");
        if (has(xml, "secure", "no")) {
          gaps.add("<loader secure='no'>: the machine starts without Secure Boot");
        }
      }
      if (is(xml, "firmware")) {
        features(xml);
      } else {
        xml.skipContent();
      }
      xml.leave();
    }
  }

  private void features(XmlCursor xml) throws MalformedInputException {
    while (xml.tryEnterAny()) {
      if (is(xml, "feature") && has(xml, "name", "secure-boot") && has(xml, "enabled", "no")) {
        gaps.add(
            "<feature enabled='no' name='secure-boot'/>: the machine starts without Secure Boot");
      }
      xml.skipContent();
      xml.leave();
    }
  }

  private void devices(XmlCursor xml) throws MalformedInputException {
    while (xml.tryEnterAny()) {
      if (is(xml, "tpm")) {
        tpm = true;
        backend(xml);
      } else {
        xml.skipContent();
      }
      xml.leave();
    }
  }

  /** A TPM of the host is no state that could be sealed, and version 1.2 is no vTPM of a policy. */
  private void backend(XmlCursor xml) throws MalformedInputException {
    while (xml.tryEnterAny()) {
      if (is(xml, "backend") && has(xml, "type", "passthrough")) {
        gaps.add("<backend type='passthrough'>: the machine has the host's TPM, no virtual one");
      }
      if (is(xml, "backend") && has(xml, "version", "1.2")) {
        gaps.add("<backend version='1.2'>: the virtual TPM is not of version 2.0");
      }
      xml.skipContent();
      xml.leave();
    }
  }

  private static boolean has(XmlCursor xml, String attribute, String value)
      throws MalformedInputException {
    return xml.optionalAttribute(attribute).filter(value::equals).isPresent();
  }

  private static Optional<String> once(Optional<String> before, XmlCursor xml)
      throws MalformedInputException {
    if (before.isPresent()) {
      throw VmDescription.bad("bad-structure", xml.place(), "a second one", "one");
    }
    return Optional.of(xml.text().strip());
  }

  private static boolean is(XmlCursor xml, String name) {
    return xml.namespace().isEmpty() && xml.localName().equals(name);
  }
}
