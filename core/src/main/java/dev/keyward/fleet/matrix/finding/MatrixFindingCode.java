package dev.keyward.fleet.matrix.finding;

import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Severity;

/** Every kind of fault of Hyper-V hosts in local mode. Names are stable. */
public enum MatrixFindingCode implements FindingCode {
  /** No collected host has a key for a machine. */
  NO_HOST_STARTS(
      Severity.ERROR,
      "no host can start it",
      "A host in local mode starts a VM only if its certificate store has a private key that opens"
          + " the VM's protector."),
  /** A clustered machine cannot start on a node. */
  CLUSTER_NODE_CANNOT_START(
      Severity.ERROR,
      "a node of the cluster cannot start it",
      "Every node needs the certificates of every node. A missing pair shows only when a VM fails"
          + " over."),
  /** A protector or a host that no input holds. */
  NOT_COLLECTED(
      Severity.WARNING,
      "not collected",
      "Keyward cannot judge what was not collected. A host that did not answer is in no file."),
  /** Clustered machines, and nobody said which hosts are a cluster. */
  CLUSTERS_NOT_GIVEN(
      Severity.NOTE,
      "clustered VMs whose cluster nodes are not known",
      "Without the nodes Keyward cannot say whether a VM starts where it fails over to."),
  /** Only one host can start a machine. */
  ONE_HOST_ONLY(
      Severity.WARNING,
      "only one host can start it",
      "If that host or its certificate store is lost, the VM never starts again without a backup of"
          + " the keys."),
  /** The key lies in a host's personal store only. */
  KEY_IN_MY(
      Severity.WARNING,
      "the key is in the personal store only",
      "Guardians that were made in a host's TPM are there. Nobody has published whether Hyper-V"
          + " uses a key from that store for another guardian."),
  /** A certificate that machines depend on has ended. */
  CERTIFICATE_ENDED(
      Severity.WARNING,
      "a certificate has ended",
      "The VM may still start. Work on its protector may need -AllowExpired."),
  /** A certificate that machines depend on ends soon. */
  CERTIFICATE_ENDS(
      Severity.WARNING,
      "a certificate ends soon",
      "Nobody has published what a host in local mode does after that day. The VM may still start."
          + " Work on its protector may need -AllowExpired."),
  /** A certificate without its private key. */
  KEY_MISSING(
      Severity.WARNING,
      "a certificate without its private key",
      "Without the private key the host cannot start VMs with it. For the guardian of an HGS this"
          + " is normal."),
  /** Two generations of one guardian on a host. */
  TWO_GENERATIONS(
      Severity.WARNING,
      "two generations of one guardian",
      "Both have the same subject, so only their fingerprints differ. VMs whose protector is for"
          + " the older pair still need that pair."),
  /** Half a guardian. */
  NO_PARTNER(
      Severity.WARNING,
      "a certificate without its other half",
      "A guardian has a signing and an encryption certificate. Without the encryption key no VM"
          + " starts. Without the signing key nobody can grant access."),
  /** A TPM and no protector. */
  TPM_WITHOUT_PROTECTOR(
      Severity.WARNING,
      "a virtual TPM without a key protector",
      "Hyper-V does not start a VM that has a virtual TPM and no key protector."),
  /** A wrapping that no collected host can open. */
  UNKNOWN_HOLDER(
      Severity.WARNING,
      "access for a guardian that no collected host has",
      "It may be a Host Guardian Service, or a host that was replaced."),
  /** A short name that fits several hosts. */
  HOST_AMBIGUOUS(
      Severity.WARNING,
      "a short name fits several hosts",
      "Keyward shows the short name as a separate host. It may be one of the others, so it does not"
          + " count as a second host."),
  /** A machine without a protector. */
  VM_WITHOUT_PROTECTOR(
      Severity.NOTE,
      "no key protector",
      "The VM needs no certificate to start, and it has no virtual TPM to protect."),
  /** A machine whose key lies elsewhere. */
  TRUSTED_LAUNCH(
      Severity.NOTE,
      "a VM with Trusted Launch",
      "Its key is not in a key protector. On Azure Local it is in a local key vault. Back up that"
          + " key vault.");

  private final Words words;

  MatrixFindingCode(Severity severity, String title, String why) {
    words = new Words(severity, title, why);
  }

  @Override
  public Words words() {
    return words;
  }
}
