package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.edit.EditOptions;
import dev.keyward.cli.edit.EditRun;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.part.Wrapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code protector revoke}: takes guardians out, with the owner's keys. */
public final class RevokeProtector implements Command {

  private static final String RECALLS_NOTHING =
      "revoking recalls nothing: an old copy of the protector still opens every state sealed under"
          + " its key; only a new key, with the state encrypted again, shuts a guardian out";

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "revoke",
        "FILE...",
        "take guardians out, with the owner's keys",
        EditOptions.of(
            EditOptions.GUARDIAN,
            OptionSpec.many("wrapping", "N", "the wrapping with that number, for any guardian"),
            OptionSpec.many(
                "thumbprint", "SHA256", "wrappings with a certificate or a key of that SHA-256"),
            Options.KEEP_DELEGATED,
            EditOptions.SKIP_FOREIGN,
            Options.VM,
            Options.NUMBER),
        "The owner cannot be taken out. A guardian goes with every key that it has or had."
            + " Guardians that it let in go too. Note: "
            + RECALLS_NOTHING
            + ".");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("protector-revoke", arguments, session);
    Predicate<Wrapping> named = named(arguments);
    if (arguments.values("guardian").isEmpty()
        && arguments.values("wrapping").isEmpty()
        && arguments.values("thumbprint").isEmpty()) {
      throw new UsageException("--guardian NAME is missing, or --wrapping N or --thumbprint T");
    }
    List<GuardianHistory> guardians = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      guardians.add(run.roster().require(name).history());
    }
    ExitCode code =
        run.apply(
            new ProtectorEdit(
                    List.of(),
                    guardians,
                    List.of(),
                    run.acceptedSealer(),
                    arguments.has("keep-delegated"))
                .without(named));
    if (run.changedAny()) {
      session.console().note(RECALLS_NOTHING);
    }
    return code;
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
