package dev.keyward.vm.sealing;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The guardians that the owner of a file addresses it to: whose keys may be in its protector.
 *
 * @param owner the owner's keys
 * @param certificate the owner's signing certificate, whose key signs the header
 * @param guardians the others, at most 63
 */
public record Addressees(
    PermittedGuardian owner, GuardianCertificate certificate, List<PermittedGuardian> guardians) {

  /** The most guardians besides the owner. */
  public static final int MAX_GUARDIANS = KeyProtector.MAX_WRAPPINGS - 1;

  /** Copies the list; refuses another owner's certificate and keys given twice. */
  public Addressees {
    guardians = List.copyOf(guardians);
    if (!owner.signing().equals(certificate.keyThumbprint())) {
      throw new IllegalArgumentException("the certificate is not the owner's");
    }
    if (guardians.size() > MAX_GUARDIANS || !distinct(owner, guardians)) {
      throw new IllegalArgumentException("at most 63 guardians, each with keys of its own");
    }
  }

  /**
   * These guardians.
   *
   * @throws VerificationFailedException code {@code keys-in-use} or {@code too-many-guardians}
   */
  public static Addressees of(Guardian owner, List<TrustedGuardian> guardians)
      throws VerificationFailedException {
    return permitting(
        owner, guardians.stream().map(each -> PermittedGuardian.of(each.guardian())).toList());
  }

  /** The same of guardians that are known by their keys. */
  public static Addressees permitting(Guardian owner, List<PermittedGuardian> permitted)
      throws VerificationFailedException {
    return permitting(PermittedGuardian.of(owner), owner.signing(), permitted);
  }

  /**
   * The same with the keys and the signing certificate of the owner.
   *
   * @throws IllegalArgumentException for the certificate of another key
   */
  public static Addressees permitting(
      PermittedGuardian owner, GuardianCertificate certificate, List<PermittedGuardian> permitted)
      throws VerificationFailedException {
    if (permitted.size() > MAX_GUARDIANS) {
      throw refused(
          "too-many-guardians", "guardians", permitted.size() + " guardians", "at most 63");
    }
    if (!distinct(owner, permitted)) {
      throw refused(
          "keys-in-use",
          "guardians",
          "a key that two guardians share",
          "a key of its own for each guardian");
    }
    return new Addressees(owner, certificate, permitted);
  }

  /** Whether no key occurs twice, but for one that plays both roles of one guardian. */
  public static boolean distinct(PermittedGuardian owner, List<PermittedGuardian> guardians) {
    Set<Thumbprint> keys = new HashSet<>();
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

  /**
   * Refuses a protector of another owner, and wrappings that the owner did not permit in the
   * header; on the way in as on the way out.
   */
  public void requireOnly(VerifiedKeyProtector protector) throws VerificationFailedException {
    if (!owner.owns(protector.owner())) {
      throw refused(
          "protector-of-another-owner",
          "protector",
          "the owner " + protector.owner().signing(),
          "the owner that signed the header");
    }
    for (Wrapping wrapping : protector.wrappings()) {
      if (permits(wrapping).isEmpty()) {
        throw refused(
            "wrapping-not-permitted",
            "protector: Protector/Wrappings/Wrapping (Id " + wrapping.id() + ")",
            "keys of " + wrapping.signing() + ", which the header does not name",
            "only guardians that the owner permits in the header");
      }
    }
  }

  private static VerificationFailedException refused(
      String code, String where, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, where, found, expected));
  }
}
