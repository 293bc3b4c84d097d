package dev.keyward.vm.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The domain starts from UEFI with Secure Boot. A domain that does not say so is refused: libvirt
 * then chooses firmware of either kind.
 */
final class FirmwareRules {

  private static final String OFF = "the machine starts without Secure Boot";

  private FirmwareRules() {}

  static boolean startsFromUefi(DomainElement domain) {
    boolean wanted = domain.all("os").stream().anyMatch(os -> os.has("firmware", "efi"));
    boolean open = domain.all("os").stream().noneMatch(os -> os.attribute("firmware").isPresent());
    return wanted || (open && domain.path("os/loader").stream().anyMatch(FirmwareRules::isFlash));
  }

  private static boolean isFlash(DomainElement loader) {
    return loader.has("type", "pflash");
  }

  static List<DomainRefusal> refusals(DomainElement domain) {
    List<DomainRefusal> refusals = new ArrayList<>();
    if (!startsFromUefi(domain)) {
      String found = "the machine starts from a BIOS, which has no Secure Boot";
      refusals.add(new DomainRefusal("<os>", "domain", found));
      return refusals;
    }
    boolean on = false;
    for (DomainElement loader : domain.path("os/loader")) {
      on |= loader.has("secure", "yes");
      loader(loader, refusals);
    }
    for (DomainElement feature : domain.path("os/firmware/feature")) {
      on |= feature.has("name", "secure-boot");
      feature(feature, refusals);
    }
    if (!on && refusals.isEmpty()) {
      refusals.add(
          new DomainRefusal(
              "<loader>",
              "domain/os",
              "no secure='yes', and no <feature enabled='yes' name='secure-boot'/> in <firmware>:"
                  + " libvirt may choose firmware without Secure Boot"));
    }
    return refusals;
  }

  private static void loader(DomainElement loader, List<DomainRefusal> refusals) {
    if (!loader.allows("secure", "yes")) {
      refusals.add(loader.refusedFor(List.of("secure"), OFF));
    }
    if (!loader.allows("type", "pflash") || !loader.allows("readonly", "yes")) {
      refusals.add(
          loader.refusedFor(
              List.of("type", "readonly"), "the guest's firmware can be changed while it runs"));
    }
  }

  private static void feature(DomainElement feature, List<DomainRefusal> refusals) {
    if (feature.has("enabled", "yes")) {
      return;
    }
    if (feature.has("name", "secure-boot")) {
      refusals.add(feature.refusedFor(List.of("enabled", "name"), OFF));
    } else if (feature.has("name", "enrolled-keys")) {
      refusals.add(
          feature.refusedFor(
              List.of("enabled", "name"),
              "the firmware has no Secure Boot keys, so it checks no signature"));
    }
  }
}
