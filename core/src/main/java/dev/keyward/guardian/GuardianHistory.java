package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.CertificateRole;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A guardian with the keys that it has and had, under one name and one trust decision. A generation
 * is a signing key (who it is) and an encryption key (what it opens). One generation is current:
 * grants use it. This type only holds what is known. The caller decides what may add a key; {@link
 * dev.keyward.guardian.trust} decides that for the store.
 */
public final class GuardianHistory {

  /** The largest number of generations, the current one included. */
  public static final int MOST_GENERATIONS = 64;

  /** The largest memory of all certificates, in bytes. */
  public static final long MOST_MEMORY = 8 << 20;

  private final Generations generations;
  private final KeyRings rings;

  private GuardianHistory(Generations generations, KeyRings rings) {
    this.generations = generations;
    this.rings = rings;
  }

  /** A guardian with one generation, the current one. */
  public static GuardianHistory of(Guardian guardian) {
    Objects.requireNonNull(guardian, "guardian");
    return new GuardianHistory(Generations.of(guardian), KeyRings.of(guardian));
  }

  /**
   * A history that was kept, such as in the store.
   *
   * @param generations both keys of each are known, the current one first
   * @throws IllegalArgumentException for keys that do not fit the generations, or too many
   */
  public static GuardianHistory kept(
      List<Guardian> generations, List<KnownKey> signing, List<KnownKey> encryption) {
    KeyRings rings = new KeyRings(new KeyRing(signing), new KeyRing(encryption), List.of());
    GuardianHistory history = new GuardianHistory(Generations.of(generations), rings);
    if (!rings.fit(generations) || history.isTooLarge()) {
      throw new IllegalArgumentException("keys that do not fit the generations");
    }
    return history;
  }

  /**
   * The same guardian under a name that another one had, whose compromised keys stay known: who has
   * them still opens what was wrapped for them.
   *
   * @throws NotTrustedException code {@code retired-key}, where one is a key of this guardian
   * @throws MalformedInputException code {@code too-many-generations}
   */
  public GuardianHistory inheriting(List<KnownKey> compromised) throws KeywardException {
    GuardianHistory history = new GuardianHistory(generations, rings.inheriting(compromised));
    for (Guardian generation : generations()) {
      new KeyChoice(this).requireNotRetired(history.rings.inherited(generation));
    }
    return bounded(history);
  }

  /** Compromised keys of others that had this name before; they are no keys of this guardian. */
  public List<KnownKey> inherited() {
    return rings.inherited();
  }

  /** Whether one of those keys is a key of {@code guardian}. */
  public boolean inherits(Guardian guardian) {
    return rings.inherited(guardian).isPresent();
  }

  /** All keys that somebody else may have: its own, and those of others that had its name. */
  public List<KnownKey> compromised() {
    return rings.compromised();
  }

  /** The name of the guardian here. */
  public GuardianName name() {
    return current().name();
  }

  /** The generation that grants use. */
  public Guardian current() {
    return generations.current();
  }

  /** The generations that were replaced and whose keys are both known, the latest first. */
  public List<Guardian> past() {
    return generations.past();
  }

  /** The current generation, then those that were replaced, the latest first. */
  public List<Guardian> generations() {
    return generations.all();
  }

  /** The keys that say who it is, the current one first; no key twice. */
  public List<KnownKey> signingKeys() {
    return keys(CertificateRole.SIGNING);
  }

  /** The keys that say what it opens, the current one first; no key twice. */
  public List<KnownKey> encryptionKeys() {
    return keys(CertificateRole.ENCRYPTION);
  }

  /** The keys in {@code role}, the current one first. */
  public List<KnownKey> keys(CertificateRole role) {
    return rings.in(role).keys();
  }

  /**
   * Signing certificates that its metadata lists (MS-KPS, OtherSigningCertificates) and that are no
   * key of it known here. They are claims: anybody can list another's certificate.
   */
  public List<GuardianCertificate> listed() {
    return generations
        .otherSigning()
        .filter(each -> signingKey(each).isEmpty())
        .distinct()
        .toList();
  }

  /** Whether the metadata lists the key of this certificate, and nothing more is known of it. */
  public boolean lists(GuardianCertificate certificate) {
    return listed().stream().anyMatch(certificate::sameKeyAs);
  }

  /** The signing key that {@code certificate} certifies, if it is this guardian's. */
  public Optional<KnownKey> signingKey(GuardianCertificate certificate) {
    return rings.signing().find(certificate);
  }

  /** The encryption key that {@code certificate} certifies, if it is this guardian's. */
  public Optional<KnownKey> encryptionKey(GuardianCertificate certificate) {
    return rings.encryption().find(certificate);
  }

  /** The keys of that fingerprint, of a key or a certificate, in either role: 0 to 2. */
  public List<KnownKey> named(Thumbprint fingerprint) {
    return rings.named(fingerprint);
  }

