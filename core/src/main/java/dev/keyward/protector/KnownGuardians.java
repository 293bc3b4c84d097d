package dev.keyward.protector;

import dev.keyward.guardian.CertificateRole;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianSubject;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Gives names to the certificates of protectors. A wrapping has a guardian's name when both keys
 * are that guardian's; an owner or sealer is known by the signing key alone. Having a name is no
 * trust.
 */
public final class KnownGuardians {

  private final Map<Thumbprint, String> signing = new HashMap<>();
  private final Map<Thumbprint, String> listed = new HashMap<>();
  private final Map<Thumbprint, String> encryption = new HashMap<>();
  private final Map<Thumbprint, String> singleSigning = new HashMap<>();
  private final Map<Thumbprint, String> singleEncryption = new HashMap<>();

  /** Knows nobody yet. */
  private KnownGuardians() {}

  /** None known. */
  public static KnownGuardians none() {
    return new KnownGuardians();
  }

  /** Whether nobody is known at all. */
  public boolean isEmpty() {
    return signing.isEmpty() && singleSigning.isEmpty() && singleEncryption.isEmpty();
  }

  /** These guardians; where two share a key, the first gives the name. */
  public static KnownGuardians of(List<Guardian> guardians) {
    KnownGuardians known = new KnownGuardians();
    guardians.forEach(known::add);
    return known;
  }

  /** The same with more guardians. */
  public KnownGuardians with(List<Guardian> guardians) {
    KnownGuardians more = copy();
    guardians.forEach(more::add);
    return more;
  }

  /**
   * A certificate that came alone.
   *
   * @param name what it is called
   * @param certificate the certificate
   */
  public record Single(String name, GuardianCertificate certificate) {}

  /**
   * The same with certificates that came alone. What a certificate claims to be for, else what it
   * allows, says which half of a wrapping it names; both halves under one name are a guardian whose
   * keys are known.
   */
  public KnownGuardians withSingles(List<Single> singles) {
    KnownGuardians more = copy();
    for (Single single : singles) {
      Thumbprint key = single.certificate().keyThumbprint();
      if (mayBe(single.certificate(), CertificateRole.SIGNING)) {
        more.singleSigning.putIfAbsent(key, single.name());
      }
      if (mayBe(single.certificate(), CertificateRole.ENCRYPTION)) {
        more.singleEncryption.putIfAbsent(key, single.name());
      }
    }
    return more;
  }

  /**
   * The same with a guardian whose certificates come from a directory, which says what each is for
   * and has no signature of the one over the other. Both halves under one name are a guardian whose
   * keys are known.
   */
  public KnownGuardians withPair(
      String name, GuardianCertificate signing, GuardianCertificate encryption) {
    KnownGuardians more = copy();
    more.singleSigning.putIfAbsent(signing.keyThumbprint(), name);
    more.singleEncryption.putIfAbsent(encryption.keyThumbprint(), name);
    return more;
  }

  /** An unfit certificate keeps its name for both halves: it is only shown, never relied on. */
  private static boolean mayBe(GuardianCertificate certificate, CertificateRole role) {
    Optional<CertificateRole> claimed = GuardianSubject.of(certificate).role();
    boolean forNothing =
        Stream.of(CertificateRole.values())
            .allMatch(each -> certificate.unfitFor(each).isPresent());
    return claimed.map(role::equals).orElse(forNothing || certificate.unfitFor(role).isEmpty());
  }

  private KnownGuardians copy() {
    KnownGuardians copy = new KnownGuardians();
    copy.signing.putAll(signing);
    copy.encryption.putAll(encryption);
    copy.singleSigning.putAll(singleSigning);
    copy.singleEncryption.putAll(singleEncryption);
    copy.listed.putAll(listed);
    return copy;
  }

  private void add(Guardian guardian) {
    String name = guardian.name().toString();
    signing.putIfAbsent(guardian.signing().keyThumbprint(), name);
    encryption.putIfAbsent(guardian.encryption().keyThumbprint(), name);
    guardian.otherSigning().forEach(each -> listed.putIfAbsent(each.keyThumbprint(), name));
  }

  /** Whether a guardian whose both certificates are known has the key of this one. */
  public boolean hasKeyOf(GuardianCertificate certificate) {
    return signing.containsKey(certificate.keyThumbprint())
        || encryption.containsKey(certificate.keyThumbprint());
  }

