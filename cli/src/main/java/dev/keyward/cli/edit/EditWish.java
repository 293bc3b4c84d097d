package dev.keyward.cli.edit;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.protector.part.Wrapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the options of a command line want changed of a protector. */
public final class EditWish {

  private final Arguments arguments;
  private final Roster roster;

  public EditWish(Arguments arguments, Roster roster) {
    this.arguments = arguments;
    this.roster = roster;
  }

  /** To let guardians in. */
  public ProtectorEdit grant() throws KeywardException, IOException, UsageException {
    if (arguments.values("guardian").isEmpty()) {
      throw new UsageException("--guardian NAME is missing");
    }
    List<TrustedHistory> guardians = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      guardians.add(roster.grantee(name, arguments.has("allow-expired")));
    }
    return new ProtectorEdit(
            guardians,
            List.of(),
            List.of(),
            roster.acceptedSealer(arguments),
            arguments.has("keep-delegated"))
        .acceptingExpired(roster.acceptedExpired(arguments));
  }

  /** To take guardians out. */
  public ProtectorEdit revoke() throws KeywardException, IOException, UsageException {
    Predicate<Wrapping> named = named(arguments);
    if (arguments.values("guardian").isEmpty()
        && arguments.values("wrapping").isEmpty()
        && arguments.values("thumbprint").isEmpty()) {
      throw new UsageException("--guardian NAME is missing, or --wrapping N or --thumbprint T");
    }
    List<GuardianHistory> guardians = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      guardians.add(roster.require(name).history());
    }
    return new ProtectorEdit(
            List.of(),
            guardians,
            List.of(),
            roster.acceptedSealer(arguments),
            arguments.has("keep-delegated"))
        .without(named)
        .acceptingExpired(roster.acceptedExpired(arguments));
  }

  /** To put current keys in the place of former ones: of all in the store, or of these. */
  public ProtectorEdit renew() throws KeywardException, IOException, UsageException {
    boolean allowExpired = arguments.has("allow-expired");
    List<TrustedHistory> renewals = new ArrayList<>();
    for (StoredGuardian stored : guardians()) {
      TrustedGuardian current = stored.trusted();
      renewals.add(
          new TrustedHistory(
              stored.history(), allowExpired ? current.acceptingExpired() : current));
    }
    return ProtectorEdit.renewing(renewals)
        .accepting(roster.acceptedSealer(arguments))
        .acceptingExpired(roster.acceptedExpired(arguments));
  }

  private List<StoredGuardian> guardians() throws KeywardException, IOException, UsageException {
    if (arguments.values("guardian").isEmpty()) {
      return roster.guardians();
    }
    List<StoredGuardian> named = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      named.add(roster.require(name));
    }
    return named;
  }

  /** What the numbers and fingerprints on the command line name: no guardian need be known. */
  private static Predicate<Wrapping> named(Arguments arguments)
      throws KeywardException, UsageException {
    Set<Long> numbers = new HashSet<>();
    for (String number : arguments.values("wrapping")) {
      if (!number.matches("[0-9]{1,10}")) {
        throw new UsageException("--wrapping is \"" + number + "\", expected the id of a wrapping");
      }
      numbers.add(Long.parseLong(number));
    }
    Set<Thumbprint> digests = new HashSet<>();
    for (String digest : arguments.values("thumbprint")) {
      digests.add(Thumbprint.parse(digest));
    }
    return wrapping ->
        numbers.contains(wrapping.id().value())
            || Stream.of(wrapping.signing(), wrapping.encryption())
                .anyMatch(each -> digests.stream().anyMatch(each::isNamed));
  }
}
