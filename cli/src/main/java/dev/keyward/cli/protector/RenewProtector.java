package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.edit.EditOptions;
import dev.keyward.cli.edit.EditRun;
import dev.keyward.cli.edit.EditWish;
import dev.keyward.cli.host.HostPins;
import dev.keyward.host.HostFolder;
import dev.keyward.protector.ProtectorEdit;
import java.io.IOException;

/** {@code protector renew}: current keys in the place of former ones, with the owner's keys. */
public final class RenewProtector implements Command {

  private static final String RECALLS_NOTHING =
      "the transport key stays the same: anybody who has a former private key can still open an old"
          + " copy";

  private static final String HOSTS_FIRST =
      "a host that pins only a former signing key refuses what the new one seals: run keyward host"
          + " configure DIR first";

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "renew",
        "FILE...",
        "replace former keys and certificates with current ones",
        EditOptions.of(
            EditOptions.ONLY_GUARDIAN,
            OptionSpec.many("host", "DIR", "hosts that must take the keys first"),
            EditOptions.SKIP_FOREIGN,
            Options.VM,
            Options.NUMBER,
            Options.ALLOW_EXPIRED),
        "The command needs the owner's keys, current and former. Ids and the owner's signing key"
            + " stay the same: protector hand-over changes the owner. If another guardian made a"
            + " wrapping for a former key, the command lists it, does not change it, and exits with"
            + " 1. Hosts pin the signing keys of their services: if one changed, run host configure"
            + " first; --host checks this. Note: "
            + RECALLS_NOTHING
            + ".");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("protector-renew", arguments, session);
    for (String host : arguments.values("host")) {
      HostPins.warn(HostFolder.at(session.path(host)), host, session);
    }
    Roster roster = new Roster(session);
    ProtectorEdit edit = new EditWish(arguments, roster).renew();
    ProtectorFiles kind = new ProtectorFiles(arguments, session, roster, edit);
    boolean anyFormer =
        edit.renew().stream().anyMatch(each -> each.history().signingKeys().size() > 1);
    return anyFormer
        ? run.each(kind, HOSTS_FIRST, RECALLS_NOTHING)
        : run.each(kind, RECALLS_NOTHING);
  }
}
