package dev.keyward.vm;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.Wrapping;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

  /** The most guardians besides the owner. */
  static final int MAX_GUARDIANS = KeyProtector.MAX_WRAPPINGS - 1;

  /** Copies the list; refuses missing parts, another owner's certificate and keys given twice. */
  public VmHeader {
    Objects.requireNonNull(vm, "vm");
    Objects.requireNonNull(policy, "policy");
    guardians = List.copyOf(guardians);
    if (!owner.signing().equals(Digest.of(certificate.publicKey()))) {
      throw new IllegalArgumentException("the certificate is not the owner's");
    }
    if (guardians.size() > MAX_GUARDIANS || !distinct(owner, guardians)) {
      throw new IllegalArgumentException("at most 63 guardians, each with keys of its own");
    }
  }

  /** Whether no key occurs twice, but for one that plays both roles of one guardian. */
  static boolean distinct(PermittedGuardian owner, List<PermittedGuardian> guardians) {
    Set<Digest> keys = new HashSet<>();
    return Stream.concat(Stream.of(owner), guardians.stream())
        .allMatch(
            each ->
                keys.add(each.signing())
                    && (each.encryption().equals(each.signing()) || keys.add(each.encryption())));
  }

  /** What the owner calls the guardian of a wrapping; empty where the header permits none. */
  public Optional<GuardianName> permits(Wrapping wrapping) {
    return Stream.concat(Stream.of(owner), guardians.stream())
        .filter(each -> each.owns(wrapping))
        .map(PermittedGuardian::name)
        .findFirst();
  }
}
