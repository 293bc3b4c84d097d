package dev.keyward.cli.vm.swtpm;

import dev.keyward.cli.console.Answer;
import java.util.UUID;

/**
 * What a libvirt domain needs for a virtual TPM under a passphrase: the element of the domain, and
 * the secret that holds the passphrase while the domain starts. The id of the secret is that of the
 * machine. No name of the machine is in it, because two machines may have the same.
 *
 * @param tpm the element {@code <tpm>} for {@code <devices>}
 * @param secret the document for {@code virsh secret-define}
 */
public record DomainElements(String tpm, String secret) implements Answer {

  /** For the machine with that id. */
  public static DomainElements of(UUID id) {
    return new DomainElements(
        "<tpm model='tpm-crb'><backend type='emulator' version='2.0'><encryption secret='"
            + id
            + "'/></backend></tpm>",
        "<secret ephemeral='yes' private='yes'><uuid>"
            + id
            + "</uuid><usage type='vtpm'><name>keyward-"
            + id
            + "</name></usage></secret>");
  }
}
