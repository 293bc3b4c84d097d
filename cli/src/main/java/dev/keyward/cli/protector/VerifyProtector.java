package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Proof;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.view.EndedCertificates;
import dev.keyward.cli.view.KeyStrength;
import dev.keyward.cli.view.VerifiedView;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.protector.Expectation;
import dev.keyward.protector.KeylessReader;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerificationReport;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Check;
import dev.keyward.protector.part.WrappingId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code protector verify}: every check by name. */
public final class VerifyProtector implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "verify",
        "FILE",
        "verify a protector, and list every check",
        List.of(
            OptionSpec.value("owner", "NAME", "require this guardian's signing key as the owner's"),
            OptionSpec.flag("prove", "open it with the private keys in the store"),
            Options.STRICT,
            Options.VM,
            Options.NUMBER,
            Options.LAST_KNOWN_GOOD),
        "Valid does not mean that the owner made it: look at who sealed it. No signature covers the"
            + " offline unwraps. If anybody can compute a private key from its public key, the"
            + " command exits with 1, even if the protector is valid.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    Verification verification = new Verification(arguments, session);
    return verification.each.run(
        new ProtectorInput(session, arguments),
        List.of(arguments.operand(0)),
        verification::answer);
  }

  /** One run of the command. */
  private static final class Verification {

    private final Arguments arguments;
    private final Console console;
    private final Instant now;
    private final EachProtector each;
    private final ProtectorVerifier verifier = new ProtectorVerifier(RsaEngine.jdk());
    private final KeylessReader reader = new KeylessReader();
    private final KeyStrength strength = new KeyStrength();
    private final Proof proof;
    private final KnownGuardians known;
    private final Expectation expected;

    Verification(Arguments arguments, Session session)
        throws KeywardException, IOException, UsageException {
      this.arguments = arguments;
      this.console = session.console();
      this.now = session.now();
      this.each =
          new EachProtector(
              session, "protector-verify", new ProtectorAnswers.AllVerified(List.of()));
      Roster roster = new Roster(session);
      this.proof = new Proof(session, roster);
      this.known = roster.known();
      this.expected = expected(arguments.value("owner"), roster);
    }

    /** Who sealed it is shown, not demanded. */
    private Expectation expected(Optional<String> owner, Roster roster)
        throws KeywardException, IOException, UsageException {
      return owner.isPresent()
          ? Expectation.ownedBy(roster.require(owner.get()).guardian(), known).sealedByAnybody()
          : Expectation.nothing();
    }

    EachProtector.Outcome answer(ProtectorInput.Entry entry)
        throws KeywardException, IOException, UsageException {
      VerificationReport report = verifier.examine(reader.read(entry.document()));
      List<Check> checks = new ArrayList<>(report.checks());
      if (report.verified().isEmpty()) {
        print(entry, "not valid", checks);
        report.orThrow();
      }
      VerifiedProtector verified = report.orThrow(expected);
      Set<WrappingId> proved = arguments.has("prove") ? proof.open(verified.openable()) : Set.of();
      VerifiedView view = new VerifiedView(verified, known, proved);
      List<Check> weak = strength.faults(verified);
      checks.addAll(weak);
      checks.add(view.transportKeyCheck());
      print(entry, "valid, " + view.sealedBy(), checks);
      new EndedCertificates(now)
          .warnings(verified, view)
          .forEach(ended -> console.warning(entry.place() + ": " + ended));
      ProtectorAnswers.Verified answer =
          new ProtectorAnswers.Verified(
              ProtectorAnswers.Entry.of(entry),
              true,
              checks.stream().map(ProtectorAnswers.Result::of).toList(),
              view.answer());
      boolean no = !weak.isEmpty() || (arguments.has("strict") && view.isLeftOpen());
      return new EachProtector.Outcome(no ? ExitCode.ANSWER_NO : ExitCode.DONE, answer);
    }

    private void print(ProtectorInput.Entry entry, String verdict, List<Check> checks) {
      if (console.json()) {
        return;
      }
      console.line(entry.place() + ": " + verdict);
      for (Check check : checks) {
        String detail = check.detail().isEmpty() ? "" : ": " + check.detail();
        console.line(
            String.format(
                Locale.ROOT,
                "  %-15s %-32s %s%s",
                word(check),
                check.name(),
                check.where(),
                detail));
      }
    }

    private static String word(Check check) {
      return switch (check.outcome()) {
        case PASSED -> "holds";
        case FAILED -> "FAILS";
        case CANNOT_BE_CHECKED -> "cannot check";
        case NOT_CHECKED -> "not checked";
      };
    }
  }
}
