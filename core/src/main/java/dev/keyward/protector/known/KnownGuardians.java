package dev.keyward.protector.known;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.subject.GuardianSubject;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives names to the certificates of protectors, and says whether a key is current, former or
 * retired. The signing key says who a guardian is; a name is a label. A name does not mean trust.
 * Immutable.
 */
public final class KnownGuardians {

  private final List<NamedGuardian> named;
  private final SingleCertificates singles;
  private final GuardianLabels labels;
  private final KeyOwners owners;
  private final Map<String, OutOfDate> outOfDate;

  private KnownGuardians(KnownGuardians same, KeyOwners owners) {
    this.named = same.named;
    this.singles = same.singles;
    this.labels = same.labels;
    this.owners = owners;
    this.outOfDate = same.outOfDate;
  }

  private KnownGuardians(List<NamedGuardian> named, SingleCertificates singles) {
    this.named = List.copyOf(named);
    this.singles = singles;
    this.labels = new GuardianLabels(named);
    this.owners = new KeyOwners(labels.guardians(), singles);
    this.outOfDate = new HashMap<>();
    for (KnownGuardian guardian : labels.guardians()) {
      guardian.outOfDate().ifPresent(each -> outOfDate.put(guardian.label(), each));
    }
  }

  /** No known guardians. */
  public static KnownGuardians none() {
    return new KnownGuardians(List.of(), SingleCertificates.NONE);
  }

  /** These guardians, with the keys that they have and had. */
  public static KnownGuardians of(List<GuardianHistory> histories) {
    return none()
        .withNamed(histories.stream().map(each -> NamedGuardian.stored(each, false)).toList());
  }

  /** These guardians, with their current keys. */
  public static KnownGuardians present(List<Guardian> guardians) {
    return of(guardians.stream().map(GuardianHistory::of).toList());
  }

  /** These guardians and more. */
  public KnownGuardians withNamed(List<NamedGuardian> more) {
    List<NamedGuardian> all = new ArrayList<>(named);
    all.addAll(more);
    return new KnownGuardians(all, singles);
  }

  /**
   * A certificate without its partner.
   *
   * @param name what it is called
   * @param certificate the certificate
   */
  public record Single(String name, GuardianCertificate certificate) {}

  /**
   * Adds certificates without partners. The purpose that a certificate states, or else its key
   * usage, says which half of a wrapping it names. Both halves under one name are a guardian whose
   * keys are known.
   */
  public KnownGuardians withSingles(List<Single> more) {
    Map<Thumbprint, String> signing = new HashMap<>();
    Map<Thumbprint, String> encryption = new HashMap<>();
    for (Single single : more) {
      Thumbprint key = single.certificate().keyThumbprint();
      if (mayBe(single.certificate(), CertificateRole.SIGNING)) {
        signing.putIfAbsent(key, single.name());
      }
      if (mayBe(single.certificate(), CertificateRole.ENCRYPTION)) {
        encryption.putIfAbsent(key, single.name());
      }
    }
    return with(new SingleCertificates(signing, encryption));
  }

  /**
   * Adds a guardian whose certificates come from a directory. The directory says what each is for,
   * and has no signature of the one key over the other certificate. Both halves under one name are
   * a guardian whose keys are known.
   */
  public KnownGuardians withPair(
      String name, GuardianCertificate signing, GuardianCertificate encryption) {
    return with(
        new SingleCertificates(
            Map.of(signing.keyThumbprint(), name), Map.of(encryption.keyThumbprint(), name)));
  }

  /**
   * The same beside keys that sign in the input. A guardian signs bare certificates, so a key that
   * signs is no encryption key of another, however the other's signature says so.
   *
   * @param keys the SHA-256 of each; of valid protectors alone
   */
  public KnownGuardians withSigners(Set<Thumbprint> keys) {
    return new KnownGuardians(this, owners.withSigners(keys));
  }

  /** The same beside the keys that sign in these wrappings of a valid protector. */
  public KnownGuardians beside(List<Wrapping> wrappings) {
    return withSigners(
        wrappings.stream().map(each -> each.signing().keyThumbprint()).collect(Collectors.toSet()));
  }

  /** Whether nothing but signatures says whose the encryption key of one of the wrappings is. */
  public boolean vouches(List<Wrapping> wrappings) {
    return wrappings.stream().anyMatch(each -> holders(each).vouched());
  }

  private KnownGuardians with(SingleCertificates more) {
    return new KnownGuardians(named, singles.with(more));
  }

  /** An unfit certificate keeps its name for both halves: it is only shown, never relied on. */
  private static boolean mayBe(GuardianCertificate certificate, CertificateRole role) {
    Optional<CertificateRole> claimed = GuardianSubject.of(certificate.subject()).role();
    boolean forNothing =
        Stream.of(CertificateRole.values())
            .allMatch(each -> certificate.unfitFor(each).isPresent());
    return claimed.map(role::equals).orElse(forNothing || certificate.unfitFor(role).isEmpty());
  }

  /** Whether no guardian is known. */
  public boolean isEmpty() {
    return named.isEmpty() && singles.equals(SingleCertificates.NONE);
  }