  /**
   * The same guardian with another current generation; what it replaces becomes former. With the
   * same two keys it is a renewal of certificates, and nothing becomes former.
   *
   * @throws NotTrustedException code {@code retired-key}
   * @throws MalformedInputException code {@code too-many-generations}
   */
  public GuardianHistory replacedBy(Guardian fresh, Instant at) throws KeywardException {
    Generations changed = generations.replacedBy(fresh);
    KeyChoice choice = new KeyChoice(this);
    choice.requireNotRetired(signingKey(fresh.signing()));
    choice.requireNotRetired(encryptionKey(fresh.encryption()));
    choice.requireNotRetired(rings.inherited(fresh));
    return bounded(new GuardianHistory(changed, rings.replacedBy(fresh, at)));
  }

  /**
   * The same guardian with a former generation. What is current and what is retired stays so.
   *
   * @param replaced when it was replaced, where that is known
   * @throws NotTrustedException code {@code retired-key}, for a key of another that had its name
   * @throws MalformedInputException code {@code too-many-generations}
   */
  public GuardianHistory withFormer(Guardian former, Optional<Instant> replaced)
      throws KeywardException {
    Generations changed = generations.withFormer(former);
    new KeyChoice(this).requireNotRetired(rings.inherited(former));
    return bounded(new GuardianHistory(changed, rings.withFormer(former, replaced)));
  }

  /**
   * The same guardian with a key whose partner is not known, such as an enabled one of a service
   * folder. A key that is known keeps its state.
   *
   * @param state {@link KeyState#ENABLED}, {@link KeyState#FORMER} or {@link KeyState#RETIRED}
   * @throws MalformedInputException code {@code too-many-generations}
   */
  public GuardianHistory withKey(
      CertificateRole role, GuardianCertificate certificate, KeyState state)
      throws KeywardException {
    if (state == KeyState.CURRENT) {
      throw new IllegalArgumentException("a current key has a partner");
    }
    return bounded(new GuardianHistory(generations, rings.with(role, certificate, state)));
  }

  /**
   * The same guardian whose operator disabled a key.
   *
   * @param fingerprint of the key or one of its certificates, in any role
   * @param compromised whether somebody else may have the private key
   * @throws NotTrustedException code {@code unknown-key} or {@code current-key}
   */
  public GuardianHistory retired(Thumbprint fingerprint, boolean compromised, Instant at)
      throws KeywardException {
    KeyChoice choice = new KeyChoice(this);
    if (choice.required(fingerprint).stream().anyMatch(key -> key.state() == KeyState.CURRENT)) {
      throw choice.refused(
          "current-key",
          "a key that it uses",
          "take its new metadata first: keyward guardian update " + name() + " FILE");
    }
    return new GuardianHistory(
        generations, rings.retired(fingerprint, compromised, Optional.of(at)));
  }

  /**
   * The same guardian whose operator uses the key again: it is former.
   *
   * @throws NotTrustedException code {@code unknown-key} or {@code not-retired}
   */
  public GuardianHistory restored(Thumbprint fingerprint) throws KeywardException {
    new KeyChoice(this).requireRetired(fingerprint);
    return new GuardianHistory(generations, rings.restored(fingerprint));
  }

  /**
   * The same guardian with a former generation as the current one, for an operator who went back.
   *
   * @param fingerprint of one of its keys or certificates, which must fit one generation
   * @throws NotTrustedException code {@code unknown-key}, {@code ambiguous-key}, {@code
   *     current-key} or {@code retired-key}
   */
  public GuardianHistory using(Thumbprint fingerprint, Instant at) throws KeywardException {
    return replacedBy(new KeyChoice(this).former(fingerprint), at);
  }

  private static GuardianHistory bounded(GuardianHistory history) throws MalformedInputException {
    if (history.isTooLarge()) {
      throw new MalformedInputException(
          Fault.of(
              "too-many-generations",
              "guardian " + history.name(),
              "more keys and certificates than are kept",
              "at most " + MOST_GENERATIONS + " generations"));
    }
    return history;
  }

  private boolean isTooLarge() {
    return Math.max(generations.count(), rings.most()) > MOST_GENERATIONS || memory() > MOST_MEMORY;
  }

  /** What this takes of the memory, in bytes. */
  public long memory() {
    return rings.memory() + generations.otherSigning().mapToLong(GuardianCertificate::memory).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof GuardianHistory that
            && generations.equals(that.generations)
            && rings.equals(that.rings);
  }

  @Override
  public int hashCode() {
    return name().hashCode();
  }

  /** The name, and the number of keys. */
  @Override
  public String toString() {
    return "GuardianHistory(" + name() + ", " + rings.most() + " keys)";
  }
}
