package dev.keyward.vm.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * The domain has a virtual TPM of version 2.0 that libvirt runs. A TPM of the host has no state
 * that can be sealed, and an external one keeps its state where libvirt does not encrypt it.
 */
final class TpmRules {

  private TpmRules() {}

  static List<DomainRefusal> refusals(DomainElement domain) {
    List<DomainElement> tpms = domain.path("devices/tpm");
    if (tpms.isEmpty()) {
      String found = "none in <devices>: the machine has no virtual TPM";
      return List.of(new DomainRefusal("<tpm>", "domain/devices", found));
    }
    List<DomainRefusal> refusals = new ArrayList<>();
    for (DomainElement tpm : tpms) {
      List<DomainElement> backends = tpm.all("backend");
      if (backends.isEmpty()) {
        refusals.add(tpm.refused("it has no <backend>, so it is no virtual TPM"));
      }
      backends.forEach(backend -> backend(backend, refusals));
    }
    return refusals;
  }

  private static void backend(DomainElement backend, List<DomainRefusal> refusals) {
    if (backend.has("type", "passthrough")) {
      refusals.add(
          backend.refusedFor(List.of("type"), "the machine has the host's TPM, not a virtual one"));
    } else if (!backend.has("type", "emulator")) {
      refusals.add(
          backend.refusedFor(
              List.of("type"), "the virtual TPM is not libvirt's own (type='emulator')"));
    }
    if (!backend.allows("version", "2.0")) {
      refusals.add(backend.refusedFor(List.of("version"), "the virtual TPM is not of version 2.0"));
    }
  }
}
