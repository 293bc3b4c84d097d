package dev.keyward.vm.domain;

import dev.keyward.MalformedInputException;
import dev.keyward.vm.sealing.VmPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** A libvirt domain XML: which machine it is, and what a policy refuses in it. */
public final class LibvirtDomain {

  private final DomainElement domain;
  private final String id;
  private final String name;

  private LibvirtDomain(DomainElement domain, String id, String name) {
    this.domain = domain;
    this.id = id;
    this.name = name;
  }

  /**
   * Reads a domain.
   *
   * @param document at most 1 MiB, 32 levels and 20,000 elements; without a DTD
   * @throws MalformedInputException also for what libvirt could read in another way: code {@code
   *     bad-structure}
   */
  public static LibvirtDomain parse(byte[] document) throws MalformedInputException {
    DomainElement domain = DomainReader.read(document);
    Optional<String> id = domain.first("uuid").map(DomainElement::text);
    Optional<String> name = domain.first("name").map(DomainElement::text);
    if (id.isEmpty() || name.isEmpty()) {
      throw DomainReader.bad("missing-field", "domain", "no uuid or no name", "both");
    }
    return new LibvirtDomain(domain, id.get(), name.get());
  }

  /** The UUID as it was written. */
  public String id() {
    return id;
  }

  /** The name as it was written. */
  public String name() {
    return name;
  }

  /** libvirt numbers the domains that run. A definition has no number, even while it runs. */
  public boolean isNumbered() {
    return domain.attribute("id").isPresent();
  }

  /** Whether it starts from UEFI, not from a BIOS. */
  public boolean startsFromUefi() {
    return FirmwareRules.startsFromUefi(domain);
  }

  /**
   * The UUID of the secret that encrypts the state of the virtual TPM, as it was written; empty
   * where the state is not encrypted.
   */
  public Optional<String> vtpmSecret() {
    return domain.path("devices/tpm/backend/encryption").stream()
        .flatMap(encryption -> encryption.attribute("secret").stream())
        .findFirst();
  }

  /** Where the state of the virtual TPM is, if the domain says so: a folder or a file. */
  public Optional<String> vtpmSource() {
    return domain.path("devices/tpm/backend/source").stream()
        .flatMap(source -> source.attribute("path").stream())
        .findFirst();
  }

  /**
   * What the policy refuses, in an order that is always the same; empty where the domain may start.
   * Both policies need UEFI with Secure Boot and a virtual TPM. The policy {@link
   * VmPolicy#SHIELDED} also refuses everything that may show the host the memory, the screen or a
   * console of the guest, or let it type there.
   */
  public List<DomainRefusal> refusals(VmPolicy policy) {
    List<DomainRefusal> refusals = new ArrayList<>(FirmwareRules.refusals(domain));
    refusals.addAll(TpmRules.refusals(domain));
    if (policy == VmPolicy.SHIELDED) {
      refusals.addAll(MachineRules.refusals(domain));
      for (DomainElement devices : domain.all("devices")) {
        refusals.addAll(DeviceRules.refusals(devices));
      }
    }
    return List.copyOf(new LinkedHashSet<>(refusals));
  }
}
