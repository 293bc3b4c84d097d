package dev.keyward.cli.host.libvirt;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.host.libvirt.DomainRecord;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.domain.DomainRefusal;
import dev.keyward.vm.domain.LibvirtDomain;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether a shielded VM may start as a domain of libvirt. */
final class DomainGate {

  private static final int MOST_SHOWN = 5;

  private DomainGate() {}

  /** Opens the file of the record and holds the domain against its policy. */
  static void require(DomainRecord record, LibvirtDomain domain)
      throws KeywardException, IOException {
    try (ShieldedVm vm = ShieldedVm.open(record.file(), RsaEngine.jdk())) {
      require(vm, domain);
    } catch (KeywardException e) {
      throw e.within(record.file().toString());
    }
    requireOwnState(record, domain);
  }

  /**
   * Holds the domain against the policy of the machine.
   *
   * @throws VerificationFailedException code {@code domain-refused}
   * @throws MalformedInputException code {@code no-vtpm-key}
   */
  static void require(ShieldedVm vm, LibvirtDomain domain) throws KeywardException {
    vtpmKey(vm);
    List<DomainRefusal> refusals = vm.refusals(domain);
    if (!refusals.isEmpty()) {
      StringBuilder shown = new StringBuilder();
      for (DomainRefusal refusal : refusals.subList(0, Math.min(MOST_SHOWN, refusals.size()))) {
        shown.append(shown.isEmpty() ? "" : "; ").append(refusal);
      }
      if (refusals.size() > MOST_SHOWN) {
        shown.append("; and ").append(refusals.size() - MOST_SHOWN).append(" more");
      }
      throw new VerificationFailedException(
          Fault.of(
                  "domain-refused",
                  "",
                  shown.toString(),
                  "a domain that the policy " + vm.header().policy().code() + " allows")
              .withHint("vm check FILE --domain DOMAIN.xml lists everything it refuses"));
    }
  }

  /** The part with the passphrase of the virtual TPM, without which libvirt cannot start it. */
  static SealedPart vtpmKey(ShieldedVm vm) throws MalformedInputException {
    return vm.part(PartName.VTPM_KEY)
        .orElseThrow(
            () ->
                new MalformedInputException(
                    Fault.of(
                            "no-vtpm-key",
                            "",
                            "no part vtpm-key",
                            "the passphrase of the virtual TPM")
                        .withHint("vm shield --vtpm-key new seals one")));
  }

  /** The secret that libvirt looks for. */
  static UUID secret(LibvirtDomain domain) throws MalformedInputException {
    try {
      return UUID.fromString(domain.vtpmSecret().orElse(""));
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          Fault.of("bad-secret", "domain/devices/tpm/backend/encryption", "no UUID", "a secret's"));
    }
  }

  /** The state that the host records must be the one that swtpm runs on. */
  private static void requireOwnState(DomainRecord record, LibvirtDomain domain)
      throws VerificationFailedException {
    Path recorded = record.tpmState();
    Optional<String> source = domain.vtpmSource();
    boolean same =
        source.isEmpty()
            || source.get().equals(recorded.toString())
            || source.get().equals(String.valueOf(recorded.getParent()));
    if (!same) {
      throw new VerificationFailedException(
          Fault.of(
                  "domain-refused",
                  "domain/devices/tpm/backend/source",
                  "another state of the virtual TPM than the one this host records",
                  recorded.toString())
              .withHint("remove the domain, and add it with --swtpm-state DIR"));
    }
  }
}
