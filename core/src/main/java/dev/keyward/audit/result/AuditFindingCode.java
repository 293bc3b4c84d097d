package dev.keyward.audit.result;

import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Severity;

/**
 * Every kind of finding, with the words that do not depend on the case. Names are stable, because
 * programs and suppressions depend on them.
 */
public enum AuditFindingCode implements FindingCode {
  /** The file could not be read. */
  UNREADABLE(
      Severity.ERROR, "cannot be read", "Nothing is known about what the file or folder holds."),
  /** The bytes are no protector in any encoding. */
  NOT_A_PROTECTOR(
      Severity.ERROR,
      "is not a protector",
      "A damaged or foreign file is in the place of a protector; the VM may have none."),
  /** A file of another kind, where a folder must hold none. */
  OTHER_FILE(
      Severity.ERROR,
      "a file of another kind",
      "--strict says that the folder holds protectors and nothing else."),
  /** The file or the export says that there is no protector. */
  NO_PROTECTOR(
      Severity.WARNING,
      "there is no protector",
      "The VM is not shielded: its state is sealed under no transport key."),
  /** The export has a place for the protector and nothing in it. */
  NOT_COLLECTED(
      Severity.ERROR,
      "was not collected",
      "Whether the VM has a protector is not known: reading it on the host failed, often"
          + " silently."),
  /** An export of virtual machines has no column for their protectors. */
  EXPORT_WITHOUT_PROTECTORS(
      Severity.ERROR,
      "export without protectors",
      "Nothing is known about the protectors of the VMs in this file: nobody exported them."),
  /** Listed leniently, since it is not of the published form. */
  DIFFERS(
      Severity.ERROR,
      "differs from the published form",
      "Keyward only listed it and checked no signature, so nothing in it is proved."),
  /** A check of its structure or signatures failed. */
  INVALID(
      Severity.ERROR,
      "is not valid",
      "A strict reader refuses it, and somebody may have changed its content."),
  /** The algorithm of a signature is unknown. */
  CANNOT_BE_CHECKED(
      Severity.ERROR,
      "cannot be checked",
      "A signature of an unknown algorithm is no proof: Keyward does not know whether it is"
          + " valid."),
  /** The owner's signing certificate belongs to no known guardian. */
  UNKNOWN_OWNER(
      Severity.ERROR,
      "unknown owner",
      "The owner decides who gets access, and nobody vouched for this owner."),
  /** A guardian that nobody knows can open it. */
  UNKNOWN_GUARDIAN(
      Severity.ERROR,
      "unknown guardian",
      "Anybody who has that guardian's private key can open the VM's state."),
  /** Sealed by a guardian that nobody knows. */
  UNKNOWN_SEALER(
      Severity.ERROR,
      "sealed by an unknown guardian",
      "The unknown sealer could have chosen the transport key and the wrappings."),
  /** One certificate of a wrapping is a guardian's and the other is not. */
  MIXED_CERTIFICATES(
      Severity.ERROR,
      "certificates of two parties in one wrapping",
      "A reader can take the foreign certificate for one of the known guardian."),
  /** The private key of a wrapping may be in other hands. */
  COMPROMISED_KEY(
      Severity.ERROR,
      "wrapped to a compromised key",
      "Somebody else may have the private key. Revoke, grant and renew keep the transport key that"
          + " it opens."),
  /** Two signing keys claim one encryption key. */
  ENCRYPTION_KEY_CLAIMED_TWICE(
      Severity.ERROR,
      "two guardians claim one encryption key",
      "A signature over a certificate is no proof of its private key, so nothing is known about who"
          + " opens this wrapping. Rules that require or allow a guardian do not count it."),
  /** Another guardian than the owner granted this wrapping. */
  DELEGATED(
      Severity.WARNING,
      "delegated wrapping",
      "Another guardian than the owner granted this one access."),
  /** Sealed by a known guardian that is not the owner. */
  NOT_SEALED_BY_OWNER(
      Severity.WARNING,
      "not sealed by the owner",
      "The sealer could have chosen key and wrappings. After a roll by an HGS this is normal;"
          + " list the HGS under sealed-by in the policy."),
  /** The owner is not one that the policy allows. */
  OWNER_NOT_ALLOWED(Severity.ERROR, "owner not allowed", "The policy names who may own this VM."),
  /** A guardian that the policy requires is missing. */
  REQUIRED_GUARDIAN_MISSING(
      Severity.ERROR,
      "required guardian missing",
      "That guardian cannot start the VM, although the policy requires it."),
  /** A guardian that the policy forbids is there. */
  FORBIDDEN_GUARDIAN(
      Severity.ERROR, "forbidden guardian", "The policy forbids that this guardian opens the VM."),
  /** A guardian that the policy does not allow is there. */
  GUARDIAN_NOT_ALLOWED(
      Severity.ERROR,
      "guardian not allowed",
      "The policy lists the guardians of this VM, and this one is not among them."),
  /** A rule of the policy fits nobody and no VM of the input. */
  POLICY_RULE_UNUSED(
      Severity.NOTE,
      "rule that matches nothing",
      "A rule with a typing error requires nothing, and no other finding shows that."),
  /** An accepted risk of the policy that accepts nothing at one of its places. */
  ACCEPTED_UNUSED(
      Severity.WARNING,
      "accepted risk that accepts nothing",
      "The risk is gone, or the place has a typing error. An entry that nobody needs would accept"
          + " the same finding later without a new decision."),
  /** A certificate has expired. */
  EXPIRED(
      Severity.ERROR,
      "certificate expired",
      "Protectors that use it still open. Nothing new is"
          + " granted to its guardian until it renews the certificate."),
  /** A certificate expires soon. */
  EXPIRING(
      Severity.WARNING,
      "certificate expires soon",
      "Protectors that use it still open. After that day"
          + " nothing new is granted to its guardian until it renews the certificate."),
  /** A certificate is not valid yet. */
  NOT_YET_VALID(
      Severity.WARNING,
      "certificate not valid yet",
      "A clock is wrong, or the certificate was made for later."
          + " Until then nothing new is granted to its guardian."),
  /** A key is smaller than the policy demands, or anybody can factor its modulus. */
  WEAK_KEY(
      Severity.ERROR,
      "weak key",
      "The transport key is as safe as the weakest key that it is wrapped to."),
  /** An algorithm that still counts and should not be used any more. */
  LEGACY_ALGORITHM(
      Severity.WARNING, "legacy algorithm", "It uses SHA-1. New protectors do not use it."),
  /** An algorithm that the policy does not allow. */
  ALGORITHM_NOT_ALLOWED(
      Severity.ERROR, "algorithm not allowed", "The policy lists the algorithms that may be used."),
  /** One key for both roles of a wrapping. */
  ONE_KEY_FOR_BOTH_ROLES(
      Severity.WARNING,
      "one key signs and decrypts",
      "If a key has two roles, a mistake in one role affects the other. Renewed guardians have two"
          + " keys."),
  /** Wrapped by RSA only, where the policy asks for that. */
  RSA_ONLY(
      Severity.NOTE,
      "wrapped by RSA only",
      "A quantum computer could open every copy that somebody keeps until then. No published form"
          + " of key protectors withstands one."),
  /** Nobody but the owner can open it. */
  OWNER_ONLY(
      Severity.WARNING,
      "nobody but the owner can open it",
      "No HGS can start the VM; it needs the owner's own keys on the host."),
  /** Wrapped to a key that its guardian has replaced. */
  RENEWED_KEY(
      Severity.WARNING,
      "wrapped to a replaced key",
      "The guardian has a new key; when it disables the old one, this VM no longer starts."),
  /** The guardian vouches for a key that no metadata here lists. */
  UNLISTED_KEY(
      Severity.WARNING,
      "wrapped to a key that no metadata here lists",
      "The guardian signed that key: it is a former one, or newer than what is known here."),
  /** A folder that names guardians, or that of a service, contradicts the store. */
  GUARDIAN_OUT_OF_DATE(
      Severity.WARNING,
      "the store is out of date about a guardian's keys",
      "Grants use the keys of the store. The service may disable them first."),
  /** The document allows offline unwraps. */
  OFFLINE_UNWRAPS(
      Severity.WARNING,
      "offline unwraps above zero",
      "A host may be allowed to start the VM without asking. No signature covers the number."),
  /** The same protector in several virtual machines. */
  SAME_PROTECTOR(
      Severity.WARNING,
      "the same protector in several VMs",
      "Everybody who can open the state of one can open the state of the other: a copied VM keeps"
          + " the key."),
  /** The same wrapped transport key in several virtual machines. */
  SAME_TRANSPORT_KEY(
      Severity.WARNING,
      "the same wrapped transport key in several VMs",
      "Both states are sealed under one key, even if their wrappings name different guardians."),
  /** A VM, a guardian or a host has a name that looks like another's. */
  LOOK_ALIKE_NAME(
      Severity.WARNING,
      "a name that looks like another",
      "Readers mistake one for the other, and a rule of the policy for one does not cover the"
          + " other."),
  /** Hyper-V had not written all changes of a file of a VM. */
  UNSAVED_CHANGES(
      Severity.WARNING,
      "a copy without the last changes",
      "Hyper-V writes changes to a log first. The log in this copy is damaged, so the VM may have"
          + " a newer protector."),
  /** A VM has a virtual TPM and no protector. */
  TPM_WITHOUT_PROTECTOR(
      Severity.WARNING,
      "a virtual TPM without a protector",
      "Hyper-V does not start a virtual TPM without a protector. Only Trusted Launch keeps its key"
          + " elsewhere, and these files do not say whether the VM uses it."),
  /** A VM has a virtual TPM, and the file that may hold its protector is missing. */
  PROTECTOR_NOT_IN_THESE_FILES(
      Severity.NOTE,
      "the protector is not in these files",
      "Hyper-V may keep it in GUID.vmrs, and that file is not here."),
  /** Different guardians can open the last known good protector and the current one. */
  LAST_KNOWN_GOOD_DIFFERS(
      Severity.NOTE,
      "others can open the last known good protector",
      "Hyper-V can go back to that protector. Then a guardian that you revoked since can start the"
          + " VM again."),
  /** Several copies of one VM have different protectors. */
  COPIES_DIFFER(
      Severity.NOTE,
      "copies of one VM have different protectors",
      "Snapshots, exports and replicas keep the protector that the VM had then. A guardian that you"
          + " revoked since can still start that copy."),
  /** One of the two headers of a VM's file is damaged. */
  HEADER_COPY_DAMAGED(
      Severity.NOTE,
      "one of two headers is damaged",
      "Keyward used the other header. The disk or the copy may damage more files.");

  private final Words words;

  AuditFindingCode(Severity severity, String title, String why) {
    this.words = new Words(severity, title, why);
  }

  @Override
  public Words words() {
    return words;
  }
}
