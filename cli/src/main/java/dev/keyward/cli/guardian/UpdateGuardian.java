package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.SwappedOperands;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.UpdateRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code guardian update}: renewed metadata of a guardian that is known. */
public final class UpdateGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "update",
        "NAME FILE|URL",
        "import renewed metadata of a known guardian",
        List.of(
            OptionSpec.value("pin", "SHA256", "trust the certificate or key that signed it"),
            OptionSpec.flag(
                "older", "take metadata that is older than what is known, as former keys"),
            Options.CA),
        "Keyward takes the metadata only if the guardian's"
            + " current signing key signed it, if both keys are the current ones, or if"
            + " --pin names the certificate that signed it. Keys that it replaces stay"
            + " known as former keys, so protectors for them keep their guardian's name."
            + " Keyward refuses older metadata without --older. Older metadata never"
            + " changes the current keys: 'guardian use' does that.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    SwappedOperands.requireFileSecond(arguments, "NAME FILE|URL");
    Roster roster = new Roster(session);
    GuardianName name = roster.require(arguments.operand(0)).guardian().name();
    MetadataInput input = new MetadataInput(arguments, session);
    // What is known already proves the answer, so an unprotected address needs no pin here.
    Optional<Thumbprint> pin =
        arguments.value("pin").isPresent()
            ? Optional.of(Options.fingerprint("--pin", arguments.required("pin")))
            : Optional.empty();
    String from = arguments.operand(1);
    GuardianMetadata metadata = pin.isPresent() ? input.readPinned(from) : input.read(from);
    UpdateRequest request = new UpdateRequest(pin, arguments.has("older"));
    StoredGuardian stored = roster.store().update(name, metadata, request, session.now());
    GuardianView.report(session, "guardian-update", "updated guardian " + name, stored);
    return ExitCode.DONE;
  }
}
