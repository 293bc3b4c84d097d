package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Proves that wrappings open, with the private keys of this store: each is unlocked once. */
public final class Proof {

  private final Session session;
  private final Roster roster;
  private final RsaEngine engine = RsaEngine.jdk();
  private final Map<Thumbprint, OpeningKey> unlocked = new HashMap<>();

  public Proof(Session session, Roster roster) {
    this.session = session;
    this.roster = roster;
  }

  /**
   * Opens with every key here that a wrapping is for, and tells which wrappings opened.
   *
   * <p>A wrapping whose key encryption is unknown is passed over where another opens.
   *
   * @throws NoAccessException code {@code no-private-key}, where there is none
   * @throws dev.keyward.UnsupportedFormatException code {@code unknown-key-encryption}, where the
   *     only ones are encrypted in a way that Keyward does not know
   */
  public Set<WrappingId> open(VerifiedKeyProtector protector)
      throws KeywardException, IOException, UsageException {
    List<Able> able = able(protector);
    if (able.isEmpty()) {
      throw new NoAccessException(
          Fault.of(
              "no-private-key",
              "Protector/Wrappings",
              "no wrapping for a guardian with private keys in this store",
              "at least one"));
    }
    return opened(protector, able);
  }

  /**
   * The same where another key may have opened it: nothing, where no wrapping is for a key here.
   */
  public Set<WrappingId> openAny(VerifiedKeyProtector protector)
      throws KeywardException, IOException, UsageException {
    return opened(protector, able(protector));
  }

  private List<Able> able(VerifiedKeyProtector protector) throws KeywardException, IOException {
    List<Able> able = new ArrayList<>();
    for (StoredGuardian stored : roster.guardians()) {
      for (Guardian generation : stored.withKeys()) {
        wrappingFor(protector, generation)
            .ifPresent(wrapping -> able.add(new Able(generation, wrapping)));
      }
    }
    return able;
  }

  private Set<WrappingId> opened(VerifiedKeyProtector protector, List<Able> able)
      throws KeywardException, IOException, UsageException {
    List<Able> known = able.stream().filter(Able::isKnown).toList();
    Set<WrappingId> opened = new LinkedHashSet<>();
    for (Able each : known) {
      roster.prepare(each.guardian());
    }
    for (Able each : known.isEmpty() ? able : known) {
      prove(protector, each.guardian());
      opened.add(each.wrapping().id());
    }
    return opened;
  }

  /** Opens with every key here of this guardian, of whichever generation. */
  public Set<WrappingId> openAs(VerifiedKeyProtector protector, StoredGuardian stored)
      throws KeywardException, IOException, UsageException {
    Set<WrappingId> opened = new LinkedHashSet<>();
    for (Guardian generation : stored.withKeys()) {
      if (wrappingFor(protector, generation).isPresent()) {
        opened.add(openAs(protector, generation));
      }
    }
    return opened;
  }

  /** A generation with keys here, and the wrapping that is for it. */
  private record Able(Guardian guardian, Wrapping wrapping) {

    boolean isKnown() {
      return wrapping.transportKey().encryption().unknownAlgorithm().isEmpty();
    }
  }

  /** Opens with this guardian's key and tells which wrapping it was. */
  public WrappingId openAs(VerifiedKeyProtector protector, Guardian guardian)
      throws KeywardException, IOException, UsageException {
    prove(protector, guardian);
    // It opened, so there is such a wrapping.
    return wrappingFor(protector, guardian).orElseThrow().id();
  }

  private void prove(VerifiedKeyProtector protector, Guardian guardian)
      throws KeywardException, IOException, UsageException {
    OpeningKey key = unlocked.get(guardian.encryption().keyThumbprint());
    if (key == null) {
      key = roster.opening(guardian);
      unlocked.put(guardian.encryption().keyThumbprint(), key);
    }
    protector.open(key, engine, session.random()).close();
  }

  /** Whether a key opened something. */
  public boolean hasKey() {
    return !unlocked.isEmpty();
  }

  /** One of the keys that opened something. */
  public OpeningKey anyKey() {
    return unlocked.values().iterator().next();
  }

  /** One of the keys that opened something, which a wrapping of this protector is for. */
  public Optional<OpeningKey> keyFor(VerifiedKeyProtector protector) {
    return unlocked.values().stream()
        .filter(key -> wrappingFor(protector, key.guardian()).isPresent())
        .findFirst();
  }

  private static Optional<Wrapping> wrappingFor(VerifiedKeyProtector protector, Guardian guardian) {
    return protector.wrappings().stream()
        .filter(wrapping -> guardian.decryptsFor(wrapping.encryption()))
        .findFirst();
  }
}
