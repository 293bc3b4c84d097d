package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.GuardianStore;
import dev.keyward.guardian.trust.LockedGuardian;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.known.NamedGuardian;
import dev.keyward.protector.part.Wrapping;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The guardians of this session's store, as commands ask for them: by the name a user typed. */
public final class Roster {

  private final Session session;
  private final GuardianStore store;

  private Roster(Session session, GuardianStore store) {
    this.session = session;
    this.store = store;
  }

  /** The guardians in the store. The console says so if the store does not exist. */
  public Roster(Session session) throws UsageException {
    this(session, session.chosenStore().open(session));
  }

  /** The guardians in the store, for a command that makes the store if it does not exist. */
  public static Roster toFill(Session session) throws UsageException {
    return new Roster(session, session.chosenStore().toFill(session));
  }

  public GuardianStore store() {
    return store;
  }

  private List<Guardian> all() throws KeywardException, IOException {
    return guardians().stream().map(StoredGuardian::guardian).toList();
  }

  /** All guardians that can be read, after a warning about each that cannot. */
  public List<StoredGuardian> guardians() throws KeywardException, IOException {
    return contents().readable();
  }

  /**
   * When new certificates begin.
   *
   * @throws NotTrustedException code {@code wrong-clock}, as {@link Certificates#beginning}
   */
  public Instant beginning() throws KeywardException, IOException {
    return Certificates.beginning(
        session,
        store.contents().readable().stream()
            .map(StoredGuardian::guardian)
            .flatMap(each -> Stream.of(each.signing(), each.encryption())));
  }

  /** What the store holds, after a warning about each damaged entry. */
  public StoredGuardian.Listing contents() throws KeywardException, IOException {
    StoredGuardian.Listing contents = store.contents();
    contents.damaged().forEach(session.damage()::tell);
    return contents;
  }