  /** A digest over all names and keys: two that give the same names have the same one. */
  public Thumbprint fingerprint() {
    TreeSet<String> lines = new TreeSet<>();
    describe("signing", signing, lines);
    describe("listed", listed, lines);
    describe("encryption", encryption, lines);
    describe("single-signing", singleSigning, lines);
    describe("single-encryption", singleEncryption, lines);
    return Thumbprint.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static void describe(String role, Map<Thumbprint, String> names, Set<String> lines) {
    names.forEach((key, name) -> lines.add(role + " " + key + " " + name));
  }

  /** Whom the wrapping is addressed to. */
  public Identity identify(Wrapping wrapping) {
    return identify(wrapping.signing(), wrapping.encryption());
  }

  /**
   * Whom a valid wrapping with these certificates is addressed to. There the signing key itself
   * signed the encryption certificate, so a known signer vouches for both, unless somebody who is
   * known has that encryption key.
   */
  public Identity identify(GuardianCertificate signer, GuardianCertificate encrypter) {
    Optional<String> first = signerName(signer);
    Optional<String> second =
        name(encryption, encrypter).or(() -> name(singleEncryption, encrypter));
    Optional<String> borrowed = borrowed(signer, encrypter);
    if (borrowed.isPresent()) {
      return new Identity.Mixed(first, borrowed);
    }
    if (first.isPresent() && first.get().equalsIgnoreCase(second.orElse(""))) {
      return new Identity.Known(first.get());
    }
    boolean known = second.isPresent() && isWhole(second.get(), encrypter);
    if (known || (first.isPresent() && signing.containsKey(signer.keyThumbprint()))) {
      return new Identity.Mixed(first, second);
    }
    if (first.isEmpty()) {
      return new Identity.Unknown();
    }
    return listed.containsKey(signer.keyThumbprint())
        ? new Identity.Replaced(first.get())
        : new Identity.Known(first.get());
  }

  /**
   * Who signs with the key that the wrapping is encrypted to. A guardian signs bare certificates
   * (MS-KPS), so its signature over another's signing certificate, made to grant access, can be
   * borrowed and put here; whoever has that key would open the wrapping under a wrong name.
   */
  private Optional<String> borrowed(GuardianCertificate signer, GuardianCertificate encrypter) {
    boolean ownKey = signer.sameKeyAs(encrypter);
    boolean forBoth = singleEncryption.containsKey(encrypter.keyThumbprint());
    return ownKey || forBoth || encryption.containsKey(encrypter.keyThumbprint())
        ? Optional.empty()
        : name(signing, encrypter).or(() -> name(singleSigning, encrypter));
  }

  /** Whether the signing key of whoever has this encryption key is known too. */
  private boolean isWhole(String name, GuardianCertificate encrypter) {
    return encryption.containsKey(encrypter.keyThumbprint()) || singleSigning.containsValue(name);
  }

  /** Whether the wrapping is addressed to the guardian of that name, whatever its case. */
  public boolean isNamed(Wrapping wrapping, String name) {
    return identify(wrapping) instanceof Identity.Known known
        && known.name().equalsIgnoreCase(name);
  }

  /** Whether any certificate has this name, whatever its case. */
  public boolean knows(String name) {
    return Stream.of(signing, listed, encryption, singleSigning, singleEncryption)
        .flatMap(names -> names.values().stream())
        .anyMatch(name::equalsIgnoreCase);
  }

  /**
   * Whether this is the guardian's signing certificate, present or former. One that it lists and
   * that is another known guardian's own is that one's: anybody can list what is not theirs.
   */
  public boolean signsAs(Guardian guardian, GuardianCertificate certificate) {
    return guardian.hasSigningKeyOf(certificate)
        || (guardian.signsWith(certificate)
            && signerName(certificate).filter(guardian.name().toString()::equals).isPresent());
  }

  /** The name of whoever signs with the key of {@code certificate}. */
  public Optional<String> signerName(GuardianCertificate certificate) {
    // Anybody can list another's certificate among their own: whose it is says who has it first.
    return name(signing, certificate)
        .or(() -> name(listed, certificate))
        .or(() -> name(singleSigning, certificate));
  }

  private static Optional<String> name(
      Map<Thumbprint, String> names, GuardianCertificate certificate) {
    return Optional.ofNullable(names.get(certificate.keyThumbprint()));
  }
}
