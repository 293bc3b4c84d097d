package dev.keyward.vm;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.text.ShortPrint;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PermittedGuardian;
import dev.keyward.vm.sealing.VmPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the owner of a shielded VM signs: which machine it is, the policy, and whose keys may be in
 * its protector. Nothing in it changes when a host rolls the transport key.
 *
 * @param vm the machine
 * @param policy what hosts have to do
 * @param owner the owner's keys
 * @param certificate the owner's signing certificate, whose key signs the header
 * @param guardians the others who may be in the protector, at most 63
 */
public record VmHeader(
    VmIdentity vm,
    VmPolicy policy,
    PermittedGuardian owner,
    GuardianCertificate certificate,
    List<PermittedGuardian> guardians) {

  private static final int DIGITS = 8;

  /** Copies the list; refuses another owner's certificate and keys given twice. */
  public VmHeader {
    guardians = new Addressees(owner, certificate, guardians).guardians();
  }

  /** A header for these. */
  public static VmHeader of(VmIdentity vm, VmPolicy policy, Addressees addressees) {
    return new VmHeader(
        vm, policy, addressees.owner(), addressees.certificate(), addressees.guardians());
  }

  /** Whose keys may be in the protector. */
  public Addressees addressees() {
    return new Addressees(owner, certificate, guardians);
  }

  /**
   * Who may be in the protector and, by the signing key, not in the one of {@code other}: names
   * with the first eight digits of the key; empty for nobody.
   */
  public Optional<String> without(VmHeader other) {
    Set<Thumbprint> theirs =
        Stream.concat(Stream.of(other.owner), other.guardians.stream())
            .map(PermittedGuardian::signing)
            .collect(Collectors.toSet());
    String names =
        guardians.stream()
            .filter(each -> !theirs.contains(each.signing()))
            .map(
                each -> each.name() + " (" + ShortPrint.of(each.signing().toString(), DIGITS) + ")")
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** What the owner calls the guardian of a wrapping; empty where the header permits none. */
  public Optional<GuardianName> permits(Wrapping wrapping) {
    return addressees().permits(wrapping);
  }
}