  /** The entry of that name if it is damaged; empty if it can be read or does not exist. */
  public Optional<DamagedGuardian> damaged(String text)
      throws KeywardException, IOException, UsageException {
    GuardianName name = name(text);
    return store.contents().damaged().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Who is known from the store, with the keys that they have and had. */
  public KnownGuardians known() throws KeywardException, IOException {
    return known(contents());
  }

  /** The same of what {@link #contents} returned. */
  public static KnownGuardians known(StoredGuardian.Listing contents) {
    return KnownGuardians.none()
        .withNamed(
            contents.readable().stream()
                .map(each -> NamedGuardian.stored(each.history(), !each.withKeys().isEmpty()))
                .toList());
  }

  /** A name, refused as wrong usage where it has not the form of one. */
  public static GuardianName name(String text) throws UsageException {
    try {
      return GuardianName.parse(text);
    } catch (KeywardException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** The guardian of that name. */
  public StoredGuardian require(String text) throws KeywardException, IOException, UsageException {
    GuardianName name = name(text);
    Optional<StoredGuardian> found = store.find(name);
    if (found.isEmpty()) {
      throw new UsageException(
          "no guardian named " + name + " in " + session.store(),
          "keyward guardian list shows the guardians of the store");
    }
    return found.get();
  }

  /** The guardian, whose certificates must be current unless that was or is accepted. */
  public TrustedGuardian grantable(String text, boolean allowExpired)
      throws KeywardException, IOException, UsageException {
    TrustedGuardian trusted = require(text).trusted();
    if (allowExpired) {
      return trusted.acceptingExpired();
    }
    try {
      trusted.requireCurrent(session.now());
      return trusted;
    } catch (NotTrustedException e) {
      throw TrustRemedy.of(e);
    }
  }

  /** The same with the keys that it had before. */
  public TrustedHistory grantee(String text, boolean allowExpired)
      throws KeywardException, IOException, UsageException {
    return new TrustedHistory(require(text).history(), grantable(text, allowExpired));
  }

  public SigningKey signing(String text) throws KeywardException, IOException, UsageException {
    LockedGuardian locked = store.locked(require(text).guardian());
    return locked.signing(session.passphrase(locked.references()));
  }

  /** Asks the user now for what opens a guardian's keys, so that nobody waits for it later. */
  public void prepare(StoredGuardian stored) throws KeywardException, IOException, UsageException {
    for (Guardian generation : stored.withKeys()) {
      prepare(generation);
    }
    if (stored.withKeys().isEmpty()) {
      session.passphrase();
    }
  }

  /** The same for the guardians that these options name. */
  public void prepare(Arguments arguments, String... options)
      throws KeywardException, IOException, UsageException {
    for (String option : options) {
      Optional<String> name = arguments.value(option);
      if (name.isPresent()) {
        prepare(require(name.get()));
      }
    }
  }

  /** The same for the keys of a generation. */
  void prepare(Guardian generation) throws KeywardException, IOException, UsageException {
    session.passphrase(store.locked(generation).references());
  }

  /** Both keys of a generation. */
  public GuardianKeys keys(Guardian generation)
      throws KeywardException, IOException, UsageException {
    LockedGuardian locked = store.locked(generation);
    return locked.both(session.passphrase(locked.references()));
  }

  /** The key of a guardian that will own something new, as {@link #grantable} checks it. */
  public SigningKey owner(String text, boolean allowExpired)
      throws KeywardException, IOException, UsageException {
    boolean accepted = grantable(text, allowExpired).decision().acceptedExpired();
    SigningKey key = signing(text);
    return accepted ? key.acceptingExpired() : key;
  }

  /**
   * Selects the wrappings that are sealed again although their certificates are not valid. With
   * {@code --allow-expired} these are all of them. Otherwise they are those of guardians that were
   * imported with that option.
   */
  public Predicate<Wrapping> acceptedExpired(Arguments arguments)
      throws KeywardException, IOException {
    if (arguments.has(Options.ALLOW_EXPIRED.name())) {
      return wrapping -> true;
    }
    List<Guardian> accepted =
        guardians().stream()
            .filter(each -> each.trust().acceptedExpired())
            .map(StoredGuardian::guardian)
            .toList();
    return wrapping ->
        accepted.stream()
            .anyMatch(each -> each.hasKeysOf(wrapping.signing(), wrapping.encryption()));
  }

  public OpeningKey opening(String text) throws KeywardException, IOException, UsageException {
    return opening(require(text).guardian());
  }

  /**
   * Both keys of a guardian's own wrapping, to act as that owner: of the generation that the
   * wrapping is for, which need not be the current one.
   */
  public GuardianKeys keysOf(Wrapping owner) throws KeywardException, IOException, UsageException {
    for (StoredGuardian stored : guardians()) {
      for (Guardian generation : stored.withKeys()) {
        if (generation.hasKeysOf(owner.signing(), owner.encryption())) {
          return keys(generation);
        }
      }
    }
    return keysOf(owner.signing());
  }

  /** The same by the signing key alone, for what names no encryption key. */
  public GuardianKeys keysOf(GuardianCertificate certificate)
      throws KeywardException, IOException, UsageException {
    for (StoredGuardian stored : guardians()) {
      for (Guardian generation : stored.withKeys()) {
        if (generation.hasSigningKeyOf(certificate)) {
          return keys(generation);
        }
      }
    }
    throw new NoAccessException(
        Fault.of(
                "no-owner-keys",
                "store " + session.store(),
                "no guardian here with the private keys of the owner " + certificate,
                "the owner's keys")
            .withHint("guardian import-keys imports them; protector hand-over changes the owner"));
  }

  /** The key of the guardian that {@code --as} names, else of the owner, to open with. */
  public OpeningKey opener(Arguments arguments, VerifiedKeyProtector protector)
      throws KeywardException, IOException, UsageException {
    Optional<String> name = arguments.value("as");
    return name.isPresent()
        ? openingOf(require(name.get()), protector)
        : keysOf(protector.owner()).opening();
  }

  /** The key of a guardian, of any generation, that a wrapping of the protector is for. */
  public OpeningKey openingOf(StoredGuardian stored, VerifiedKeyProtector protector)
      throws KeywardException, IOException, UsageException {
    for (Guardian generation : stored.withKeys()) {
      if (protector.wrappings().stream().anyMatch(w -> generation.decryptsFor(w.encryption()))) {
        return opening(generation);
      }
    }
    return opening(stored.guardian());
  }

  /** The key of a generation that opens. */
  public OpeningKey opening(Guardian generation)
      throws KeywardException, IOException, UsageException {
    LockedGuardian locked = store.locked(generation);
    return locked.opening(session.passphrase(locked.references()));
  }

  /** Whose seal {@code --accept-sealed-by} takes on besides the owner's. */
  public Predicate<GuardianCertificate> acceptedSealer(Arguments arguments)
      throws KeywardException, IOException, UsageException {
    List<Guardian> accepted = new ArrayList<>();
    for (String name : arguments.values(Options.ACCEPT_SEALED_BY.name())) {
      if (name.equals("trusted")) {
        accepted.addAll(all());
      } else {
        accepted.add(require(name).guardian());
      }
    }
    KnownGuardians known = known();
    return sealer -> accepted.stream().anyMatch(guardian -> known.signsAs(guardian, sealer));
  }
}
