package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.SwappedOperands;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.guardian.trust.TrustedGuardian;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** {@code guardian import}: a guardian from the metadata that its HGS publishes. */
public final class ImportGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "import",
        "NAME FILE|URL",
        "import a guardian from its metadata, and decide once whether to trust it",
        TrustOptions.with(Options.CA),
        "The metadata is self-signed, so it does not prove who"
            + " published it. Say with --pin, --trust or --allow-untrusted-root why you"
            + " trust it. A root vouches for many guardians, so --trust needs"
            + " --subject NAME too, the subject of the signing certificate or its common name,"
            + " unless the file holds one root that only your organisation has. Keyward records the decision with its date and reason."
            + " An http: address needs --pin.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    SwappedOperands.requireFileSecond(arguments, "NAME FILE|URL");
    GuardianName name = Roster.name(arguments.operand(0));
    TrustRequest request = TrustOptions.request(arguments, session);
    MetadataInput input = new MetadataInput(arguments, session);
    String from = arguments.operand(1);
    input.requireProtected(from, request.pin().isPresent());
    GuardianMetadata metadata =
        request.pin().isPresent() ? input.readPinned(from) : input.read(from);
    TrustedGuardian trusted = TrustDecider.trust(metadata, name, request, session.now());
    Roster roster = Roster.toFill(session);
    Optional<StoredGuardian> repeated = TrustOptions.repeated(arguments, roster, trusted);
    if (repeated.isPresent() && Arrays.equals(roster.store().metadata(name), metadata.bytes())) {
      GuardianView.imported(session, "guardian-import", repeated.get(), true);
      return ExitCode.DONE;
    }
    TrustOptions.warnOfDamage(arguments, session, roster);
    Optional<StoredGuardian> before = TrustOptions.before(arguments, roster, name);
    StoredGuardian stored =
        roster.store().add(new GuardianEntry(trusted, metadata), TrustOptions.placement(arguments));
    TrustOptions.warnOfBeginning(session, before, stored);
    if (!metadata.vouchedFor()) {
      session
          .console()
          .note("the metadata was signed by another certificate: " + metadata.signedBy());
    }
    GuardianView.imported(session, "guardian-import", stored, false);
    return ExitCode.DONE;
  }
}
