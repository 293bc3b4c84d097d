package dev.keyward.cli.view;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Proof;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.folder.ServiceFolders;
import dev.keyward.cli.base.folder.ServiceProof;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a check asks of protectors: who can open them, or whether one guardian can; with {@code
 * --prove}, that they open.
 */
public final class AccessQuestion {

  private final Roster roster;
  private final Proof proof;
  private final ServiceProof services;
  private final Optional<Asked> asked;
  private final boolean prove;
  private final boolean strict;

  /** The guardian asked for: as it was typed, as it is known, and in the store. */
  private record Asked(String name, String label, Optional<StoredGuardian> stored) {}

  /**
   * What the answer for a protector is.
   *
   * @param addressing that of the guardian asked for
   * @param served what keys of services open
   * @param proved the wrappings that opened
   */
  public record Access(
      VerifiedView view,
      Optional<Addressing> addressing,
      ServiceProof.Opened served,
      Set<WrappingId> proved) {

    /** Whether nothing opened it but keys that a service refuses to use. */
    public boolean isRefused() {
      return proved.isEmpty() && !served.refused().isEmpty();
    }

    /** Whether the guardian asked for is addressed, if one was asked for. */
    public boolean isYes() {
      return addressing.map(Addressing::isYes).orElse(true);
    }

    /** What is said of the guardian asked for; empty where none was. */
    public Optional<String> words() {
      return addressing.map(
          answer -> {
            boolean opens = answer.wrappings().stream().anyMatch(view::opens);
            return answer.words() + (opens ? ", and it opens" : "");
          });
    }
  }

  /**
   * The question of a command line.
   *
   * @param known the guardians that the store and the folders name
   */
  public AccessQuestion(Arguments arguments, Roster roster, Session session, KnownGuardians known)
      throws KeywardException, IOException, UsageException {
    this.roster = roster;
    this.proof = new Proof(session, roster);
    this.prove = arguments.has("prove");
    this.services = prove ? ServiceProof.of(arguments, session) : ServiceProof.none(session);
    this.strict = arguments.has("strict");
    Optional<String> name = arguments.value("guardian");
    this.asked =
        name.isPresent()
            ? Optional.of(asked(name.get(), known, session, ServiceFolders.named(arguments)))
            : Optional.empty();
  }

  private Asked asked(String name, KnownGuardians known, Session session, List<String> paths)
      throws KeywardException, IOException, UsageException {
    Optional<StoredGuardian> stored =
        GuardianName.isOne(name) ? roster.store().find(Roster.name(name)) : Optional.empty();
    if (stored.isEmpty() && (paths.isEmpty() || (prove && services.isEmpty()))) {
      roster.require(name);
    }
    Optional<String> label = Addressing.label(known, name);
    if (label.isEmpty()) {
      // Otherwise the answer to a mistyped name would be "no, not addressed".
      throw new UsageException(
          "no guardian named "
              + Text.printable(name)
              + " in "
              + session.store()
              + " or "
              + String.join(" or ", paths),
          "a guardian in a folder has the name of its file without the ending; if the name has other"
              + " characters, type NAME@DIGITS, which the answer without --guardian shows");
    }
    return new Asked(name, label.get(), stored);
  }

  /** Who is asked for, as it was typed. */
  public Optional<String> name() {
    return asked.map(Asked::name);
  }

  /** Asks it of a protector; with {@code --prove} it is opened. */
  public Access of(VerifiedProtector verified, KnownGuardians known)
      throws KeywardException, IOException, UsageException {
    Optional<Addressing> addressing =
        asked.map(one -> Addressing.of(verified, known, one.label(), strict));
    ServiceProof.Opened served = served(verified, known);
    Set<WrappingId> proved =
        prove
            ? proved(
                verified.openable(), addressing.map(Addressing::wrappings).orElse(Set.of()), served)
            : Set.of();
    VerifiedView view = new VerifiedView(verified, known, proved, served.refused());
    return new Access(view, addressing, served, proved);
  }

  private ServiceProof.Opened served(VerifiedProtector verified, KnownGuardians known)
      throws KeywardException {
    if (!prove || services.isEmpty()) {
      return ServiceProof.Opened.NOTHING;
    }
    ServiceProof.Opened all = services.open(verified.openable());
    return asked.isPresent()
        ? all.of(verified.wrappings(), wrapping -> isAsked(wrapping, known))
        : all;
  }

  private boolean isAsked(Wrapping wrapping, KnownGuardians known) {
    return known.identify(wrapping) instanceof Identity.Known guardian
        && asked.map(Asked::label).equals(Optional.of(guardian.name()));
  }

  private Set<WrappingId> proved(
      VerifiedKeyProtector protector, Set<WrappingId> addressed, ServiceProof.Opened served)
      throws KeywardException, IOException, UsageException {
    Set<WrappingId> opened = new LinkedHashSet<>(served.released());
    boolean bySome = !opened.isEmpty() || !served.refused().isEmpty();
    if (asked.isEmpty()) {
      opened.addAll(bySome ? proof.openAny(protector) : proof.open(protector));
      return opened;
    }
    if (addressed.isEmpty() || bySome) {
      return opened;
    }
    Asked one = asked.get();
    StoredGuardian guardian =
        one.stored().isPresent() ? one.stored().get() : roster.require(one.name());
    opened.addAll(proof.openAs(protector, guardian));
    if (opened.isEmpty()) {
      throw new NoAccessException(
          Fault.of(
              "no-private-key",
              "guardian " + guardian.guardian().name(),
              "certificates only",
              "the private key, to prove that it opens"));
    }
    return opened;
  }

  /** A key that a protector was opened with just now, or that a service refuses to use. */
  public Optional<OpeningKey> key(VerifiedKeyProtector protector) {
    Optional<OpeningKey> ours = proof.keyFor(protector);
    return ours.isPresent() ? ours : services.keyFor(protector);
  }
}
