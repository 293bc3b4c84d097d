package dev.keyward.protector;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
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

  private final Map<PublicKey, String> signing = new HashMap<>();
  private final Map<PublicKey, String> listed = new HashMap<>();
  private final Map<PublicKey, String> encryption = new HashMap<>();
  private final Map<PublicKey, String> single = new HashMap<>();

  /** None known. */
  public static KnownGuardians none() {
    return new KnownGuardians();
  }

  /** Whether nobody is known at all. */
  public boolean isEmpty() {
    return signing.isEmpty() && single.isEmpty();
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
   * The same with certificates that came alone. As a signing certificate such a one names a
   * wrapping by itself, since nothing is known of the other one.
   */
  public KnownGuardians withSingles(List<Single> singles) {
    KnownGuardians more = copy();
    singles.forEach(each -> more.single.putIfAbsent(each.certificate().publicKey(), each.name()));
    return more;
  }

  private KnownGuardians copy() {
    KnownGuardians copy = new KnownGuardians();
    copy.signing.putAll(signing);
    copy.encryption.putAll(encryption);
    copy.single.putAll(single);
    copy.listed.putAll(listed);
    return copy;
  }

  private void add(Guardian guardian) {
    String name = guardian.name().toString();
    signing.putIfAbsent(guardian.signing().publicKey(), name);
    encryption.putIfAbsent(guardian.encryption().publicKey(), name);
    guardian.otherSigning().forEach(each -> listed.putIfAbsent(each.publicKey(), name));
  }

  /** A digest over all names and keys: two that give the same names have the same one. */
  public Thumbprint fingerprint() {
    TreeSet<String> lines = new TreeSet<>();
    describe("signing", signing, lines);
    describe("listed", listed, lines);
    describe("encryption", encryption, lines);
    describe("single", single, lines);
    return Thumbprint.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static void describe(String role, Map<PublicKey, String> names, Set<String> lines) {
    names.forEach(
        (key, name) -> lines.add(role + " " + Thumbprint.of(key.getEncoded()) + " " + name));
  }

  /** Whom the wrapping is addressed to. */
  public Identity identify(Wrapping wrapping) {
    return identify(wrapping.signing(), wrapping.encryption());
  }

  /** Whom a wrapping with these certificates is addressed to. */
  public Identity identify(GuardianCertificate signer, GuardianCertificate encrypter) {
    Optional<String> first = signerName(signer);
    Optional<String> second = name(encryption, encrypter).or(() -> name(single, encrypter));
    if (first.isPresent() && first.equals(second)) {
      return new Identity.Known(first.get());
    }
    if (first.isEmpty() && second.isEmpty()) {
      return new Identity.Unknown();
    }
    if (second.isPresent() || signing.containsKey(signer.publicKey())) {
      return new Identity.Mixed(first, second);
    }
    // The signing key vouches for the encryption certificate beside it, never the other way round.
    return listed.containsKey(signer.publicKey())
        ? new Identity.Replaced(first.get())
        : new Identity.Known(first.get());
  }

  /** Whether the wrapping is addressed to the guardian of that name, whatever its case. */
  public boolean isNamed(Wrapping wrapping, String name) {
    return identify(wrapping) instanceof Identity.Known known
        && known.name().equalsIgnoreCase(name);
  }

  /** Whether any certificate has this name, whatever its case. */
  public boolean knows(String name) {
    return Stream.of(signing, listed, encryption, single)
        .flatMap(names -> names.values().stream())
        .anyMatch(name::equalsIgnoreCase);
  }

  /** The name of whoever signs with the key of {@code certificate}. */
  public Optional<String> signerName(GuardianCertificate certificate) {
    // Anybody can list another's certificate among their own: whose it is says who has it first.
    return name(signing, certificate)
        .or(() -> name(listed, certificate))
        .or(() -> name(single, certificate));
  }

  private static Optional<String> name(
      Map<PublicKey, String> names, GuardianCertificate certificate) {
    return Optional.ofNullable(names.get(certificate.publicKey()));
  }
}