  /** Those whose keys belong together, each once; the store's come first. */
  public List<KnownGuardian> guardians() {
    return labels.guardians();
  }

  /** Whether a guardian whose both certificates are known has the key of this one. */
  public boolean hasKeyOf(GuardianCertificate certificate) {
    return owners.has(certificate.keyThumbprint());
  }

  /**
   * A digest over all names, keys and their states. Two values with the same digest give the same
   * answers.
   */
  public Thumbprint fingerprint() {
    return Thumbprint.of(String.join("\n", owners.lines()).getBytes(StandardCharsets.UTF_8));
  }

  /** The guardian that the wrapping is addressed to. */
  public Identity identify(Wrapping wrapping) {
    return holders(wrapping).identity();
  }

  /** Whom the two certificates of a valid wrapping say something about. */
  public Holders holders(Wrapping wrapping) {
    return holders(wrapping.signing(), wrapping.encryption(), wrapping.isOwn());
  }

  /**
   * The same of certificates.
   *
   * @param own whether they stand in their owner's own wrapping
   */
  public Holders holders(GuardianCertificate signer, GuardianCertificate encrypter, boolean own) {
    return owners.of(signer, encrypter, own);
  }

  /**
   * The labels of the guardians with this name: none, one, or several. Case does not count. If
   * there are several, a caller must not choose one.
   */
  public Set<String> find(String name) {
    Set<String> found = new LinkedHashSet<>();
    labels.find(name).forEach(guardian -> found.add(guardian.label()));
    if (found.isEmpty()) {
      Stream.concat(singles.signing().values().stream(), singles.encryption().values().stream())
          .filter(each -> isSame(each, name))
          .forEach(found::add);
    }
    return found;
  }

  /** A foreign name may hold letters that only fold to the ones of a guardian's name. */
  private static boolean isSame(String single, String name) {
    return single.equals(name) || (GuardianName.isOne(single) && single.equalsIgnoreCase(name));
  }

  /** The labels of the guardians that have a key or a certificate with this fingerprint. */
  public Set<String> find(Thumbprint fingerprint) {
    return owners.named(fingerprint);
  }

  /** Whether both keys of the wrapping are known as the guardian's of that name, and no others'. */
  public boolean isNamed(Wrapping wrapping, String name) {
    return holders(wrapping).both().map(Set::of).filter(find(name)::equals).isPresent();
  }

  /** The text that reports show for a label: it includes the other names of that guardian. */
  public String shown(String label) {
    return labels.find(label).stream().findFirst().map(KnownGuardian::shown).orElse(label);
  }

  /**
   * The certificate that this guardian has now for the key of {@code certificate}.
   *
   * @param role of the key
   */
  public Optional<GuardianCertificate> latest(
      String label, CertificateRole role, GuardianCertificate certificate) {
    return labels.find(label).stream()
        .flatMap(guardian -> guardian.history().keys(role).stream())
        .filter(key -> key.isOf(certificate))
        .map(KnownKey::certificate)
        .findFirst();
  }

  /** The store's name for the one guardian that has this name; commands accept that name. */
  public Optional<String> storedName(String name) {
    List<KnownGuardian> found = labels.find(name);
    return found.size() == 1
        ? found.get(0).sources().stream()
            .filter(NamedGuardian::isStored)
            .map(NamedGuardian::name)
            .findFirst()
        : Optional.empty();
  }

  /** Whether the store has the private keys of this guardian. */
  public boolean hasKeysHere(String label) {
    return labels.find(label).stream().anyMatch(KnownGuardian::hasKeysHere);
  }

  /** The state of each signing key of a guardian, by its SHA-256; empty for a stranger. */
  public Map<Thumbprint, KeyState> signingKeys(String label) {
    Map<Thumbprint, KeyState> keys = new LinkedHashMap<>();
    for (KnownGuardian guardian : labels.find(label)) {
      HeldRing.of(guardian, CertificateRole.SIGNING)
          .forEach((key, held) -> keys.put(key, held.state()));
    }
    return keys;
  }

  /**
   * How a folder contradicts what the store last accepted for this guardian; empty if none does.
   */
  public Optional<OutOfDate> outOfDate(String label) {
    return Optional.ofNullable(outOfDate.get(label));
  }

  /** Whether any certificate has this name; case does not count. */
  public boolean knows(String name) {
    return !find(name).isEmpty();
  }

  /**
   * Whether this is a signing certificate of the guardian, current or former. A retired certificate
   * does not count. A certificate that metadata only lists does not count either, because anybody
   * can list certificates of others.
   */
  public boolean signsAs(Guardian guardian, GuardianCertificate certificate) {
    Optional<String> label = signerName(guardian.signing());
    return label.isPresent() && holders(certificate, certificate, false).signer().equals(label);
  }

  /** The name of the guardian whose signing key is that of {@code certificate}. */
  public Optional<String> signerName(GuardianCertificate certificate) {
    return owners.signer(certificate.keyThumbprint()).map(Identity.Known::name);
  }
}
