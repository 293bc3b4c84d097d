package dev.keyward.audit.judge;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Wrapping;
import java.util.Optional;

/**
 * The narrowest command that ends a finding on one protector. Commands know the guardians of the
 * store alone, so what only a folder names goes by number or fingerprint.
 */
final class AuditRemedy {

  private static final String ANOTHER = "NAME";

  private final VerifiedProtector protector;
  private final PartyBook parties;
  private final KnownGuardians known;

  AuditRemedy(VerifiedProtector protector, PartyBook parties) {
    this.protector = protector;
    this.parties = parties;
    this.known = parties.known();
  }

  /** What the store calls the guardian of the wrapping; empty where the store does not have it. */
  Optional<String> stored(Wrapping wrapping) {
    return parties.of(wrapping).party().name().flatMap(known::storedName);
  }

  /** Grants a guardian access under the owner; wrappings that others granted are removed. */
  Remedy grant(String guardian, String text) {
    Optional<String> name = known.storedName(guardian);
    String first =
        name.isPresent()
            ? ""
            : "import " + guardian + ": keyward guardian import NAME METADATA --pin SHA256; then ";
    return Remedy.by(
        first + text, "protector grant FILE --guardian " + name.orElse(ANOTHER) + " --in-place");
  }

  /** Takes a guardian out, with all its keys where the store knows them. */
  Remedy revoke(Wrapping wrapping, String text) {
    if (wrapping.isOwn()) {
      return handOver(ANOTHER, "its owner");
    }
    return Remedy.by(
        text,
        stored(wrapping)
            .map(name -> "protector revoke FILE --guardian " + name + " --in-place")
            .orElse(
                "protector revoke FILE --thumbprint "
                    + wrapping.signing().thumbprint()
                    + " --in-place"));
  }

  /** Takes this wrapping out, and no other. */
  Remedy remove(Wrapping wrapping, String text) {
    return wrapping.isOwn()
        ? handOver(ANOTHER, "its owner")
        : Remedy.by(text, "protector revoke FILE --wrapping " + wrapping.id() + " --in-place");
  }

  /** Gives it another owner; only a new transport key shuts the old one out. */
  static Remedy handOver(String owner, String who) {
    return Remedy.by(
        "have "
            + who
            + " hand it over, put NEW in its place, and then reseal the VM: the old owner can still"
            + " open every state",
        "protector hand-over FILE --to " + owner + " -o NEW");
  }

  /** Puts the current keys and certificates of a guardian in the place of what is there. */
  Remedy renew(Wrapping wrapping, String text) {
    Optional<String> name = stored(wrapping);
    if (name.isEmpty() && wrapping.isOwn()) {
      return Remedy.noCommand(text + "; only a store with the owner's keys can do that");
    }
    if (name.isEmpty()) {
      return revoke(wrapping, text + "; else revoke it");
    }
    return Remedy.by(text, "protector renew FILE --guardian " + name.get() + " --in-place");
  }

  /** The same after the guardian got something new: here, or at its operator's. */
  Remedy renewAfter(Wrapping wrapping, String here, String there) {
    Optional<String> name = stored(wrapping);
    boolean ours = name.filter(known::hasKeysHere).isPresent();
    String first =
        ours
            ? "keyward guardian renew " + name.get() + here
            : there + name.map(AuditRemedy::taking).orElse("");
    return renew(wrapping, first + ", then put the new certificate into the protector");
  }

  private static String taking(String name) {
    return ", take it: keyward guardian update " + name + " METADATA";
  }

  /** Takes the metadata that the store lacks. */
  Remedy update(String label, String text) {
    return known
        .storedName(label)
        .map(name -> Remedy.by(text, "guardian update " + name + " METADATA"))
        .orElseGet(
            () -> Remedy.noCommand("put the missing metadata of " + label + " beside the other"));
  }

  /** Seals it by its owner, who takes on what the sealer did. */
  Remedy seal(Wrapping sealer, String text) {
    Optional<String> owner = stored(protector.owner());
    Optional<String> other = stored(sealer);
    return owner.isEmpty() || other.isEmpty()
        ? Remedy.noCommand(text + "; only a store with the owner's keys can seal it again")
        : Remedy.by(
            text,
            "protector renew FILE --guardian "
                + owner.get()
                + " --accept-sealed-by "
                + other.get()
                + " --in-place");
  }

  /** Seals the state of the VM under a new transport key. */
  Remedy reseal(String text) {
    return reseal(stored(protector.owner()).orElse("OWNER"), text);
  }

  /** The same, where the owner is not at hand. */
  static Remedy reseal(String owner, String text) {
    return Remedy.by(
        text + "; if the VM is not an .svm file, shield it again on its host",
        "vm reseal FILE --as " + owner + " --in-place");
  }

  /** Learns who somebody is, from metadata whose fingerprint its operator confirms. */
  static Remedy learn(String text) {
    return Remedy.by(
        text + "; or name it with --guardians", "guardian import NAME METADATA --pin SHA256");
  }
}
